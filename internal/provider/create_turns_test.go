package provider_test

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// together applies blocks of one run at the same time, as many at once as a CLI does, and gives what each says.
func together(blocks []*managedResource, content func(i int) object) []diagnostics {
	said := make([]diagnostics, len(blocks))
	atOnce := make(chan struct{}, 10)
	var group sync.WaitGroup
	for i, m := range blocks {
		group.Go(func() {
			atOnce <- struct{}{}
			defer func() { <-atOnce }()
			said[i] = m.apply(content(i))
		})
	}
	group.Wait()
	return said
}

func (d *session) blocks(typeName string, count int) []*managedResource {
	all := make([]*managedResource, count)
	for i := range all {
		all[i] = d.managed(typeName)
	}
	return all
}

// Two blocks with the same name are one object and one error, whatever the vendor does with duplicates.
func TestTwoBlocksWithOneName(t *testing.T) {
	t.Parallel()
	for _, k := range []kind{participants(), rooms()} {
		for _, questions := range []simulator.Questions{
			{CreateLag: time.Hour}, {DuplicateParticipant: simulator.DuplicateAdded, RoomNameTakenStatus: 409}, {DuplicateParticipant: simulator.DuplicateReturned},
		} {
			for _, fault := range []simulator.Fault{{}, simulator.Refusal(500).AfterEffect()} {
				if fault.After && questions.CreateLag > 0 {
					continue // which nobody can find out
				}
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
				contains(t, written(said[0])+written(said[1]), "already exists")
			}
		}
	}
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

// What is there already is in the way of a participant and of a room, and import takes it. A meeting's title is not.
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
			must(t, problems)
			if m.id() == first.id() {
				t.Error("it was taken over")
			}
			return
		}
		text := written(problems)
		contains(t, text, "already exists", "import {", "create_before_destroy", first.id())
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

// A replaced object is no conflict with itself: not beside others, and not where the vendor's delete lags.
func TestReplaceBesideOthers(t *testing.T) {
	t.Parallel()
	for _, duplicate := range []simulator.DuplicateParticipant{simulator.DuplicateRefused, simulator.DuplicateAdded, simulator.DuplicateReturned} {
		for _, lag := range []time.Duration{0, 80 * time.Millisecond} {
			w := newWorld(t, simulator.Options{Questions: simulator.Questions{DuplicateParticipant: duplicate, DeleteLag: lag}})
			k := participants()
			old := w.managedIn(t, k.typeName)
			must(t, old.apply(k.least))
			d := w.newSession(t, object{"max_retries": 0})
			blocks := d.blocks(k.typeName, 12)
			blocks[5].state, blocks[5].identity, blocks[5].private = old.state, old.identity, old.private
			said := together(blocks, func(i int) object {
				if i == 5 {
					return but(k.least, object{"preset_name": "webinar_viewer"})
				}
				return but(k.least, object{"custom_participant_id": fmt.Sprintf("bot-%d", i)})
			})
			for _, problems := range said {
				must(t, problems)
			}
			if blocks[5].id() == old.id() {
				t.Error("it was not replaced")
			}
			time.Sleep(lag)
			if ids := w.alike(t, k); len(ids) != 1 || ids[0] != blocks[5].id() {
				t.Errorf("there are %v", ids)
			}
		}
	}
}

func TestReplaceRoomWhoseDeleteLags(t *testing.T) {
	t.Parallel()
	for _, status := range []int{409, 422} {
		w := newWorld(t, simulator.Options{Questions: simulator.Questions{DeleteLag: 80 * time.Millisecond, RoomNameTakenStatus: status}})
		m := w.managedIn(t, roomResource)
		must(t, m.apply(rooms().least))
		old := m.id()
		m.tainted = true
		must(t, m.apply(rooms().least))
		if m.id() == old {
			t.Error("it was not replaced")
		}
	}
	// For ever is too long.
	w := newWorld(t, simulator.Options{Questions: simulator.Questions{DeleteLag: time.Hour}})
	m := w.managedIn(t, roomResource)
	must(t, m.apply(rooms().least))
	m.tainted = true
	if problems := m.apply(rooms().least); !failed(problems) || w.Calls(simulator.CreateRoom) < 3 {
		t.Errorf("sent %d times\n%s", w.Calls(simulator.CreateRoom), written(problems))
	}
}

