package provider_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// padded writes an ID as it comes out of a file or a copied line.
func withBlanks(id string) string { return " \t" + id + "\r\n" }

// An ID with blanks around it works, and the result repeats it as the configuration has it.
func TestIDsAreTrimmedForTheCallAlone(t *testing.T) {
	t.Parallel()
	account, app, meeting, room := withBlanks(simulator.AccountID), withBlanks(simulator.AppID), withBlanks(simulator.MeetingID), withBlanks(simulator.RoomID)
	inMeeting := fmt.Sprintf("  account_id = %q\n  app_id = %q\n  meeting_id = %q\n", account, app, meeting)
	meetingIDs := map[string]string{"account_id": account, "app_id": app, "meeting_id": meeting}
	for typeName, c := range map[string]struct {
		body string
		want map[string]string
		kind string // "" for every kind
	}{
		participantType: {body: inMeeting + fmt.Sprintf("  participant_id = %q", withBlanks(simulator.ParticipantID)),
			want: withID(meetingIDs, "participant_id", withBlanks(simulator.ParticipantID))},
		participantType + "s": {body: inMeeting + "  participant_ids = " + idMap([]string{withBlanks(simulator.ParticipantID)}), want: meetingIDs},
		roomType:              {body: fmt.Sprintf("  room_id = %q", room), want: map[string]string{"room_id": room}},
		roomType + "s":        {body: "  room_ids = " + idMap([]string{room})},
		"rtc_cloudflare_app":  {kind: "data", body: fmt.Sprintf("  account_id = %q\n  id = %q", account, app), want: map[string]string{"account_id": account, "id": app}},
		"rtc_cloudflare_meeting": {kind: "data", body: fmt.Sprintf("  account_id = %q\n  app_id = %q\n  id = %q", account, app, meeting),
			want: map[string]string{"account_id": account, "app_id": app, "id": meeting}},
		"rtc_cloudflare_participant": {kind: "data", body: inMeeting + fmt.Sprintf("  id = %q", withBlanks(simulator.ParticipantID)),
			want: withID(meetingIDs, "id", withBlanks(simulator.ParticipantID))},
		"rtc_cloudflare_participants": {kind: "data", body: inMeeting, want: meetingIDs},
		"rtc_telnyx_room":             {kind: "data", body: fmt.Sprintf("  id = %q", room), want: map[string]string{"id": room}},
	} {
		t.Run(typeName+" data", func(t *testing.T) {
			t.Parallel()
			var checks []statecheck.StateCheck
			for attribute, want := range c.want {
				checks = append(checks, statecheck.ExpectKnownValue("data."+typeName+".it", tfjsonpath.New(attribute), knownvalue.StringExact(want)))
			}
			newWorld(t, simulator.Options{}).test(t, resource.TestStep{Config: config(block("data", typeName, c.body)), ConfigStateChecks: checks})
		})
		if c.kind == "data" {
			continue
		}
		t.Run(typeName+" ephemeral", func(t *testing.T) {
			t.Parallel()
			var checks []statecheck.StateCheck
			for attribute, want := range c.want {
				checks = append(checks, statecheck.ExpectKnownValue("echo.it", tfjsonpath.New("data").AtMapKey(attribute), knownvalue.StringExact(want)))
			}
			newWorld(t, simulator.Options{}).test(t, resource.TestStep{
				Config: config(block("ephemeral", typeName, c.body), echo("ephemeral."+typeName+".it")), ConfigStateChecks: checks,
			})
		})
	}
}

func withID(ids map[string]string, name, value string) map[string]string {
	all := maps.Clone(ids)
	all[name] = value
	return all
}

// An example of an ID in an error is nobody's: a room's ID under meeting_id sends people the wrong way.
func TestTheExampleOfAnIDIsNobodys(t *testing.T) {
	t.Parallel()
	d, _ := newWorld(t, simulator.Options{}).talk(t, nil)
	content := goodParticipant()
	content["meeting_id"] = "stand-up"
	text := written(d.data(t.Context(), participantType, content))
	if !strings.Contains(text, "meeting_id must be a UUID") || strings.Contains(text, simulator.RoomID) {
		t.Error(text)
	}
}
