terraform {
  required_providers {
    rtc = {
      source = "terraform.local/rtc/rtc"
    }
  }
}

# CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID come from the environment.
data "rtc_cloudflare_apps" "all" {}

output "app_ids" {
  description = "The id of each app, by its name."
  value       = { for app in data.rtc_cloudflare_apps.all.apps : app.name => app.id if app.name != null }
}
