terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.88.0, < 7.0.0"
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

resource "aws_secretsmanager_secret" "bot" {
  name = "support-bot"
}

resource "aws_secretsmanager_secret_version" "bot" {
  secret_id = aws_secretsmanager_secret.bot.id
  # This argument may not be null, as the token is in the plan. jsonencode makes a string of it.
  secret_string_wo = jsonencode({
    token         = ephemeral.rtc_telnyx_room_client_token.bot.token
    refresh_token = ephemeral.rtc_telnyx_room_client_token.bot.refresh_token
  })
  # The first apply of an hour writes new tokens.
  # Apply several times a day: the refresh token expires after a day.
  secret_string_wo_version = tonumber(formatdate("YYYYMMDDhh", plantimestamp()))
}
