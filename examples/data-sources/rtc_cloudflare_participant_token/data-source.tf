terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
    local = {
      source  = "hashicorp/local"
      version = ">= 2.5.0, < 3.0.0"
    }
  }
}

# Set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID in the environment.
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

data "rtc_cloudflare_participant_token" "recorder" {
  app_id         = data.rtc_cloudflare_app.video.id
  meeting_id     = data.rtc_cloudflare_meeting.stand_up.id
  participant_id = data.rtc_cloudflare_participant.recorder.id
}

# This resource has no write-only argument, so that state and plan keep the token.
# Each plan has a new one.
resource "local_sensitive_file" "recorder" {
  filename = "${path.module}/recorder.json"
  content = jsonencode({
    token      = data.rtc_cloudflare_participant_token.recorder.token
    expires_at = data.rtc_cloudflare_participant_token.recorder.token_expires_at
  })
}
