removed {
  from = rtc_telnyx_room.quiet

  lifecycle {
    destroy = false
  }
}
