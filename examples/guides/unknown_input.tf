terraform {
  required_providers {
    rtc = {
      source = "terraform.local/rtc/rtc"
    }
  }
}

# CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID come from the environment.
provider "rtc" {}

variable "bot_url" {
  description = "Where a bot takes the token with which it joins the room."
  type        = string
}

# Stands for whatever adds the participant in the same run.
resource "terraform_data" "participant" {
  input = "aaa7c9e4-52f1-4d4e-8f0b-6a1d2e3f4b5c"
}

ephemeral "rtc_cloudflare_participant_token" "bot" {
  app_id     = "14a396e7-ca44-4937-bf1f-050a69118543"
  meeting_id = "bbb5a1de-8b0c-4c5e-9a53-3a5b0f6a2c11"
  # Known only after apply while there is no participant yet, so that the first plan mints nothing.
  participant_id = terraform_data.participant.output
}

resource "terraform_data" "bot" {
  provisioner "local-exec" {
    command = <<-EOT
      printf 'header = "Authorization: Bearer %s"' "$ROOM_TOKEN" |
        curl --fail --silent --show-error --config - --request POST "$BOT_URL"
    EOT
    environment = {
      BOT_URL    = var.bot_url
      ROOM_TOKEN = ephemeral.rtc_cloudflare_participant_token.bot.token
    }
  }
}
