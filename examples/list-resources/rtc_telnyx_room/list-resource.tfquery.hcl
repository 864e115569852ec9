# TELNYX_API_KEY comes from the environment.
list "rtc_telnyx_room" "all" {
  provider = rtc
  limit    = 1000

  config {}
}
