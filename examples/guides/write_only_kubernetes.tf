terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = ">= 2.37.0, < 4.0.0"
    }
  }
}

# Set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID in the environment.
provider "rtc" {
  mint_tokens = terraform.applying # A plan mints nothing.
}

data "rtc_cloudflare_app" "video" {
  name = "video"
}

data "rtc_cloudflare_meeting" "stand_up" {
  app_id = data.rtc_cloudflare_app.video.id
  title  = "stand-up"

  lifecycle {
    postcondition {
      condition     = self.status == "ACTIVE"
      error_message = "Nobody can join the stand-up: it is ${self.status}."
    }
  }
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

locals {
  # Null in the plan, as a whole: a value of the map may not be null.
  recorder_data = (
    ephemeral.rtc_cloudflare_participant_token.recorder.token == null ? null :
    { token = ephemeral.rtc_cloudflare_participant_token.recorder.token }
  )
}

resource "kubernetes_secret_v1" "recorder" {
  metadata {
    name = "recorder-room-token"
  }
  data_wo = local.recorder_data
  # The first apply of a month writes a new token.
  data_wo_revision = tonumber(formatdate("YYYYMM", plantimestamp()))

  lifecycle {
    precondition {
      condition     = !terraform.applying || local.recorder_data != null
      error_message = "There is no token to write. Set mint_tokens to terraform.applying, or leave it out."
    }
  }
}
