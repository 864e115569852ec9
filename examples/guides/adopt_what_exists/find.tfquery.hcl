variable "app_id" {
  description = "The ID of the RealtimeKit app."
  type        = string
}

list "rtc_cloudflare_meeting" "stand_up" {
  provider         = rtc
  include_resource = true
  limit            = 1000

  config {
    app_id = var.app_id
    search = "stand-up"
    status = "ACTIVE"
  }
}

list "rtc_telnyx_room" "all" {
  provider         = rtc
  include_resource = true
  limit            = 1000

  config {}
}
