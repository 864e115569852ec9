terraform {
  required_providers {
    rtc = {
      source = "terraform.local/rtc/rtc"
    }
  }
}

provider "rtc" {
  mint_tokens = terraform.applying
}

variable "refresh_token" {
  description = "The refresh token that came with an earlier client token of the room."
  type        = string
  ephemeral   = true
}

variable "bot_url" {
  description = "Where the support bot takes the token with which it joins the room."
  type        = string
}

# Neither the provider block nor the environment holds an API key: refreshing needs none.
ephemeral "rtc_telnyx_room_client_token_refresh" "bot" {
  room_id       = "0ccc7b54-4df3-4bca-a65a-3da1ecc777f0"
  refresh_token = var.refresh_token
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
      ROOM_TOKEN = ephemeral.rtc_telnyx_room_client_token_refresh.bot.token
    }
  }
}
