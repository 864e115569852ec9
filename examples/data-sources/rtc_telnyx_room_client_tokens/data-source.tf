terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
    local = {
      source  = "hashicorp/local"
      version = ">= 2.5.0, < 3.0.0"
    }
  }
}

# Set TELNYX_API_KEY in the environment.
data "rtc_telnyx_room" "each" {
  for_each    = toset(["support", "sales"])
  unique_name = each.key
}

data "rtc_telnyx_room_client_tokens" "kiosks" {
  # Your own keys, mapped to Telnyx room IDs.
  room_ids       = { for name, room in data.rtc_telnyx_room.each : name => room.id }
  token_ttl_secs = 3600
}

# This resource has no write-only argument, so that state and plan keep the token.
# Each plan has a new one.
resource "local_sensitive_file" "kiosks" {
  filename = "${path.module}/kiosks.json"
  content  = jsonencode({ for key, kiosk in data.rtc_telnyx_room_client_tokens.kiosks.tokens : key => kiosk.token })
}
