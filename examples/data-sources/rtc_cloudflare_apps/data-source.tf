terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
  }
}

# Set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID in the environment.
data "rtc_cloudflare_apps" "all" {}

output "app_ids" {
  description = "The ID of each app, by its name."
  value       = { for app in data.rtc_cloudflare_apps.all.apps : app.name => app.id if app.name != null }
}