// Five hundred participants of one meeting share its list: to be created, and to be read.
func TestManyParticipantsShareAList(t *testing.T) {
	t.Parallel()
	const many = 500
	k := participants()
	w := newWorld(t, simulator.Options{LightSignatures: true})
	blocks := w.newSession(t, nil).blocks(k.typeName, many)
	for _, problems := range together(blocks, func(i int) object { return but(k.least, object{"custom_participant_id": strconv.Itoa(i)}) }) {
		must(t, problems)
	}
	if lists, sent := w.Calls(simulator.GetMeetingParticipants), w.Calls(k.created); lists > 3 || sent != many || w.Calls(simulator.GetPresets) != 1 {
		t.Errorf("%d requests for the list, %v", lists, w.AllCalls())
	}
	w.ResetCalls()
	next := w.newSession(t, nil)
	for _, m := range blocks {
		m.session = next
		must(t, m.refresh())
	}
	if lists, single := w.Calls(simulator.GetMeetingParticipants), w.Calls(k.seen); lists > 8 || single > 0 {
		t.Errorf("%d requests for the list, %d for one", lists, single)
	}
}

// A list of more than ten pages is not read to find one.
func TestLongListIsNotReadForOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	w.SeedParticipants(1001)
	d := w.newSession(t, nil)
	for range 2 {
		m := d.managed(participantResource)
		must(t, m.importAs(simulator.AppID+"/"+simulator.MeetingID+"/"+simulator.ParticipantID))
	}
	if lists, single := w.Calls(simulator.GetMeetingParticipants), w.Calls(simulator.GetMeetingParticipant); lists != 1 || single != 2 {
		t.Errorf("%d requests for the list, %d for one", lists, single)
	}
}

// A list without an end does not keep anybody from creating. It is tried once, and a warning says what that means.
func TestCreateBesideAListWithoutAnEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	front := inMiddle(t, w)
	pages := 0
	front.answer = func(r sentRequest) (int, string) {
		if r.method != "GET" || !strings.HasSuffix(r.path, "/participants") {
			return 0, ""
		}
		query, err := url.ParseQuery(r.query)
		if err != nil {
			t.Error(err)
		}
		pages++
		return 200, fmt.Sprintf(`{"success":true,"data":[{"id":"page-%s"}],"paging":{"total_count":9999999,"start_offset":1,"end_offset":1}}`, query.Get("page_no"))
	}
	d, k := w.newSession(t, object{"max_retries": 0}), participants()
	m := d.managed(k.typeName)
	problems := m.apply(k.least)
	if failed(problems) || len(problems) != 1 || m.state.IsNull() {
		t.Fatal(written(problems))
	}
	contains(t, written(problems), "WARNING: Created without looking for another participant")
	w.Fail(k.created, simulator.Refusal(500).AfterEffect())
	other := d.managed(k.typeName)
	problems = other.apply(but(k.least, object{"custom_participant_id": "other"}))
	contains(t, written(problems), "Error: It is not known whether Cloudflare created the participant", "too many participants")
	if w.Calls(k.created) != 2 || pages > 1100 {
		t.Errorf("%d pages, %v", pages, w.AllCalls())
	}
}

// What was made is in the state before anything after it can fail.
func TestSecondStepFails(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	k := meetings()
	m := w.managedIn(t, k.typeName)
	w.Fail(simulator.UpdateMeeting, simulator.Refusal(403))
	inactive := but(k.least, object{"status": "INACTIVE"})
	problems := m.apply(inactive)
	if !failed(problems) || m.state.IsNull() || !m.tainted || m.get("status") != "ACTIVE" {
		t.Fatalf("%s\n%s", m.state, written(problems))
	}
	if ids := w.alike(t, k); len(ids) != 1 || ids[0] != m.id() {
		t.Errorf("there are %v, in state is %s", ids, m.id())
	}
	m.tainted = false // terraform untaint
	must(t, m.apply(inactive))
	m.settled(inactive)
}
