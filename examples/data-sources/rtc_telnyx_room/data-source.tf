terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
  }
}

# Set TELNYX_API_KEY in the environment.
data "rtc_telnyx_room" "support" {
  unique_name = "support"
}

output "room_id" {
  description = "The room_id of the room's tokens."
  value       = data.rtc_telnyx_room.support.id
}
