terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
  }
}

# Set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID in the environment.
provider "rtc" {
  mint_tokens = terraform.applying

  # Outlasts two of Cloudflare's blocks of five minutes.
  rate_limit_timeout = "12m"
  max_in_flight      = 16

  cloudflare = {
    # Half of Cloudflare's 1,200 requests in five minutes. The other half is for other clients.
    requests_per_second = 2
  }
}
