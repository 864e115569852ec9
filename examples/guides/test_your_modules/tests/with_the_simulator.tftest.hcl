# Run this under the simulator, with TF_VAR_bot_url=$RTC_SIMULATOR_URL/join. The module then joins with its token. If the
# token does not open the room, curl fails, and so does the run.
provider "rtc" {} # Terraform refuses terraform.applying in a test file. OpenTofu 1.12.6 accepts it.

run "hands_over_a_token_that_opens_the_room" {
  variables {
    room_name = "support"
  }

  assert {
    condition     = output.room_id != ""
    error_message = "The module has to pass on the ID of the room."
  }
}
