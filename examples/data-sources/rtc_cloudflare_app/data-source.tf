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

output "app_id" {
  value = data.rtc_cloudflare_app.video.id
}
