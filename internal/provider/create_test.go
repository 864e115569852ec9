package provider_test

import (
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// A create that was carried out and got no clear answer is found, whichever way the open questions are answered.
func TestCreateThatWasCarriedOut(t *testing.T) {
	t.Parallel()
	for name, questions := range map[string]simulator.Questions{
		"plainly":             {},
		"with lists that lag": {CreateLag: 100 * time.Millisecond},
		"duplicates are added, by a clock that is behind": {DuplicateParticipant: simulator.DuplicateAdded, ClockBehind: time.Hour, RoomNameTakenStatus: 409},
		"duplicates are given back, in whole seconds":     {DuplicateParticipant: simulator.DuplicateReturned, WholeSeconds: true, ClockBehind: 900 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachEnding(t, func(t *testing.T, k kind, e ending) {
				t.Helper()
				if e.fault.Ending == simulator.Hang && questions != (simulator.Questions{}) {
					return // once is enough of what takes so long
				}
				w := newWorld(t, simulator.Options{Questions: questions})
				if k.typeName == meetingResource { // titles are not unique: others have it, too
					w.AddMeeting(simulator.Meeting{Title: "kitchen cabinet"})
				}
				m := w.newSession(t, e.settings()).managed(k.typeName)
				w.Fail(k.created, e.fault.AfterEffect())
				must(t, m.apply(k.least))
				m.onlyOne(w, k)
				if calls := w.Calls(k.created); calls != 1 {
					t.Errorf("it was sent %d times", calls)
				}
			})
		})
	}
}

// One that was not carried out is repeated once where the vendor will not carry it out later, or refuses a second one.
// Otherwise it may still be carried out, and the error says so.
func TestCreateThatWasNotCarriedOut(t *testing.T) {
	t.Parallel()
	eachEnding(t, func(t *testing.T, k kind, e ending) {
		t.Helper()
		w := newWorld(t, simulator.Options{})
		m := w.newSession(t, e.settings()).managed(k.typeName)
		w.Fail(k.created, e.fault)
		problems := m.apply(k.least)
		if e.over || k.typeName == roomResource {
			must(t, problems)
			m.onlyOne(w, k)
			if calls := w.Calls(k.created); calls != 2 {
				t.Errorf("it was sent %d times", calls)
			}
			return
		}
		if !failed(problems) || !strings.HasPrefix(problems[0].Summary, "It is not known whether Cloudflare created the ") {
			t.Error(written(problems))
		}
		contains(t, written(problems), "or Cloudflare may still create it.", "before you apply again")
		if calls := w.Calls(k.created); calls != 1 || !m.state.IsNull() {
			t.Errorf("it was sent %d times; in state: %s", calls, m.state)
		}
	})
}
