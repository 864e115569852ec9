import {
  to = rtc_cloudflare_webhook.bot
  id = "14a396e7-ca44-4937-bf1f-050a69118543/e07a3c58-2f6d-4b19-8c40-9d15f2b7a6e3"
}
