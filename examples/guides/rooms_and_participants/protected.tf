resource "rtc_cloudflare_meeting" "stand_up" {
  app_id = data.rtc_cloudflare_app.video.id
  title  = "Daily stand-up"

  lifecycle {
    prevent_destroy = true
  }
}
