terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
  }
}

# CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID come from the environment.
provider "rtc" {
  mint_tokens = terraform.applying
}

variable "bot_url" {
  description = "Where the note taker takes the token with which it joins the meeting."
  type        = string
}

data "rtc_cloudflare_app" "video" {
  name = "video"
}

resource "rtc_cloudflare_meeting" "planning" {
  app_id = data.rtc_cloudflare_app.video.id
  title  = "planning"
}

resource "rtc_cloudflare_participant" "note_taker" {
  app_id                = data.rtc_cloudflare_app.video.id
  meeting_id            = rtc_cloudflare_meeting.planning.id
  custom_participant_id = "note-taker"
  preset_name           = "group_call_participant"
  name                  = "Note taker"
}

ephemeral "rtc_cloudflare_participant_token" "note_taker" {
  app_id         = data.rtc_cloudflare_app.video.id
  meeting_id     = rtc_cloudflare_meeting.planning.id
  participant_id = rtc_cloudflare_participant.note_taker.id
}

resource "terraform_data" "note_taker" {
  # A participant that is replaced gets a new token.
  triggers_replace = rtc_cloudflare_participant.note_taker.id

  provisioner "local-exec" {
    # The token travels in the environment and on curl's standard input, so that no process list shows it.
    command = <<-EOT
      printf 'header = "Authorization: Bearer %s"' "$ROOM_TOKEN" |
        curl --fail --silent --show-error --config - --request POST "$BOT_URL"
    EOT
    environment = {
      BOT_URL    = var.bot_url
      ROOM_TOKEN = ephemeral.rtc_cloudflare_participant_token.note_taker.token
    }
  }
}
