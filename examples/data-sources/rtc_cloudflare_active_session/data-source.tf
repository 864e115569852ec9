terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
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

data "rtc_cloudflare_active_session" "stand_up" {
  app_id     = data.rtc_cloudflare_app.video.id
  meeting_id = data.rtc_cloudflare_meeting.stand_up.id
}

# Warns in each plan and apply while nobody is in the meeting.
check "somebody_is_there" {
  assert {
    condition     = data.rtc_cloudflare_active_session.stand_up.active
    error_message = "Nobody is in the stand-up: the recorder may have left."
  }
}
