package provider_test

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

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
					return altered(k.least, object{"preset_name": "webinar_viewer"})
				}
				return altered(k.least, object{"custom_participant_id": fmt.Sprintf("bot-%d", i)})
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
	for _, problems := range together(blocks, func(i int) object { return altered(k.least, object{"custom_participant_id": strconv.Itoa(i)}) }) {
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
	contains(t, written(problems), "Warning: Created without looking for another participant")
	w.Fail(k.created, simulator.Refusal(500).AfterEffect())
	other := d.managed(k.typeName)
	problems = other.apply(altered(k.least, object{"custom_participant_id": "other"}))
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
	inactive := altered(k.least, object{"status": "INACTIVE"})
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
