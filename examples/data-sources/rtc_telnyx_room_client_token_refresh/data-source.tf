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

# Set TF_VAR_room_id and TF_VAR_refresh_token in the environment. No API key is needed.
variable "room_id" {
  description = "The room of the refresh token."
  type        = string
}

variable "refresh_token" {
  description = "The refresh token that was minted with an earlier client token of the room."
  type        = string
  sensitive   = true
}

data "rtc_telnyx_room_client_token_refresh" "kiosk" {
  room_id        = var.room_id
  refresh_token  = var.refresh_token
  token_ttl_secs = 3600
}

# This resource has no write-only argument, so that state and plan keep the token.
# Each plan has a new one.
resource "local_sensitive_file" "kiosk" {
  filename = "${path.module}/kiosk.json"
  content = jsonencode({
    token      = data.rtc_telnyx_room_client_token_refresh.kiosk.token
    expires_at = data.rtc_telnyx_room_client_token_refresh.kiosk.token_expires_at
  })
}
