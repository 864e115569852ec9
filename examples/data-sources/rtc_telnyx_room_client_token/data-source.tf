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
data "rtc_telnyx_room" "support" {
  unique_name = "support"
}

data "rtc_telnyx_room_client_token" "kiosk" {
  room_id        = data.rtc_telnyx_room.support.id
  token_ttl_secs = 3600
}

# This resource has no write-only argument, so that state and plan keep the token.
# Each plan has a new one.
resource "local_sensitive_file" "kiosk" {
  filename = "${path.module}/kiosk.json"
  content = jsonencode({
    token      = data.rtc_telnyx_room_client_token.kiosk.token
    expires_at = data.rtc_telnyx_room_client_token.kiosk.token_expires_at
  })
}
