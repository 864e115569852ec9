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

data "rtc_cloudflare_app" "video" {
  name = "video"
}

data "rtc_cloudflare_meeting" "stand_up" {
  app_id = data.rtc_cloudflare_app.video.id
  title  = "stand-up"
}

data "rtc_cloudflare_participant" "recorder" {
  app_id                = data.rtc_cloudflare_app.video.id
  meeting_id            = data.rtc_cloudflare_meeting.stand_up.id
  custom_participant_id = "recorder"
}

ephemeral "rtc_cloudflare_participant_token" "recorder" {
  app_id         = data.rtc_cloudflare_app.video.id
  meeting_id     = data.rtc_cloudflare_meeting.stand_up.id
  participant_id = data.rtc_cloudflare_participant.recorder.id
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
