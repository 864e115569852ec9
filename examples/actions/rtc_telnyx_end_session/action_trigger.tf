terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
  }
}

variable "bot_version" {
  description = "The version of the support bot. A new one ends the session of the old one."
  type        = string
  default     = "1.0.0"
}

# Set TELNYX_API_KEY in the environment.
data "rtc_telnyx_room" "support" {
  unique_name = "support"
}

action "rtc_telnyx_end_session" "support" {
  config {
    room_id = data.rtc_telnyx_room.support.id
  }
}

resource "terraform_data" "bot" {
  input = var.bot_version

  lifecycle {
    action_trigger {
      events  = [after_create, after_update]
      actions = [action.rtc_telnyx_end_session.support]
    }
  }
}
