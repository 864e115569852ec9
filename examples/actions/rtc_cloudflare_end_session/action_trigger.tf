terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
  }
}

variable "recorder_version" {
  description = "The version of the recorder. A new one ends the session of the old one."
  type        = string
  default     = "1.0.0"
}

# Set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID in the environment.
data "rtc_cloudflare_app" "video" {
  name = "video"
}

data "rtc_cloudflare_meeting" "stand_up" {
  app_id = data.rtc_cloudflare_app.video.id
  title  = "stand-up"
}

action "rtc_cloudflare_end_session" "stand_up" {
  config {
    app_id     = data.rtc_cloudflare_app.video.id
    meeting_id = data.rtc_cloudflare_meeting.stand_up.id
  }
}

resource "terraform_data" "recorder" {
  input = var.recorder_version

  lifecycle {
    action_trigger {
      events  = [after_create, after_update]
      actions = [action.rtc_cloudflare_end_session.stand_up]
    }
  }
}
