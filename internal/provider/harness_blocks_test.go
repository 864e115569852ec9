package provider_test

import (
	"encoding/base64"
	"fmt"
	"maps"
	"slices"
	"strings"

	"terraform.local/rtc/terraform-provider-rtc/internal/cli"
	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// config puts the requirements that every configuration has in front of one.
func config(blocks ...string) string {
	return `terraform {
  required_providers {
    rtc  = { source = "` + cli.Address + `" }
    echo = { source = "` + echoAddress + `" }
  }
}
` + strings.Join(blocks, "\n")
}

// block writes a data or ephemeral block named "it".
func block(kind, typeName, body string) string {
	return fmt.Sprintf("%s %q \"it\" {\n%s\n}\n", kind, typeName, body)
}

// echo is a configuration that shows an ephemeral value to the test, as echo.it.data. It is for a test's one step: an
// echo that exists keeps what it has.
func echo(value string) string {
	return fmt.Sprintf("provider \"echo\" {\n  data = %s\n}\nresource \"echo\" \"it\" {}\n", value)
}

const participantBody = `
  app_id         = "` + simulator.AppID + `"
  meeting_id     = "` + simulator.MeetingID + `"
  participant_id = "` + simulator.ParticipantID + `"`

const roomBody = `
  room_id = "` + simulator.RoomID + `"`

func participantToken() string {
	return block("ephemeral", "rtc_cloudflare_participant_token", participantBody)
}

func roomToken() string { return block("ephemeral", "rtc_telnyx_room_client_token", roomBody) }

const unknownID = "ffffffff-0000-4000-8000-%012d"

// idMap writes ids as a map in a configuration, under the keys k000, k001 and so on.
func idMap(ids []string) string {
	var text strings.Builder
	text.WriteString("{\n")
	for i, id := range ids {
		fmt.Fprintf(&text, "    k%03d = %q\n", i, id)
	}
	return text.String() + "  }"
}

func participantsBody(ids ...string) string {
	return "  app_id = \"" + simulator.AppID + "\"\n  meeting_id = \"" + simulator.MeetingID + "\"\n  participant_ids = " + idMap(ids)
}

func roomsBody(ids ...string) string { return "  room_ids = " + idMap(ids) }

// The blocks of a configuration with one of everything.
const (
	meetingBlock = `resource "rtc_cloudflare_meeting" "it" {
  app_id = "` + simulator.AppID + `"
  title  = "kitchen"
}
`
	participantBlock = `resource "rtc_cloudflare_participant" "it" {
  app_id                = "` + simulator.AppID + `"
  meeting_id            = rtc_cloudflare_meeting.it.id
  custom_participant_id = "bot"
  preset_name           = "group_call_host"
  name                  = "Bot"
}
`
	roomBlock = `resource "rtc_telnyx_room" "it" {
  unique_name = "kitchen"
}
`
)

// byName finds everything that the simulator has at first by its name, one thing from the other.
const byName = `
data "rtc_cloudflare_app" "it" {
  name = "video"
}
data "rtc_cloudflare_meeting" "it" {
  app_id = data.rtc_cloudflare_app.it.id
  title  = "stand-up"
}
data "rtc_cloudflare_participant" "it" {
  app_id                = data.rtc_cloudflare_app.it.id
  meeting_id            = data.rtc_cloudflare_meeting.it.id
  custom_participant_id = "recorder"
}
data "rtc_telnyx_room" "it" {
  unique_name = "support"
}
`

const anyHeader = `{"alg":"HS256"}`

// token makes one of two texts, which need not be JSON; its signature is worth nothing.
func token(header, claims string) string {
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(header)) + "." + encode([]byte(claims)) + ".c2lnbmF0dXJl"
}

// asHCL writes a block's content.
func asHCL(content object) string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(content)) {
		value := "null"
		switch one := content[name].(type) {
		case nil:
		case object:
			value = "{\n" + asHCL(one) + "\n}"
		case string:
			value = fmt.Sprintf("%q", one)
		case []string:
			value = strings.ReplaceAll(fmt.Sprintf("%q", one), `" "`, `", "`)
		case []any: // strings, and null
			value = "["
			for _, text := range one {
				value += strings.ReplaceAll(fmt.Sprintf("%q, ", text), "%!q(<nil>)", "null")
			}
			value += "]"
		default:
			value = fmt.Sprint(one)
		}
		lines = append(lines, "  "+name+" = "+value)
	}
	return strings.Join(lines, "\n")
}

// whileApplying is the provider block that mints in no plan.
const whileApplying = "provider \"rtc\" {\n  mint_tokens = terraform.applying\n}\n"
