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

# Set TF_VAR_room_id, TF_VAR_refresh_token and TF_VAR_run_number in the environment. No API key is needed.
provider "rtc" {
  mint_tokens = terraform.applying # A plan mints nothing.
}

variable "room_id" {
  description = "The room of the refresh token."
  type        = string
}

variable "refresh_token" {
  description = "The refresh token that was minted with an earlier client token of the room."
  type        = string
  ephemeral   = true
}

variable "run_number" {
  description = "The number of the CI run. A new number writes a new token."
  type        = number
}

ephemeral "rtc_telnyx_room_client_token_refresh" "bot" {
  room_id        = var.room_id
  refresh_token  = var.refresh_token
  token_ttl_secs = 3600
}

resource "vault_kv_secret_v2" "bot" {
  mount = "secret"
  name  = "support-bot"
  data_json_wo = jsonencode({
    token      = ephemeral.rtc_telnyx_room_client_token_refresh.bot.token
    expires_at = ephemeral.rtc_telnyx_room_client_token_refresh.bot.token_expires_at
  })
  data_json_wo_version = var.run_number
}
