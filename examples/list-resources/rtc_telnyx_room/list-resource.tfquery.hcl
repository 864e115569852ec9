# Set TELNYX_API_KEY in the environment.
list "rtc_telnyx_room" "all" {
  provider = rtc
  limit    = 1000

  config {}
}
