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

data "rtc_telnyx_room" "each" {
  for_each    = toset(["support", "sales"])
  unique_name = each.key
}

ephemeral "rtc_telnyx_room_client_tokens" "bots" {
  # Your own keys, mapped to Telnyx room IDs.
  room_ids               = { for name, room in data.rtc_telnyx_room.each : name => room.id }
  token_ttl_secs         = 900
  refresh_token_ttl_secs = 86400
}

# Each bot joins with its token, and gets its next ones with its refresh token.
resource "vault_kv_secret_v2" "bot" {
  for_each = data.rtc_telnyx_room.each

  mount = "secret"
  name  = "${each.key}-bot"
  data_json_wo = jsonencode({
    token         = ephemeral.rtc_telnyx_room_client_tokens.bots.tokens[each.key].token
    refresh_token = ephemeral.rtc_telnyx_room_client_tokens.bots.tokens[each.key].refresh_token
  })
  # The first apply of an hour writes new tokens.
  # Apply several times a day: the refresh token expires after a day.
  data_json_wo_version = tonumber(formatdate("YYYYMMDDhh", plantimestamp()))
}
