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
  description = "Where a bot takes the token with which it joins the room."
  type        = string
}

# Stands for what takes long: a machine, a cluster, a deployment.
resource "terraform_data" "machine" {
  provisioner "local-exec" {
    command = "sleep 1"
  }
}

ephemeral "rtc_telnyx_room_client_token" "bot" {
  # Minted when the machine is there, not when the apply begins.
  depends_on = [terraform_data.machine]

  room_id        = "0ccc7b54-4df3-4bca-a65a-3da1ecc777f0"
  token_ttl_secs = 60
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
