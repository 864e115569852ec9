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

# Blocks that use this configuration mint in every plan, too.
provider "rtc" {
  alias = "in_every_plan"
}

variable "run_number" {
  description = "The number of the CI run. A new number writes a new token."
  type        = number
}

data "rtc_telnyx_room" "support" {
  unique_name = "support"
}

ephemeral "rtc_telnyx_room_client_token" "checker" {
  provider = rtc.in_every_plan

  room_id        = data.rtc_telnyx_room.support.id
  token_ttl_secs = 3600
}

locals {
  # A template cannot hold null, so the plan needs this token.
  checker_header = "Authorization: Bearer ${ephemeral.rtc_telnyx_room_client_token.checker.token}"
}

resource "vault_kv_secret_v2" "checker" {
  mount = "secret"
  name  = "checker"
  data_json_wo = jsonencode({
    header = local.checker_header
    token  = ephemeral.rtc_telnyx_room_client_token.checker.token
  })
  data_json_wo_version = var.run_number
}
