terraform {
  required_providers {
    rtc = {
      source = "terraform.local/rtc/rtc"
    }
  }
}

# Set CLOUDFLARE_API_TOKEN, CLOUDFLARE_ACCOUNT_ID and TELNYX_API_KEY in the environment.
provider "rtc" {
  mint_tokens = terraform.applying
}
