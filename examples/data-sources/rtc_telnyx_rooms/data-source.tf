terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
  }
}

# Set TELNYX_API_KEY in the environment.
data "rtc_telnyx_rooms" "all" {}

output "room_ids" {
  description = "The ID of each room, by its name."
  value       = { for room in data.rtc_telnyx_rooms.all.rooms : room.unique_name => room.id if room.unique_name != null }
}

output "rooms_in_use" {
  description = "The name of each room that has a session."
  value       = [for room in data.rtc_telnyx_rooms.all.rooms : room.unique_name if room.active_session_id != null]
}
