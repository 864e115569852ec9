# A meeting, a participant and a room, with every token that opens them. `make demo` runs this file as
# it stands against the simulator, rotates the participant, destroys everything, and shows what came of it.

terraform {
  required_providers {
    rtc = {
      source = "terraform.local/rtc/rtc"
    }
  }
}

# Credentials come from the environment: CLOUDFLARE_API_TOKEN, CLOUDFLARE_ACCOUNT_ID and TELNYX_API_KEY.
provider "rtc" {
  # Ephemeral tokens are minted while applying, not in every plan as well.
  mint_tokens = terraform.applying
}

variable "app_id" {
  description = "The Cloudflare RealtimeKit app."
  type        = string
}

variable "join" {
  description = "A command that joins with the token in the environment variable ROOM_TOKEN. Who joins is its argument."
  type        = string
}

# Managed resources: a token is for a participant or a room.

resource "rtc_cloudflare_meeting" "standup" {
  app_id = var.app_id
  title  = "Demo stand-up"
}

# Replace the participant to revoke every token that it has: `terraform apply -replace=rtc_cloudflare_participant.recorder`.
resource "rtc_cloudflare_participant" "recorder" {
  app_id                = var.app_id
  meeting_id            = rtc_cloudflare_meeting.standup.id
  custom_participant_id = "recorder"
  preset_name           = "group_call_participant"
  name                  = "Recorder"
}

resource "rtc_telnyx_room" "support" {
  unique_name      = "demo-support"
  max_participants = 10
}

# Ephemeral: the token exists while Terraform runs, and is written to neither plan nor state. It can go only where
# nothing is kept: into a provisioner's environment as here, a write-only argument, or another provider's block.

ephemeral "rtc_cloudflare_participant_token" "recorder" {
  app_id         = var.app_id
  meeting_id     = rtc_cloudflare_meeting.standup.id
  participant_id = rtc_cloudflare_participant.recorder.id
}

# A provisioner runs when its resource is created; a new participant creates it again.
resource "terraform_data" "recorder" {
  triggers_replace = rtc_cloudflare_participant.recorder.id
  provisioner "local-exec" {
    command = "${var.join} recorder"
    environment = {
      ROOM_TOKEN = ephemeral.rtc_cloudflare_participant_token.recorder.token
    }
  }
}

ephemeral "rtc_telnyx_room_client_token" "bot" {
  room_id        = rtc_telnyx_room.support.id
  token_ttl_secs = 600
}

resource "terraform_data" "bot" {
  provisioner "local-exec" {
    command = "${var.join} bot"
    environment = {
      ROOM_TOKEN = ephemeral.rtc_telnyx_room_client_token.bot.token
    }
  }
}

# The refresh token that came with the bot's token mints another one. This call carries no API key.
ephemeral "rtc_telnyx_room_client_token_refresh" "relief" {
  room_id        = rtc_telnyx_room.support.id
  refresh_token  = ephemeral.rtc_telnyx_room_client_token.bot.refresh_token
  token_ttl_secs = 300
}

resource "terraform_data" "relief" {
  provisioner "local-exec" {
    command = "${var.join} relief"
    environment = {
      ROOM_TOKEN = ephemeral.rtc_telnyx_room_client_token_refresh.relief.token
    }
  }
}

# Data sources: the token is kept, in clear, in plan and state, and every plan mints a new one. They are for an
# argument that takes no ephemeral value, in a configuration whose state is guarded like a password.

data "rtc_cloudflare_participant_token" "kiosk" {
  app_id         = var.app_id
  meeting_id     = rtc_cloudflare_meeting.standup.id
  participant_id = rtc_cloudflare_participant.recorder.id
}

data "rtc_telnyx_room_client_token" "kiosk" {
  room_id        = rtc_telnyx_room.support.id
  token_ttl_secs = 900
}

data "rtc_telnyx_room_client_token_refresh" "kiosk" {
  room_id        = rtc_telnyx_room.support.id
  refresh_token  = data.rtc_telnyx_room_client_token.kiosk.refresh_token
  token_ttl_secs = 480
}

# Stands for whatever must be told its tokens: a device's configuration, a secret's value.
# (terraform_data's own "input" would not do: the "output" made of it shows the tokens.)
resource "terraform_data" "kiosk" {
  triggers_replace = {
    meeting_token = data.rtc_cloudflare_participant_token.kiosk.token
    room_token    = data.rtc_telnyx_room_client_token.kiosk.token
    next_token    = data.rtc_telnyx_room_client_token_refresh.kiosk.token
  }
}
