package provider_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// withBlanks writes an ID as it comes out of a file or a copied line, in capitals.
func withBlanks(id string) string { return " \t" + strings.ToUpper(id) + "\r\n" }

// An ID with blanks around it, or in capitals, works, and the result repeats it as the configuration has it.
func TestIDsAreTrimmedForTheCallAlone(t *testing.T) {
	t.Parallel()
	account, app, meeting := withBlanks(simulator.AccountID), withBlanks(simulator.AppID), withBlanks(simulator.MeetingID)
	participant, room := withBlanks(simulator.ParticipantID), withBlanks(simulator.RoomID)
	inApp := object{"account_id": account, "app_id": app}
	inMeeting := merged(inApp, object{"meeting_id": meeting})
	for typeName, content := range map[string]object{
		participantType:               merged(inMeeting, object{"participant_id": participant}),
		participantType + "s":         merged(inMeeting, object{"participant_ids": object{"one": participant}}),
		roomType:                      {"room_id": room},
		roomType + "s":                {"room_ids": object{"one": room}},
		"rtc_cloudflare_app":          {"account_id": account, "id": app},
		"rtc_cloudflare_meeting":      merged(inApp, object{"id": meeting}),
		"rtc_cloudflare_participant":  merged(inMeeting, object{"id": participant}),
		"rtc_cloudflare_participants": inMeeting,
		"rtc_cloudflare_webhook":      merged(inApp, object{"id": withBlanks(simulator.WebhookID)}),
		"rtc_telnyx_room":             {"id": room},
	} {
		d := newWorld(t, simulator.Options{}).newSession(t, nil)
		returned := map[string]func(context.Context, string, object) (object, diagnostics){"data": d.read}
		if d.schema.EphemeralResourceSchemas[typeName] != nil {
			returned["ephemeral"] = d.opened
		}
		for kind, use := range returned {
			got, said := use(t.Context(), typeName, content)
			if len(said) > 0 {
				t.Errorf("%s %s: %s", kind, typeName, written(said))
			}
			for attribute, want := range content {
				if difference := cmp.Diff(want, got[attribute]); difference != "" {
					t.Errorf("%s %s: %s (-want +got):\n%s", kind, typeName, attribute, difference)
				}
			}
		}
	}
}

// An example of an ID in an error is nobody's: a room's ID under meeting_id sends people the wrong way.
func TestTheExampleOfAnIDIsNobodys(t *testing.T) {
	t.Parallel()
	d, _ := newWorld(t, simulator.Options{}).configured(t, nil)
	content := goodParticipant()
	content["meeting_id"] = "stand-up"
	text := written(d.data(t.Context(), participantType, content))
	if !strings.Contains(text, "meeting_id must be a UUID") || strings.Contains(text, simulator.RoomID) {
		t.Error(text)
	}
}
