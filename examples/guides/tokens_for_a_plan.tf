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

# Blocks that name this configuration mint in every plan, too.
provider "rtc" {
  alias = "in_every_plan"
}

variable "bot_url" {
  description = "Where a bot takes the token with which it joins the room."
  type        = string
}

ephemeral "rtc_telnyx_room_client_token" "bot" {
  room_id = "0ccc7b54-4df3-4bca-a65a-3da1ecc777f0"
}

ephemeral "rtc_telnyx_room_client_token" "checker" {
  provider = rtc.in_every_plan

  room_id        = "0ccc7b54-4df3-4bca-a65a-3da1ecc777f0"
  token_ttl_secs = 60
}

locals {
  # A template cannot hold null, so this token has to be there in the plan.
  checker_header = "Authorization: Bearer ${ephemeral.rtc_telnyx_room_client_token.checker.token}"
}

resource "terraform_data" "bot" {
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

resource "terraform_data" "checker" {
  provisioner "local-exec" {
    command = <<-EOT
      printf 'header = "%s"' "$HEADER" |
        curl --fail --silent --show-error --config - --request POST "$BOT_URL"
    EOT
    environment = {
      BOT_URL = var.bot_url
      HEADER  = local.checker_header
    }
  }
}
