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

data "rtc_cloudflare_webhooks" "all" {
  app_id = data.rtc_cloudflare_app.video.id
}

output "disabled_webhooks" {
  description = "The URLs that Cloudflare sends no events to."
  value       = [for webhook in data.rtc_cloudflare_webhooks.all.webhooks : webhook.url if !webhook.enabled]
}
