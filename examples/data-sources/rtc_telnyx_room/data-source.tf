terraform {
  required_providers {
    rtc = {
      source = "terraform.local/rtc/rtc"
    }
  }
}

# TELNYX_API_KEY comes from the environment.
provider "rtc" {
  mint_tokens = terraform.applying
}

variable "bot_url" {
  description = "Where the support bot takes the token with which it joins the room."
  type        = string
}

data "rtc_telnyx_room" "support" {
  unique_name = "support"
}

ephemeral "rtc_telnyx_room_client_token" "bot" {
  room_id        = data.rtc_telnyx_room.support.id
  token_ttl_secs = 900
}

resource "terraform_data" "bot" {
  provisioner "local-exec" {
    # Runs when the resource is created; with -replace it hands over a fresh token.
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
