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

resource "rtc_cloudflare_webhook" "bot" {
  app_id = data.rtc_cloudflare_app.video.id
  name   = "stand-up-bot"
  url    = "https://bot.example.com/rtc"
  events = ["meeting.started", "meeting.ended"]
}
