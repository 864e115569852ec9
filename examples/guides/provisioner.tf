terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
  }
}

# Set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID in the environment.
provider "rtc" {
  mint_tokens = terraform.applying # A plan mints nothing.
}

variable "recorder_url" {
  description = "Where the recording service takes its token."
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
    # Runs once, when Terraform creates the resource.
    # terraform apply -replace=terraform_data.recorder runs it again.
    # The token goes through the environment and curl's standard input:
    # other users can list the arguments of processes.
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
