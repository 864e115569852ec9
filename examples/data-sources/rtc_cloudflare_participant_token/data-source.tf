terraform {
  required_providers {
    rtc = {
      source = "terraform.local/rtc/rtc"
    }
  }
}

# CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID come from the environment.
provider "rtc" {}

data "rtc_cloudflare_participant_token" "recorder" {
  app_id         = "14a396e7-ca44-4937-bf1f-050a69118543"
  meeting_id     = "bbb5a1de-8b0c-4c5e-9a53-3a5b0f6a2c11"
  participant_id = "aaa7c9e4-52f1-4d4e-8f0b-6a1d2e3f4b5c"
}

# Stands for any resource that takes the token in an ordinary argument: state keeps it, and each plan has a new one.
# (terraform_data's input would not do: the output made of it shows the token.)
resource "terraform_data" "recorder" {
  triggers_replace = {
    token            = data.rtc_cloudflare_participant_token.recorder.token
    token_expires_at = data.rtc_cloudflare_participant_token.recorder.token_expires_at
  }
}
