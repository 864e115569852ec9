terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
    vault = {
      source  = "hashicorp/vault"
      version = ">= 5.0.0, < 6.0.0"
    }
  }
}

# Set TELNYX_API_KEY in the environment.
provider "rtc" {
  mint_tokens = terraform.applying # A plan mints nothing.
}

data "rtc_telnyx_room" "support" {
  unique_name = "support"
}

# Stands for what takes long to create: a machine, a cluster, a deployment.
resource "terraform_data" "machine" {
  provisioner "local-exec" {
    command = "sleep 1"
  }
}

ephemeral "rtc_telnyx_room_client_token" "bot" {
  # Minted when the machine exists, not when the apply begins.
  depends_on = [terraform_data.machine]

  room_id        = data.rtc_telnyx_room.support.id
  token_ttl_secs = 600
}

# The machine reads its token here when it starts.
resource "vault_kv_secret_v2" "bot" {
  mount = "secret"
  name  = "machine"
  data_json_wo = jsonencode({
    token = ephemeral.rtc_telnyx_room_client_token.bot.token
  })
  data_json_wo_version = 1
}
