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

resource "rtc_cloudflare_participant" "bot" {
  for_each = {
    recording-bot     = "Recording"
    transcription-bot = "Transcription"
  }

  app_id                = data.rtc_cloudflare_app.video.id
  meeting_id            = data.rtc_cloudflare_meeting.stand_up.id
  custom_participant_id = each.key
  preset_name           = "group_call_participant"
  name                  = each.value
}

ephemeral "rtc_cloudflare_participant_tokens" "bots" {
  app_id     = data.rtc_cloudflare_app.video.id
  meeting_id = data.rtc_cloudflare_meeting.stand_up.id
  # Your own keys, mapped to participant IDs.
  participant_ids = { for key, bot in rtc_cloudflare_participant.bot : key => bot.id }
}

resource "vault_kv_secret_v2" "bot" {
  for_each = rtc_cloudflare_participant.bot

  mount = "secret"
  name  = each.key
  data_json_wo = jsonencode({
    token = ephemeral.rtc_cloudflare_participant_tokens.bots.tokens[each.key].token
  })
  # A new participant has a new token, and so a new version.
  # Replace it before the 100 days of its token are over.
  data_json_wo_version = tonumber(formatdate("YYYYMMDDhhmmss", each.value.created_at))
}
