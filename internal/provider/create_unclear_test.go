package provider_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// It is repeated once and not for ever.
func TestCreateThatFailsAgain(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		w := newWorld(t, simulator.Options{})
		m := w.newSession(t, object{"max_retries": 9}).managed(k.typeName)
		w.Fail(k.created, simulator.Refusal(500), simulator.Refusal(500), simulator.Refusal(500))
		problems := m.apply(k.least)
		if !failed(problems) || w.Calls(k.created) != 2 || !m.state.IsNull() {
			t.Errorf("sent %d times\n%s", w.Calls(k.created), written(problems))
		}
		contains(t, written(problems), "It is not known whether", "look for the", "import {")
	})
}

// A refusal is clear: nothing is repeated, nothing is looked for.
func TestCreateThatIsRefused(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		for _, status := range []int{400, 401, 403, 404} {
			w := newWorld(t, simulator.Options{})
			m := w.managedIn(t, k.typeName)
			w.Fail(k.created, simulator.Refusal(status))
			problems := m.apply(k.least)
			if !failed(problems) || w.Calls(k.created) != 1 || !m.state.IsNull() || strings.Contains(problems[0].Summary, "not known") {
				t.Errorf("sent %d times\n%s", w.Calls(k.created), written(problems))
			}
		}
	})
}

// A list that lags for longer than anybody looks leads to a second request, which the vendor refuses since the first
// was carried out: what is in the way is then the provider's own.
func TestCreateThatIsInItsOwnWay(t *testing.T) {
	t.Parallel()
	for _, k := range []kind{participants(), rooms()} {
		for _, questions := range []simulator.Questions{{}, {RoomNameTakenStatus: 409}, {DuplicateParticipant: simulator.DuplicateReturned}} {
			t.Run(k.typeName, func(t *testing.T) {
				t.Parallel()
				hidden := true
				w := newWorld(t, simulator.Options{Questions: questions})
				front := inMiddle(t, w)
				front.answer = func(r sentRequest) (int, string) {
					if r.method != "GET" || !hidden || strings.HasSuffix(r.path, "presets") {
						return 0, ""
					}
					hidden = len(front.bodies("POST")) < 2
					return 200, `{"success":true,"data":[],"paging":{"total_count":0},"meta":{"total_pages":1,"total_results":0}}`
				}
				m := w.managedIn(t, k.typeName)
				w.Fail(k.created, simulator.Refusal(500).AfterEffect())
				must(t, m.apply(k.least))
				hidden = false
				m.onlyOne(w, k)
				if calls := w.Calls(k.created); calls != 2 {
					t.Errorf("it was sent %d times", calls)
				}
			})
		}
	}
}

// Looking again takes as long as promised: a list may lag almost as long.
func TestCreateIsFoundInAListThatLags(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		w := newWorld(t, simulator.Options{Questions: simulator.Questions{
			CreateLag: lookAgainWithin * 8 / 10, DuplicateParticipant: simulator.DuplicateAdded,
		}})
		m := w.managedIn(t, k.typeName)
		w.Fail(k.created, simulator.Refusal(500).AfterEffect())
		must(t, m.apply(k.least))
		m.onlyOne(w, k)
		if calls := w.Calls(k.created); calls != 1 {
			t.Errorf("it was sent %d times", calls)
		}
	})
}

// A success that cannot be read is never sent again, however long lists lag.
func TestCreateWhoseSuccessCannotBeRead(t *testing.T) {
	t.Parallel()
	for _, k := range []kind{meetings(), participants()} {
		w := newWorld(t, simulator.Options{Questions: simulator.Questions{CreateLag: time.Hour, DuplicateParticipant: simulator.DuplicateAdded}})
		m := w.managedIn(t, k.typeName)
		w.Fail(k.created, simulator.NotJSON())
		if problems := m.apply(k.least); !failed(problems) || w.Calls(k.created) != 1 {
			t.Errorf("it was sent %d times\n%s", w.Calls(k.created), written(problems))
		}
	}
}

// A vendor may turn an empty name into none: what it made is found all the same.
func TestCreateWhereEmptyIsNull(t *testing.T) {
	t.Parallel()
	k := participants()
	w := newWorld(t, simulator.Options{})
	front := inMiddle(t, w)
	front.edit = func(r sentRequest, data object) {
		if !strings.HasSuffix(r.path, "presets") {
			data["name"] = nil
		}
	}
	m := w.managedIn(t, k.typeName)
	w.Fail(k.created, simulator.Refusal(500).AfterEffect())
	must(t, m.apply(k.least))
	m.onlyOne(w, k)
}

