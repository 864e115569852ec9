terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
  }
}

# Set CLOUDFLARE_API_TOKEN, CLOUDFLARE_ACCOUNT_ID and TELNYX_API_KEY in the environment.
provider "rtc" {
  mint_tokens = terraform.applying
}
