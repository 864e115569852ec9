# No request is sent: tokens are null, and the room is the one below.
provider "rtc" {
  mint_tokens = false
}

override_data {
  target = data.rtc_telnyx_room.it
  values = {
    id = "00000000-0000-4000-8000-000000000000"
  }
}

run "finds_the_room" {
  command = plan

  variables {
    room_name = "support"
    bot_url   = "https://bot.example.com"
  }

  assert {
    condition     = output.room_id == "00000000-0000-4000-8000-000000000000"
    error_message = "The module has to pass on the ID of the room that it was given."
  }
}
