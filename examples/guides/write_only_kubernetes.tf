terraform {
  required_providers {
    rtc = {
      source = "terraform.local/rtc/rtc"
    }
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = ">= 2.37"
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

resource "kubernetes_secret_v1" "recorder" {
  metadata {
    name = "recorder-room-token"
  }
  data_wo = {
    # In the plan the token is null; coalesce gives the map something to hold there.
    token = coalesce(ephemeral.rtc_cloudflare_participant_token.recorder.token, "not minted yet")
  }
  # A new number each month: the first apply of the month writes a new token.
  data_wo_revision = tonumber(formatdate("YYYYMM", plantimestamp()))
}
