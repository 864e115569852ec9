package main

import (
	"fmt"
	"io"
	"strings"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

const introduction = `Usage: simulator [flags] [-- COMMAND ARG…]

Simulates Cloudflare RealtimeKit and Telnyx Video on this machine, so that you can test a module without an account.
Nothing that it issues is valid anywhere else.

With a command, the simulator runs the command and passes its exit code on:

  simulator -- terraform test

While a command runs, the simulator ignores an interrupt (SIGINT) that it alone receives: Ctrl-C in a terminal reaches
the command by itself, and Terraform takes two as "quit now". SIGTERM to the simulator ends both.

Without a command, it prints variables for your shell and listens until you interrupt it:

  eval "$(simulator &)"
  terraform apply
  kill "$RTC_SIMULATOR_PID"

The simulator forgets everything when it ends. An object that one command makes is unknown to the next command that you
run with a simulator of its own. To keep it, run several commands without naming one, as above, or name one that runs
them all:

  simulator -- sh -c 'terraform apply -auto-approve && terraform plan -detailed-exitcode'

Either way it sets CLOUDFLARE_API_TOKEN, CLOUDFLARE_ACCOUNT_ID, CLOUDFLARE_BASE_URL, TELNYX_API_KEY, TELNYX_BASE_URL and
RTC_SIMULATOR_URL. At the end it writes to standard error what was requested, issued and joined.

To try a token, join with it. Status 200 says who joined which room, 401 says why the token opens nothing:

  printf 'Authorization: Bearer %s' "$TOKEN" | curl --silent --request POST --header @- "$RTC_SIMULATOR_URL/join"

Whoever joined stays until somebody takes them out.

Flags:
`

const worldExample = `A file for -world. You can leave out IDs, and app_id and meeting_id where there is only one app or meeting:

  {
    "apps": [{"id": "14a396e7-ca44-4937-bf1f-050a69118543", "name": "video"}],
    "presets": [{"name": "recorder"}],
    "meetings": [{"title": "stand-up", "status": "ACTIVE", "persist_chat": true}],
    "webhooks": [{"name": "recordings", "url": "https://example.com/hook", "events": ["recording.statusUpdate"]}],
    "participants": [{"custom_participant_id": "bot", "preset_name": "recorder", "name": "Bot"}],
    "rooms": [{"unique_name": "support", "max_participants": 10}]
  }

Every app also has the presets group_call_host, group_call_participant, webinar_presenter and webinar_viewer. Webhooks
are kept and shown. The simulator delivers nothing to them.
`

func help(out io.Writer) {
	var text strings.Builder
	text.WriteString(introduction)
	s := &settings{}
	describe(&text, s.general())
	text.WriteString("\nThe vendors' documents do not say how they behave in these cases. The first answer is the default:\n")
	describe(&text, s.questions())
	text.WriteString("\n" + worldExample + "\n")
	fmt.Fprintf(&text, "Without -world, these are there at the start, among others:\n\n")
	fmt.Fprintf(&text, "  app          %s\n  meeting      %s\n  participant  %s\n  webhook      %s\n  room         %s\n\n",
		simulator.AppID, simulator.MeetingID, simulator.ParticipantID, simulator.WebhookID, simulator.RoomID)
	fmt.Fprintf(&text, "Operations for -fail:\n  %s\n\n", strings.ReplaceAll(operations(), ", ", "\n  "))
	text.WriteString("Kinds for -fail: a status from 400 to 599 in the vendor's usual form, or one of these:\n")
	for _, each := range simulator.RecordedFaults() {
		fmt.Fprintf(&text, "  %-24s%s.%s\n", each.Name, each.About, onlyOf(each.Vendor))
	}
	_, _ = io.WriteString(out, text.String()) //nolint:errcheck // As in say.
}

func onlyOf(vendor string) string {
	if vendor == "" {
		return ""
	}
	return " Only for operations of " + strings.ToUpper(vendor[:1]) + vendor[1:] + "."
}

func describe(out *strings.Builder, settings []setting) {
	for _, each := range settings {
		fmt.Fprintf(out, "  %s\n      %s\n      Example: %s\n", strings.TrimSpace("-"+each.name+" "+each.value), each.description, each.example)
	}
}
