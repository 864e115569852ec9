terraform {
  required_providers {
    rtc = {
      source = "terraform.local/rtc/rtc"
    }
  }
}

# Neither the provider block nor the environment holds an API key: refreshing needs none.
provider "rtc" {}

variable "refresh_token" {
  description = "The refresh token that came with an earlier client token of the room."
  type        = string
  sensitive   = true
}

data "rtc_telnyx_room_client_token_refresh" "bot" {
  room_id       = "0ccc7b54-4df3-4bca-a65a-3da1ecc777f0"
  refresh_token = var.refresh_token
}

# Stands for any resource that takes the token in an ordinary argument: state keeps it, and each plan has a new one.
# (terraform_data's input would not do: the output made of it shows the token.)
resource "terraform_data" "bot" {
  triggers_replace = {
    token            = data.rtc_telnyx_room_client_token_refresh.bot.token
    token_expires_at = data.rtc_telnyx_room_client_token_refresh.bot.token_expires_at
  }
}
