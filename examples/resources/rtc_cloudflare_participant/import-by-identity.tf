import {
  to = rtc_cloudflare_participant.note_taker
  identity = {
    app_id     = "14a396e7-ca44-4937-bf1f-050a69118543"
    meeting_id = "bbb5a1de-8b0c-4c5e-9a53-3a5b0f6a2c11"
    id         = "aaa7c9e4-52f1-4d4e-8f0b-6a1d2e3f4b5c"
  }
}
