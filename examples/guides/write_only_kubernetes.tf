terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = ">= 2.37.0, < 4.0.0"
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

locals {
  # Null in the plan, as a whole: a value of the map may not be null.
  bot_data = (
    ephemeral.rtc_telnyx_room_client_token.bot.token == null ? null :
    {
      token         = ephemeral.rtc_telnyx_room_client_token.bot.token
      refresh_token = ephemeral.rtc_telnyx_room_client_token.bot.refresh_token
    }
  )
}

resource "kubernetes_secret_v1" "bot" {
  metadata {
    name = "support-bot"
  }
  data_wo = local.bot_data
  # The first apply of an hour writes new tokens.
  # Apply several times a day: the refresh token expires after a day.
  data_wo_revision = tonumber(formatdate("YYYYMMDDhh", plantimestamp()))

  lifecycle {
    precondition {
      condition     = !terraform.applying || local.bot_data != null
      error_message = "There is no token to write. Set mint_tokens to terraform.applying, or leave it out."
    }
  }
}