// An interrupt ends neither a request that was sent nor the search for what it made.
func TestCreateThatIsInterrupted(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]simulator.Fault{
		"before it is carried out": {Delay: 50 * time.Millisecond},
		"after":                    {Delay: 50 * time.Millisecond, After: true},
		"and 500":                  {Delay: 50 * time.Millisecond, After: true, Status: 500},
		"and cut":                  {Delay: 50 * time.Millisecond, After: true, Ending: simulator.Reset},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, k kind) {
				t.Helper()
				w := newWorld(t, simulator.Options{})
				m := w.managedIn(t, k.typeName)
				ctx, interrupt := context.WithCancel(t.Context())
				defer interrupt()
				w.OnCall(func(op simulator.Operation) {
					if op == k.created {
						interrupt()
					}
				})
				w.Fail(k.created, fault)
				must(t, m.applyIn(ctx, k.least))
				m.onlyOne(w, k)
			})
		})
	}
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		w := newWorld(t, simulator.Options{})
		m := w.managedIn(t, k.typeName)
		ctx, interrupt := context.WithCancel(t.Context())
		interrupt()
		problems := m.applyIn(ctx, k.least)
		if !failed(problems) || w.Calls(k.created) > 0 || !strings.HasPrefix(problems[0].Summary, "Interrupted") {
			t.Errorf("%v\n%s", w.AllCalls(), written(problems))
		}
	})
}

// Where several could be it, the error names all of them, and what was there before is not among them.
func TestCreateWithSeveralCandidates(t *testing.T) {
	t.Parallel()
	for name, k := range map[string]kind{"meetings": meetings(), "participants": participants()} {
		w := newWorld(t, simulator.Options{Questions: simulator.Questions{DuplicateParticipant: simulator.DuplicateAdded}})
		old := w.AddMeeting(simulator.Meeting{Title: "kitchen"})
		var theirs, different string
		w.OnCall(func(op simulator.Operation) {
			switch op {
			case simulator.CreateMeeting:
				theirs = w.AddMeeting(simulator.Meeting{Title: "kitchen"})
				different = w.AddMeeting(simulator.Meeting{Title: "kitchen", PersistChat: true})
			case simulator.AddParticipant:
				theirs = w.AddParticipant(simulator.Participant{CustomParticipantID: "bot"})
				different = w.AddParticipant(simulator.Participant{CustomParticipantID: "bot", Name: "Somebody else's"})
				w.somebodyElse(t, k, theirs, object{"name": ""})
			}
		})
		m := w.managedIn(t, k.typeName)
		w.Fail(k.created, simulator.Refusal(500).AfterEffect())
		problems := m.apply(k.least)
		w.OnCall(nil)
		text := written(problems)
		contains(t, text, "It is not known whether Cloudflare created the", theirs)
		ids := w.alike(t, k)
		ids = slices.DeleteFunc(ids, func(id string) bool { return id == old || id == different })
		if len(ids) != 2 || strings.Count(text, "import {") != 2 {
			t.Errorf("%s: %v\n%s", name, ids, text)
		}
		for _, id := range ids {
			contains(t, text, id)
			imported := w.managedIn(t, k.typeName)
			must(t, imported.importAs(importIDs(text)[slices.IndexFunc(importIDs(text), func(one string) bool { return strings.HasSuffix(one, id) })]))
			imported.settled(k.least)
		}
	}
}

// A vendor may change a value of what it creates. What is new and not as sent may be the provider's own, so that nothing is
// sent again, and the error names it.
func TestCreateThatTheVendorChanged(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		w := newWorld(t, simulator.Options{Questions: simulator.Questions{DuplicateParticipant: simulator.DuplicateAdded}})
		old := w.AddMeeting(simulator.Meeting{Title: "kitchen"})
		front := inMiddle(t, w)
		front.edit = func(r sentRequest, data object) {
			if !strings.HasSuffix(r.path, "presets") {
				maps.Copy(data, k.changed)
			}
		}
		m := w.managedIn(t, k.typeName)
		w.Fail(k.created, simulator.Refusal(500).AfterEffect())
		text := written(m.apply(k.least))
		contains(t, text, "Error: It is not known whether", "other values")
		for _, id := range w.alike(t, k) {
			if strings.Contains(text, id) == (id == old) {
				t.Errorf("%s should be there: %t\n%s", id, id != old, text)
			}
		}
		if calls := w.Calls(k.created); calls != 1 || strings.Count(text, "import {") != 1 {
			t.Errorf("it was sent %d times\n%s", calls, text)
		}
	})
}

// Where looking fails as well, the error says so.
func TestCreateThatCannotBeLookedFor(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		w := newWorld(t, simulator.Options{})
		m := w.managedIn(t, k.typeName)
		w.OnCall(func(op simulator.Operation) {
			if op == k.created {
				w.FailAlways(k.listed, simulator.Refusal(503))
			}
		})
		w.Fail(k.created, simulator.Refusal(500).AfterEffect())
		problems := m.apply(k.least)
		contains(t, written(problems), "It is not known whether", "and that failed too", "503", "import {")
		if w.Calls(k.created) != 1 {
			t.Errorf("it was sent %d times", w.Calls(k.created))
		}
	})
}
