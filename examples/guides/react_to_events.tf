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

variable "receiver_url" {
  description = "The https URL of the service that starts and stops the bot. It holds no secret."
  type        = string
  default     = "https://bot.example.com/rtc"
}

resource "rtc_cloudflare_webhook" "bot" {
  app_id = data.rtc_cloudflare_app.video.id
  name   = "stand-up-bot"
  url    = var.receiver_url
  events = ["meeting.started", "meeting.ended", "recording.statusUpdate"]
}

output "webhook_id" {
  description = "What each delivery carries in the header rtk-webhook-id."
  value       = rtc_cloudflare_webhook.bot.id
}
