package provider_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// The types of the actions.
const (
	endMeetingAction = "rtc_cloudflare_end_session"
	kickAction       = "rtc_cloudflare_kick_participants"
	endRoomAction    = "rtc_telnyx_end_session"
)

func actionTypes() []typeCase {
	// An example that is invoked, and one that is triggered.
	examples := map[string]outcome{"action": {ended: 1}, "action_trigger.tf": {ended: 1}}
	done := func(says string) shape {
		return shape{"progress": knownvalue.ListExact([]knownvalue.Check{text(says)})}
	}
	occupied := func(t *testing.T, w *world) { t.Helper(); w.occupied(t) }
	return []typeCase{
		{
			kinds: []string{"action"}, name: endMeetingAction, examples: examples, given: occupied,
			returns: []useCase{{content: inMeeting(), want: done("Removed 1 participant from meeting " + simulator.MeetingID + "."),
				calls: calls{simulator.KickAllParticipants: 1}}},
			bears: []simulator.Operation{simulator.KickAllParticipants}, // there is no session
		},
		{
			kinds: []string{"action"}, name: kickAction, examples: examples, given: occupied,
			returns: []useCase{{content: merged(inMeeting(), object{"custom_participant_ids": []string{"recorder"}}),
				want: done("Removed 1 participant from meeting " + simulator.MeetingID + "."), calls: calls{simulator.KickParticipants: 1}}},
			refuses: []refusal{
				{object{"custom_participant_ids": nil}, "At least one attribute out of [participant_ids,custom_participant_ids] must be specified"},
				{object{"custom_participant_ids": []string{}}, "custom_participant_ids set must contain at least 1 elements"},
				{object{"custom_participant_ids": []string{""}}, "string length must be at least 1"},
				{object{"participant_ids": []string{}}, "participant_ids set must contain at least 1 elements"},
				{object{"participant_ids": []string{"recorder"}}, "must be a UUID"},
			},
			bears: []simulator.Operation{simulator.KickParticipants}, // there is no session
		},
		{
			kinds: []string{"action"}, name: endRoomAction, examples: examples, given: occupied,
			returns: []useCase{{content: goodRoom(), want: done("Ended the session of room " + simulator.RoomID + "."),
				calls: calls{simulator.ViewRoom: 1, simulator.EndSession: 1}}},
			bears: []simulator.Operation{simulator.EndSession}, // it has ended by itself
		},
	}
}

// Nobody there is a success, and says so. The second request finds out that the meeting or room exists.
func TestActionsWhereNobodyIs(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		content object
		says    string
		calls   calls
	}{
		endMeetingAction: {inMeeting(), "Nobody was in meeting " + simulator.MeetingID + ".", calls{simulator.KickAllParticipants: 1, simulator.GetMeeting: 1}},
		kickAction: {merged(inMeeting(), object{"participant_ids": []string{simulator.ParticipantID}}),
			"None of them was in meeting " + simulator.MeetingID + ".", calls{simulator.KickParticipants: 1, simulator.GetMeeting: 1}},
		endRoomAction: {object{"room_id": "0ccc2b96-0e4f-4837-9c50-d1f608e3b427"}, "Nobody was in room 0ccc2b96-0e4f-4837-9c50-d1f608e3b427.", calls{simulator.ViewRoom: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{})
			d, _ := w.talk(t, nil)
			got, said := d.invoke(t.Context(), name, c.content)
			must(t, said)
			if difference := cmp.Diff(object{"progress": []any{c.says}}, got); difference != "" {
				t.Errorf("(-want +got):\n%s", difference)
			}
			if difference := cmp.Diff(c.calls, w.AllCalls()); difference != "" {
				t.Errorf("(-want +got):\n%s", difference)
			}
		})
	}
}

// A mistyped ID fails, without a CLI too.
func TestActionsOnWhatDoesNotExist(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]object{
		endMeetingAction: merged(inMeeting(), object{"meeting_id": "bbb00000-0000-4000-8000-000000000000"}),
		kickAction: merged(inMeeting(), object{
			"meeting_id": "bbb00000-0000-4000-8000-000000000000", "custom_participant_ids": []string{"recorder"},
		}),
		endRoomAction: {"room_id": "0ccc0000-0000-4000-8000-000000000000"},
	} {
		w := newWorld(t, simulator.Options{})
		d, _ := w.talk(t, nil)
		progress, said := d.invoke(t.Context(), name, content)
		if !failed(said) || len(progress["progress"].([]any)) > 0 { //nolint:forcetypeassert // it is made so
			t.Errorf("%s: %v %s", name, progress, written(said))
		}
		contains(t, written(said), " responded with 404 Not Found", "What to do: ")
	}
}
