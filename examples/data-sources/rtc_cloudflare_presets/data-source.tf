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

data "rtc_cloudflare_presets" "all" {
  app_id = data.rtc_cloudflare_app.video.id
}

output "preset_names" {
  description = "What preset_name of a participant can be."
  value       = data.rtc_cloudflare_presets.all.presets[*].name
}
