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

data "rtc_cloudflare_meetings" "open" {
  app_id = data.rtc_cloudflare_app.video.id
  status = "ACTIVE"
}

output "open_meetings" {
  description = "The title of each meeting that can be joined, by its id."
  value       = { for meeting in data.rtc_cloudflare_meetings.open.meetings : meeting.id => meeting.title }
}
