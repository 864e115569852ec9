terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
  }
}

# Set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID in the environment.
data "rtc_cloudflare_app" "video" {
  name = "video"
}

data "rtc_cloudflare_meeting" "stand_up" {
  app_id = data.rtc_cloudflare_app.video.id
  title  = "stand-up"
}

data "rtc_cloudflare_participants" "stand_up" {
  app_id     = data.rtc_cloudflare_app.video.id
  meeting_id = data.rtc_cloudflare_meeting.stand_up.id
}

output "hosts" {
  description = "Everybody who joins as a host, for participant_ids of rtc_cloudflare_participant_tokens."
  value = {
    for participant in data.rtc_cloudflare_participants.stand_up.participants :
    participant.custom_participant_id => participant.id
    if participant.preset_name == "group_call_host"
  }
}
