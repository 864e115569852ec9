terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
  }
}

# Set TELNYX_API_KEY in the environment.
resource "rtc_telnyx_room" "front_desk" {
  unique_name = "front-desk"
}
