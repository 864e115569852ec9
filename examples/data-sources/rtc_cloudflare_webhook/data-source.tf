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

data "rtc_cloudflare_webhook" "recordings" {
  app_id = data.rtc_cloudflare_app.video.id
  url    = "https://example.com/recordings"

  lifecycle {
    postcondition {
      condition     = self.enabled && contains(self.events, "recording.statusUpdate")
      error_message = "Nobody is told when a recording is ready."
    }
  }
}

output "recordings_webhook_id" {
  description = "What deliveries to the webhook carry in the header rtk-webhook-id."
  value       = data.rtc_cloudflare_webhook.recordings.id
}
