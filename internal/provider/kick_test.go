package provider_test

import (
	"reflect"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// Those who are named go, by either ID, and the others stay. The token of who went still works.
func TestKickParticipantsLeavesTheOthers(t *testing.T) {
	t.Parallel()
	const transcriber = "aaa0b3d8-4f62-4a17-9c5e-d81e7f029b64"
	for name, who := range map[string]object{
		"by ID":         {"participant_ids": []string{" " + strings.ToUpper(simulator.ParticipantID)}},
		"by custom ID":  {"custom_participant_ids": []string{"recorder", "nobody"}},
		"by both":       {"participant_ids": []string{simulator.ParticipantID}, "custom_participant_ids": []string{"recorder"}},
		"and is called": {"custom_participant_ids": []string{"Recorder", "recorder"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{})
			d := w.newSession(t, nil)
			for _, id := range []string{simulator.ParticipantID, transcriber} {
				must(t, d.data(t.Context(), participantType, merged(goodParticipant(), object{"participant_id": id})))
			}
			tokens := w.Tokens()
			for _, issued := range tokens {
				w.join(t, issued.Token)
			}
			progress, said := d.invoke(t.Context(), kickAction, merged(inMeeting(), who))
			must(t, said)
			if told := progress["progress"]; !reflect.DeepEqual(told, []any{"Removed 1 participant from meeting " + simulator.MeetingID + "."}) {
				t.Errorf("it says %v", told)
			}
			if present := w.Present(simulator.MeetingID); len(present) != 1 || present[0] != transcriber {
				t.Errorf("present: %v", present)
			}
			if !w.join(t, tokens[0].Token) {
				t.Error("the token was revoked")
			}
		})
	}
}

// Two empty lists could mean everybody. They are refused before any request, also where they become known only at apply.
func TestKickParticipantsRefusesEmptySetsAtApply(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	d := w.newSession(t, nil)
	for _, who := range []object{
		{}, {"participant_ids": []string{}}, {"custom_participant_ids": []string{}}, {"custom_participant_ids": []string{""}},
		{"participant_ids": []string{}, "custom_participant_ids": []string{"recorder"}}, {"participant_ids": []string{"recorder"}},
		{"participant_ids": []any{simulator.ParticipantID, nil}}, {"custom_participant_ids": []any{"recorder", nil}}, {"custom_participant_ids": []string{" recorder"}},
	} {
		progress, said := d.invokeKnown(t.Context(), kickAction, merged(inMeeting(), who))
		if !failed(said) || len(progress["progress"].([]any)) > 0 { //nolint:forcetypeassert // it is made so
			t.Errorf("%v: %v %s", who, progress, written(said))
		}
		contains(t, written(said), "participant_ids must ")
	}
	if calls := w.Calls(simulator.AnyOperation); calls != 0 {
		t.Errorf("%d requests", calls)
	}
}
