package provider_test

import (
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// An ending is how a request to create ends without a clear answer.
type ending struct {
	fault simulator.Fault
	over  bool // the vendor will not carry it out later
}

func endings() map[string]ending {
	return map[string]ending{
		"500":                   {simulator.Refusal(500), true},
		"503":                   {simulator.Refusal(503), true},
		"521":                   {simulator.HTML(521), true},
		"523":                   {simulator.Answer(523, "error code: 523"), true},
		"530":                   {simulator.Answer(530, "error code: 1033"), true},
		"500 of a proxy":        {simulator.HTML(500), false},
		"503 of a proxy":        {simulator.Answer(503, "no healthy upstream"), false},
		"502":                   {simulator.HTML(502), false},
		"408":                   {simulator.Answer(408, ""), false},
		"504":                   {simulator.Answer(504, "upstream request timeout"), false},
		"520":                   {simulator.HTML(520), false},
		"522":                   {simulator.HTML(522), false},
		"524":                   {simulator.HTML(524), false},
		"500 and cut":           {simulator.Fault{Status: 500, Body: `{"success":false}`, Ending: simulator.Cut}, false},
		"cut before the status": {simulator.Fault{Ending: simulator.Reset}, false},
		"cut in the body":       {simulator.Fault{Status: 201, Body: `{"success":true,"data":{"id":"x"}}`, Ending: simulator.Cut}, false},
		"never":                 {simulator.Fault{Ending: simulator.Hang}, false},
		"not JSON":              {simulator.HTML(201), false},
		"without an ID":         {simulator.Answer(201, `{"success":true,"data":{}}`), false},
		"wrong type":            {simulator.Answer(201, `{"success":true,"data":{"id":7}}`), false},
	}
}

// settings make a silent vendor a short one to wait for.
func (e ending) settings() object {
	if e.fault.Ending == simulator.Hang {
		return object{"max_retries": 3, "request_timeout": "500ms"}
	}
	return object{"max_retries": 3}
}

func eachEnding(t *testing.T, test func(t *testing.T, k kind, e ending)) {
	t.Helper()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		for name, e := range endings() {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				test(t, k, e)
			})
		}
	})
}

// onlyOne checks that there is one object in the vendor's world, and that it is the one in state.
func (m *managedResource) onlyOne(w *world, k kind) {
	m.t.Helper()
	if m.state.IsNull() {
		m.t.Fatal("it is not in state")
	}
	if ids := w.alike(m.t, k); len(ids) != 1 || ids[0] != m.id() {
		m.t.Errorf("there are %v, in state is %s", ids, m.id())
	}
	m.settled(k.least)
}

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
