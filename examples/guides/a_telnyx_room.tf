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

# Set TELNYX_API_KEY in the environment.
provider "rtc" {
  mint_tokens = terraform.applying # A plan mints nothing.
}

resource "rtc_telnyx_room" "support" {
  unique_name      = "support-line"
  max_participants = 10
}

ephemeral "rtc_telnyx_room_client_token" "bot" {
  room_id                = rtc_telnyx_room.support.id
  refresh_token_ttl_secs = 86400
}

resource "vault_kv_secret_v2" "bot" {
  mount = "secret"
  name  = "support-bot"
  data_json_wo = jsonencode({
    token         = ephemeral.rtc_telnyx_room_client_token.bot.token
    refresh_token = ephemeral.rtc_telnyx_room_client_token.bot.refresh_token
  })
  # A new hour and a new room both bring new tokens.
  # Apply several times a day: the refresh token expires after a day.
  data_json_wo_version = max(
    tonumber(formatdate("YYYYMMDDhh", plantimestamp())) * 10000,
    tonumber(formatdate("YYYYMMDDhhmmss", rtc_telnyx_room.support.created_at)),
  )
}
