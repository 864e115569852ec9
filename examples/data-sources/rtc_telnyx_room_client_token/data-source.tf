terraform {
  required_providers {
    rtc = {
      source = "terraform.local/rtc/rtc"
    }
  }
}

# TELNYX_API_KEY comes from the environment.
provider "rtc" {}

data "rtc_telnyx_room_client_token" "bot" {
  room_id        = "0ccc7b54-4df3-4bca-a65a-3da1ecc777f0"
  token_ttl_secs = 900
}

# Stands for any resource whose argument is neither write-only nor ephemeral: state keeps what it is given.
resource "terraform_data" "bot" {
  input = {
    token            = data.rtc_telnyx_room_client_token.bot.token
    token_expires_at = data.rtc_telnyx_room_client_token.bot.token_expires_at
  }
}
