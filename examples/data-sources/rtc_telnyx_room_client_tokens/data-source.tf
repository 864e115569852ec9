terraform {
  required_providers {
    rtc = {
      source = "terraform.local/rtc/rtc"
    }
  }
}

# TELNYX_API_KEY comes from the environment.
provider "rtc" {}

data "rtc_telnyx_room_client_tokens" "bots" {
  # Under names of your own, the ids that Telnyx gave.
  room_ids = {
    support = "0ccc7b54-4df3-4bca-a65a-3da1ecc777f0"
    sales   = "0ccc1a85-9d3e-4726-8b4f-c0e5f7d2a316"
  }
  token_ttl_secs = 900
}

# Stands for any resource that takes the token in an ordinary argument: state keeps it, and each plan has a new one.
# (terraform_data's input would not do: the output made of it shows the token.)
resource "terraform_data" "bot" {
  for_each = data.rtc_telnyx_room_client_tokens.bots.room_ids

  triggers_replace = data.rtc_telnyx_room_client_tokens.bots.tokens[each.key].token
}
