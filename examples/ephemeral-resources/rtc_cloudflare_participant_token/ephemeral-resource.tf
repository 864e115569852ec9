terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
    vault = {
      source  = "hashicorp/vault"
      version = ">= 5.0.0, < 6.0.0"
    }
  }
}

# Set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID in the environment.
provider "rtc" {
  mint_tokens = terraform.applying # A plan mints nothing.
}

data "rtc_cloudflare_app" "video" {
  name = "video"
}

data "rtc_cloudflare_meeting" "stand_up" {
  app_id = data.rtc_cloudflare_app.video.id
  title  = "stand-up"
}

# Terraform creates this participant, so that destroying it revokes its tokens.
resource "rtc_cloudflare_participant" "bot" {
  app_id                = data.rtc_cloudflare_app.video.id
  meeting_id            = data.rtc_cloudflare_meeting.stand_up.id
  custom_participant_id = "stand-up-bot"
  preset_name           = "group_call_participant"
  name                  = "Bot"
}

ephemeral "rtc_cloudflare_participant_token" "bot" {
  app_id         = data.rtc_cloudflare_app.video.id
  meeting_id     = data.rtc_cloudflare_meeting.stand_up.id
  participant_id = rtc_cloudflare_participant.bot.id
}

resource "vault_kv_secret_v2" "bot" {
  mount = "secret"
  name  = "stand-up-bot"
  data_json_wo = jsonencode({
    token      = ephemeral.rtc_cloudflare_participant_token.bot.token
    expires_at = ephemeral.rtc_cloudflare_participant_token.bot.token_expires_at
  })
  # A new participant has a new token, and so a new version.
  # Replace it before the 100 days of its token are over.
  data_json_wo_version = tonumber(formatdate("YYYYMMDDhhmmss", rtc_cloudflare_participant.bot.created_at))
}
