terraform {
  required_providers {
    rtc = {
      source = "terraform.local/rtc/rtc"
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

locals {
  # As ephemeral as the token. In a plan that mints nothing the token is null, and so is each part of what it decodes to.
  decoded = provider::rtc::decode_token(ephemeral.rtc_cloudflare_participant_token.recorder.token)
}

resource "terraform_data" "recorder" {
  provisioner "local-exec" {
    command = "echo \"The recorder may join $MEETING until $EXPIRES_AT.\""
    environment = {
      MEETING    = local.decoded.claims.meetingId
      EXPIRES_AT = local.decoded.expires_at
    }
  }
}
