package provider_test

import (
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// Two blocks with the same name are one object and one error, whatever the vendor does with duplicates.
func TestTwoBlocksWithOneName(t *testing.T) {
	t.Parallel()
	for _, k := range []kind{participants(), rooms()} {
		for _, questions := range []simulator.Questions{
			{CreateLag: time.Hour}, {DuplicateParticipant: simulator.DuplicateAdded, RoomNameTakenStatus: 409}, {DuplicateParticipant: simulator.DuplicateReturned},
		} {
			oneOfTwo(t, k, questions, simulator.Fault{})
			if questions.CreateLag == 0 { // else nobody can find out
				oneOfTwo(t, k, questions, simulator.Refusal(500).AfterEffect())
			}
		}
	}
}

func oneOfTwo(t *testing.T, k kind, questions simulator.Questions, fault simulator.Fault) {
	t.Helper()
	w := newWorld(t, simulator.Options{Questions: questions})
	w.Fail(k.created, fault)
	blocks := w.newSession(t, object{"max_retries": 0}).blocks(k.typeName, 2)
	said := together(blocks, func(int) object { return k.least })
	if failed(said[0]) == failed(said[1]) || blocks[0].state.IsNull() == blocks[1].state.IsNull() {
		t.Errorf("%s, %+v:\n%s\n%s", k.typeName, questions, written(said[0]), written(said[1]))
	}
	if ids := w.alike(t, k); questions.CreateLag == 0 && len(ids) != 1 {
		t.Errorf("%s, %+v: there are %v", k.typeName, questions, ids)
	}
	contains(t, written(said[0])+written(said[1]), "already exists", "Another block of this configuration")
}

// Two blocks with one title are two meetings, also where both requests end unclearly.
func TestTwoBlocksWithOneTitle(t *testing.T) {
	t.Parallel()
	k := meetings()
	for name, questions := range map[string]simulator.Questions{
		"plainly": {}, "lag": {CreateLag: 60 * time.Millisecond}, "whole seconds, behind": {WholeSeconds: true, ClockBehind: time.Second},
	} {
		for _, fault := range []simulator.Fault{{}, simulator.Refusal(500).AfterEffect(), {Ending: simulator.Reset, After: true}} {
			w := newWorld(t, simulator.Options{Questions: questions})
			w.Fail(k.created, fault, fault)
			blocks := w.newSession(t, object{"max_retries": 0}).blocks(k.typeName, 2)
			for _, problems := range together(blocks, func(int) object { return k.least }) {
				must(t, problems)
			}
			time.Sleep(questions.CreateLag)
			if ids := w.alike(t, k); len(ids) != 2 || blocks[0].id() == blocks[1].id() {
				t.Errorf("%s: %v; %s and %s", name, ids, blocks[0].id(), blocks[1].id())
			}
		}
	}
}

// What is there already is in the way of a participant and of a room, and import takes it. A meeting's title is not: a
// warning names what has it.
func TestCreateWhatExists(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		w := newWorld(t, simulator.Options{})
		first := w.managedIn(t, k.typeName)
		must(t, first.apply(k.least))
		m := w.managedIn(t, k.typeName)
		problems := m.apply(k.least)
		if k.typeName == meetingResource {
			text := written(problems)
			contains(t, text, "Warning: Another meeting has this title", first.id())
			if failed(problems) || m.id() == first.id() {
				t.Error("it was taken over", text)
			}
			return
		}
		text := written(problems)
		contains(t, text, "already exists", "moved {", "create_before_destroy", "Do not import it", "import {", first.id())
		if calls := w.Calls(k.created); calls != 1 || len(importIDs(text)) != 1 {
			t.Fatalf("it was sent %d times\n%s", calls, text)
		}
		must(t, m.importAs(importIDs(text)[0]))
		m.settled(k.least)
		if m.id() != first.id() {
			t.Error("that is another one")
		}
	})
}

// A change leaves a participant in the list that creates look through, also where the vendor's response lacks its custom ID.
func TestCreateWhatExistsAfterAChange(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{Questions: simulator.Questions{
		ChangeAnswers: simulator.ChangesEchoed, DuplicateParticipant: simulator.DuplicateAdded,
	}})
	k := participants()
	old := w.managedIn(t, k.typeName)
	must(t, old.apply(k.least))
	blocks := w.newSession(t, nil).blocks(k.typeName, 2) // of the next run
	blocks[0].resume(old)
	must(t, blocks[0].refresh())
	must(t, blocks[0].apply(altered(k.least, object{"name": "Other"})))
	contains(t, written(blocks[1].apply(k.least)), "already exists", old.id())
	if calls := w.Calls(k.created); calls != 1 {
		t.Errorf("it was sent %d times", calls)
	}
}

// What lists do not have is found out when the vendor refuses.
func TestCreateWhatListsLack(t *testing.T) {
	t.Parallel()
	for _, k := range []kind{participants(), rooms()} {
		for _, questions := range []simulator.Questions{{}, {RoomNameTakenStatus: 409}} {
			w := newWorld(t, simulator.Options{Questions: questions})
			must(t, w.managedIn(t, k.typeName).apply(k.least))
			front := inMiddle(t, w)
			front.answer = func(r sentRequest) (int, string) {
				if r.method == "GET" && !strings.HasSuffix(r.path, "presets") && len(front.bodies("POST")) == 0 {
					return 200, `{"success":true,"data":[],"paging":{"total_count":0},"meta":{"total_pages":1,"total_results":0}}`
				}
				return 0, ""
			}
			text := written(w.managedIn(t, k.typeName).apply(k.least))
			contains(t, text, "already exists", "says: ", "import {")
		}
	}
}
