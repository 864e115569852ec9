terraform {
  required_providers {
    rtc = {
      source = "terraform.local/rtc/rtc"
    }
    vault = {
      source  = "hashicorp/vault"
      version = ">= 5.0"
    }
  }
}

# CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID come from the environment.
provider "rtc" {
  mint_tokens = terraform.applying
}

ephemeral "rtc_cloudflare_participant_token" "recorder" {
  app_id         = "14a396e7-ca44-4937-bf1f-050a69118543"
  meeting_id     = "bbb5a1de-8b0c-4c5e-9a53-3a5b0f6a2c11"
  participant_id = "aaa7c9e4-52f1-4d4e-8f0b-6a1d2e3f4b5c"
}

resource "vault_kv_secret_v2" "recorder" {
  mount = "secret"
  name  = "recorder"
  data_json_wo = jsonencode({
    token      = ephemeral.rtc_cloudflare_participant_token.recorder.token
    expires_at = ephemeral.rtc_cloudflare_participant_token.recorder.token_expires_at
  })
  # A new number each month: the first apply of the month writes a new token.
  data_json_wo_version = tonumber(formatdate("YYYYMM", plantimestamp()))
}
