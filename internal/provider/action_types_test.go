package provider_test

import (
	"testing"

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
			tolerates: []simulator.Operation{simulator.KickAllParticipants}, // there is no session
			nobody: &useCase{content: inMeeting(), want: done("Nobody was in meeting " + simulator.MeetingID + "."),
				calls: calls{simulator.KickAllParticipants: 1, simulator.GetMeeting: 1}},
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
				{object{"participant_ids": []any{simulator.ParticipantID, nil}}, "This attribute contains a null value"},
				{object{"custom_participant_ids": []any{"recorder", nil}}, "This attribute contains a null value"},
				{object{"custom_participant_ids": []string{" recorder"}}, "must not begin or end with white space"},
			},
			tolerates: []simulator.Operation{simulator.KickParticipants}, // there is no session
			nobody: &useCase{content: merged(inMeeting(), object{"participant_ids": []string{simulator.ParticipantID}}),
				want: done("None of them was in meeting " + simulator.MeetingID + "."), calls: calls{simulator.KickParticipants: 1, simulator.GetMeeting: 1}},
		},
		{
			kinds: []string{"action"}, name: endRoomAction, examples: examples, given: occupied,
			returns: []useCase{{content: goodRoom(), want: done("Ended the session of room " + simulator.RoomID + "."),
				calls: calls{simulator.ViewRoom: 1, simulator.EndSession: 1}}},
			tolerates: []simulator.Operation{simulator.EndSession}, // it has ended by itself
			nobody: &useCase{content: object{"room_id": "0ccc2b96-0e4f-4837-9c50-d1f608e3b427"},
				want: done("Nobody was in room 0ccc2b96-0e4f-4837-9c50-d1f608e3b427."), calls: calls{simulator.ViewRoom: 1}},
		},
	}
}
