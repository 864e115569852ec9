variable "app_id" {
  description = "The ID of the RealtimeKit app."
  type        = string
}

# Set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID in the environment.
list "rtc_cloudflare_webhook" "all" {
  provider = rtc
  limit    = 1000

  config {
    app_id = var.app_id
  }
}
