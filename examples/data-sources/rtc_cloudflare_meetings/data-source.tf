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

data "rtc_cloudflare_meetings" "active" {
  app_id = data.rtc_cloudflare_app.video.id
  status = "ACTIVE"
}

output "active_meetings" {
  description = "The title of each meeting that people can join, by its ID."
  value       = { for meeting in data.rtc_cloudflare_meetings.active.meetings : meeting.id => meeting.title }
}
