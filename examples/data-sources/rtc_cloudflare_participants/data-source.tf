terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
    vault = {
      source  = "hashicorp/vault"
      version = ">= 5.0.0, < 6.0.0"
    }
  }
}

# Set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID in the environment.
provider "rtc" {
  mint_tokens = terraform.applying # A plan mints nothing.
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
  # Everybody who joins as a host: custom_participant_id, mapped to the participant's ID.
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

resource "vault_kv_secret_v2" "host" {
  for_each = local.hosts

  mount = "secret"
  name  = each.key
  data_json_wo = jsonencode({
    token = ephemeral.rtc_cloudflare_participant_tokens.hosts.tokens[each.key].token
  })
  # The first apply of a month writes a new token.
  data_json_wo_version = tonumber(formatdate("YYYYMM", plantimestamp()))
}
