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

# Stands for any resource that takes the token in an ordinary argument: state keeps it, and each plan has a new one.
# (terraform_data's input would not do: the output made of it shows the token.)
resource "terraform_data" "bot" {
  triggers_replace = {
    token            = data.rtc_telnyx_room_client_token.bot.token
    token_expires_at = data.rtc_telnyx_room_client_token.bot.token_expires_at
  }
}
