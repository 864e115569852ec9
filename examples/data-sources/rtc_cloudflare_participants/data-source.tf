terraform {
  required_providers {
    rtc = {
      source = "terraform.local/rtc/rtc"
    }
  }
}

# CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID come from the environment.
provider "rtc" {
  mint_tokens = terraform.applying
}

variable "bot_url" {
  description = "Where a bot takes the token with which it joins the meeting."
  type        = string
}

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

locals {
  # Under your own id, the one that Cloudflare gave: of everybody who joins as a host.
  hosts = {
    for participant in data.rtc_cloudflare_participants.stand_up.participants :
    participant.custom_participant_id => participant.id
    if participant.preset_name == "group_call_host"
  }
}

ephemeral "rtc_cloudflare_participant_tokens" "hosts" {
  app_id          = data.rtc_cloudflare_app.video.id
  meeting_id      = data.rtc_cloudflare_meeting.stand_up.id
  participant_ids = local.hosts
}

resource "terraform_data" "host" {
  for_each = local.hosts

  provisioner "local-exec" {
    # Runs when the resource is created; with -replace it hands over a fresh token.
    # The token travels in the environment and on curl's standard input, so that no process list shows it.
    command = <<-EOT
      printf 'header = "Authorization: Bearer %s"' "$ROOM_TOKEN" |
        curl --fail --silent --show-error --config - --request POST "$BOT_URL"
    EOT
    environment = {
      BOT_URL    = var.bot_url
      ROOM_TOKEN = ephemeral.rtc_cloudflare_participant_tokens.hosts.tokens[each.key].token
    }
  }
}
