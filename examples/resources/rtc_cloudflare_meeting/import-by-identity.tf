import {
  to = rtc_cloudflare_meeting.planning
  identity = {
    app_id = "14a396e7-ca44-4937-bf1f-050a69118543"
    id     = "bbb5a1de-8b0c-4c5e-9a53-3a5b0f6a2c11"
  }
}
