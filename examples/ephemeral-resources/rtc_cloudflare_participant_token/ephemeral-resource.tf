terraform {
  required_providers {
    rtc = {
      source = "terraform.local/rtc/rtc"
    }
  }
}

# CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID come from the environment.
provider "rtc" {
  mint_tokens = terraform.applying
}

variable "recorder_url" {
  description = "Where the recording service takes the token with which it joins the meeting."
  type        = string
}

ephemeral "rtc_cloudflare_participant_token" "recorder" {
  app_id         = "14a396e7-ca44-4937-bf1f-050a69118543"
  meeting_id     = "bbb5a1de-8b0c-4c5e-9a53-3a5b0f6a2c11"
  participant_id = "aaa7c9e4-52f1-4d4e-8f0b-6a1d2e3f4b5c"
}

resource "terraform_data" "recorder" {
  provisioner "local-exec" {
    # Runs when the resource is created; with -replace it hands over a fresh token.
    # The token travels in the environment and on curl's standard input, so that no process list shows it.
    command = <<-EOT
      printf 'header = "Authorization: Bearer %s"' "$ROOM_TOKEN" |
        curl --fail --silent --show-error --config - --request POST "$RECORDER_URL"
    EOT
    environment = {
      RECORDER_URL = var.recorder_url
      ROOM_TOKEN   = ephemeral.rtc_cloudflare_participant_token.recorder.token
    }
  }
}
