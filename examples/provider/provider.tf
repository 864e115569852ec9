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

data "rtc_telnyx_room" "support" {
  unique_name = "support"
}

ephemeral "rtc_telnyx_room_client_token" "bot" {
  room_id                = data.rtc_telnyx_room.support.id
  refresh_token_ttl_secs = 86400
}

resource "vault_kv_secret_v2" "bot" {
  mount = "secret"
  name  = "support-bot"
  data_json_wo = jsonencode({
    token         = ephemeral.rtc_telnyx_room_client_token.bot.token
    refresh_token = ephemeral.rtc_telnyx_room_client_token.bot.refresh_token
  })
  # The first apply of an hour writes new tokens.
  # Apply several times a day: the refresh token expires after a day.
  data_json_wo_version = tonumber(formatdate("YYYYMMDDhh", plantimestamp()))
}
