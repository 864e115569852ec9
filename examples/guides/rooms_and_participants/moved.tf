moved {
  from = rtc_cloudflare_participant.bot
  to   = rtc_cloudflare_participant.recorder
}
