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

  # Outlasts two of Cloudflare's blocks, for runs that share the API token with busy others.
  rate_limit_timeout = "12m"
  max_in_flight      = 16

  cloudflare = {
    # Half of the 1,200 calls in five minutes: the other half is for everybody else.
    requests_per_second = 2
  }
}

variable "bot_url" {
  description = "Where a bot takes the token with which it joins the meeting."
  type        = string
}

locals {
  # Under names of your own, the ids that Cloudflare gave.
  participants = {
    recorder    = "aaa7c9e4-52f1-4d4e-8f0b-6a1d2e3f4b5c"
    transcriber = "aaa0b3d8-4f62-4a17-9c5e-d81e7f029b64"
  }
}

ephemeral "rtc_cloudflare_participant_tokens" "bots" {
  app_id          = "14a396e7-ca44-4937-bf1f-050a69118543"
  meeting_id      = "bbb5a1de-8b0c-4c5e-9a53-3a5b0f6a2c11"
  participant_ids = local.participants
}

resource "terraform_data" "bot" {
  for_each = local.participants

  provisioner "local-exec" {
    # Runs when the resource is created; with -replace it hands over a fresh token.
    # The token travels in the environment and on curl's standard input, so that no process list shows it.
    command = <<-EOT
      printf 'header = "Authorization: Bearer %s"' "$ROOM_TOKEN" |
        curl --fail --silent --show-error --config - --request POST "$BOT_URL"
    EOT
    environment = {
      BOT_URL    = var.bot_url
      ROOM_TOKEN = ephemeral.rtc_cloudflare_participant_tokens.bots.tokens[each.key].token
    }
  }
}
