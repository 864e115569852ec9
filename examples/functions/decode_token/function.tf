terraform {
  required_providers {
    rtc = {
      source  = "terraform.local/rtc/rtc"
      version = ">= 0.0.1, < 1.0.0"
    }
  }
}

variable "token" {
  description = "A token. Do not save the plan with -out: it keeps its variables."
  type        = string
  sensitive   = true
}

locals {
  # As sensitive as the token, and each part of it too.
  decoded = provider::rtc::decode_token(var.token)
}

output "valid_until" {
  description = "The time at which the token expires. It tells nothing secret, so it may be shown."
  value       = nonsensitive(local.decoded.expires_at)
}
