terraform {
  required_providers {
    rtc = {
      source = "terraform.local/rtc/rtc"
    }
  }
}

# CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID come from the environment.
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

output "meeting_id" {
  value = data.rtc_cloudflare_meeting.stand_up.id
}
