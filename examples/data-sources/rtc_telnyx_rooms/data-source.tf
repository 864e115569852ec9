terraform {
  required_providers {
    rtc = {
      source = "terraform.local/rtc/rtc"
    }
  }
}

# TELNYX_API_KEY comes from the environment.
data "rtc_telnyx_rooms" "all" {}

output "room_ids" {
  description = "The id of each room, by its name."
  value       = { for room in data.rtc_telnyx_rooms.all.rooms : room.unique_name => room.id if room.unique_name != null }
}

output "rooms_in_use" {
  value = [for room in data.rtc_telnyx_rooms.all.rooms : room.unique_name if room.active_session_id != null]
}
