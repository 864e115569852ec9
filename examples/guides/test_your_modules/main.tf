# A module that takes a room and gives a bot its token. The tests in the folder tests run it with and without the simulator.

terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
  }
}

variable "room_name" {
  description = "The unique_name of the Telnyx room."
  type        = string
}

variable "bot_url" {
  description = "Where the bot takes its token."
  type        = string
}

data "rtc_telnyx_room" "it" {
  unique_name = var.room_name
}

ephemeral "rtc_telnyx_room_client_token" "bot" {
  room_id        = data.rtc_telnyx_room.it.id
  token_ttl_secs = 900
}

resource "terraform_data" "bot" {
  triggers_replace = data.rtc_telnyx_room.it.id

  provisioner "local-exec" {
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

output "room_id" {
  description = "The room that the bot joins."
  value       = data.rtc_telnyx_room.it.id
}
