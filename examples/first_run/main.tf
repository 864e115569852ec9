terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
  }
}

# Needs TELNYX_API_KEY in the environment. The simulator sets it.
provider "rtc" {
  mint_tokens = terraform.applying # A plan mints nothing.
}

data "rtc_telnyx_room" "support" {
  unique_name = "support"
}

ephemeral "rtc_telnyx_room_client_token" "bot" {
  room_id = data.rtc_telnyx_room.support.id
}

# Stands for your bot. It takes the token from its environment, and joins.
resource "terraform_data" "bot" {
  provisioner "local-exec" {
    command     = <<-EOT
      printf 'Authorization: Bearer %s' "$ROOM_TOKEN" |
        curl --fail --silent --show-error --header @- --request POST "$RTC_SIMULATOR_URL/join"
    EOT
    environment = { ROOM_TOKEN = ephemeral.rtc_telnyx_room_client_token.bot.token }
  }
}
