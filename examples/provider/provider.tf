terraform {
  required_providers {
    rtc = {
      source = "terraform.local/rtc/rtc"
    }
  }
}

# Credentials come from the environment: CLOUDFLARE_API_TOKEN, CLOUDFLARE_ACCOUNT_ID and TELNYX_API_KEY.
# A vendor that no block uses needs none.
provider "rtc" {
  # Mint while applying, not in every plan.
  mint_tokens = terraform.applying
}
