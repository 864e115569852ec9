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
  description = "Where a bot takes the token with which it joins a room."
  type        = string
}

locals {
  # Under names of your own, the ids that Telnyx gave.
  rooms = {
    support = "0ccc7b54-4df3-4bca-a65a-3da1ecc777f0"
    sales   = "0ccc1a85-9d3e-4726-8b4f-c0e5f7d2a316"
  }
}

ephemeral "rtc_telnyx_room_client_tokens" "bots" {
  room_ids       = local.rooms
  token_ttl_secs = 900
}

resource "terraform_data" "bot" {
  for_each = local.rooms

  provisioner "local-exec" {
    # Runs when the resource is created; with -replace it hands over a fresh token.
    # The token travels in the environment and on curl's standard input, so that no process list shows it.
    command = <<-EOT
      printf 'header = "Authorization: Bearer %s"' "$ROOM_TOKEN" |
        curl --fail --silent --show-error --config - --request POST "$BOT_URL"
    EOT
    environment = {
      BOT_URL    = var.bot_url
      ROOM_TOKEN = ephemeral.rtc_telnyx_room_client_tokens.bots.tokens[each.key].token
    }
  }
}
