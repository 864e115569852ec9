terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
  }
}

# TELNYX_API_KEY comes from the environment.
provider "rtc" {
  mint_tokens = terraform.applying
}

variable "bot_url" {
  description = "Where the bot takes the token with which it joins the room."
  type        = string
}

resource "rtc_telnyx_room" "front_desk" {
  unique_name = "front-desk"
}

ephemeral "rtc_telnyx_room_client_token" "bot" {
  room_id        = rtc_telnyx_room.front_desk.id
  token_ttl_secs = 900
}

resource "terraform_data" "bot" {
  # A room that is replaced gets a new token.
  triggers_replace = rtc_telnyx_room.front_desk.id

  provisioner "local-exec" {
    # The token travels in the environment and on curl's standard input, so that no process list shows it.
    command = <<-EOT
      printf 'header = "Authorization: Bearer %s"' "$ROOM_TOKEN" |
        curl --fail --silent --show-error --config - --request POST "$BOT_URL"
    EOT
    environment = {
      BOT_URL    = var.bot_url
      ROOM_TOKEN = ephemeral.rtc_telnyx_room_client_token.bot.token
    }
  }
}
