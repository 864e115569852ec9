terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
    local = {
      source  = "hashicorp/local"
      version = ">= 2.5.0, < 3.0.0"
    }
  }
}

# Set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID in the environment.
data "rtc_cloudflare_app" "video" {
  name = "video"
}

data "rtc_cloudflare_meeting" "stand_up" {
  app_id = data.rtc_cloudflare_app.video.id
  title  = "stand-up"
}

data "rtc_cloudflare_participant" "bot" {
  for_each = toset(["recorder", "transcriber"])

  app_id                = data.rtc_cloudflare_app.video.id
  meeting_id            = data.rtc_cloudflare_meeting.stand_up.id
  custom_participant_id = each.key
}

data "rtc_cloudflare_participant_tokens" "bots" {
  app_id     = data.rtc_cloudflare_app.video.id
  meeting_id = data.rtc_cloudflare_meeting.stand_up.id
  # Your own keys, mapped to participant IDs.
  participant_ids = { for key, bot in data.rtc_cloudflare_participant.bot : key => bot.id }
}

# This resource has no write-only argument, so that state and plan keep the token.
# Each plan has a new one.
resource "local_sensitive_file" "bots" {
  filename = "${path.module}/bots.json"
  content  = jsonencode({ for key, bot in data.rtc_cloudflare_participant_tokens.bots.tokens : key => bot.token })
}
