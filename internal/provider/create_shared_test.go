package provider_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// allTogether applies all blocks of one run at the same time, and returns what each says.
func allTogether(blocks []*managedResource, content func(i int) object) []diagnostics {
	said := make([]diagnostics, len(blocks))
	var group sync.WaitGroup
	for i, m := range blocks {
		group.Go(func() { said[i] = m.apply(content(i)) })
	}
	group.Wait()
	return said
}

// A list is read anew only for a question that came after the reading began.
func TestMissingPresetIsLookedForOnceForAll(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{Latency: 500 * time.Millisecond}) // in which all ask, on a busy machine too
	k := participants()
	said := allTogether(w.newSession(t, object{"max_retries": 0}).blocks(k.typeName, 50), func(i int) object {
		return altered(k.least, object{"custom_participant_id": fmt.Sprint(i), "preset_name": "group_call_hots"})
	})
	for _, problems := range said {
		contains(t, written(problems), "The app has no preset of this name", "group_call_host")
	}
	if calls := w.Calls(simulator.GetPresets); calls > 3 {
		t.Errorf("the presets were read %d times", calls)
	}
}

// So is one that lookups search for what it lacks.
func TestMissingParticipantsAreLookedForOnceForAll(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{Latency: 5 * time.Millisecond})
	w.SeedParticipants(550)
	d := w.newSession(t, object{"max_retries": 0})
	var group sync.WaitGroup
	for i := range 50 {
		group.Go(func() {
			said := d.data(t.Context(), participantResource, object{
				"app_id": simulator.AppID, "meeting_id": simulator.MeetingID, "custom_participant_id": fmt.Sprint("missing-", i),
			})
			contains(t, written(said), "No participant found")
		})
	}
	group.Wait()
	if calls := w.Calls(simulator.GetMeetingParticipants); calls > 3*6 {
		t.Errorf("%d pages were read", calls)
	}
}

// Creates whose outcome is unclear share what they read when they look again.
func TestLooksAfterUnclearCreatesAreShared(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{LightSignatures: true, Latency: 100 * time.Millisecond}) // a reading takes longer than it takes all to ask
	w.SeedParticipants(550)
	k := participants()
	d := w.newSession(t, object{"max_retries": 0})
	w.FailAlways(k.created, simulator.Fault{Ending: simulator.Reset})
	said := allTogether(d.blocks(k.typeName, 50), func(i int) object {
		return altered(k.least, object{"custom_participant_id": fmt.Sprint("bot-", i)})
	})
	for _, problems := range said {
		contains(t, written(problems), "It is not known whether Cloudflare created the participant")
	}
	// Six pages, before the first request and for each of three looks, of which each begins at its own time.
	if calls := w.Calls(simulator.GetMeetingParticipants); calls > 6*(1+3*3) {
		t.Errorf("%d pages were read", calls)
	}
}

// A list that cannot be read is tried once, with its retries, for all who wait for it.
func TestUnreadableListIsTriedOnceForAll(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{Latency: 500 * time.Millisecond}) // in which all ask, on a busy machine too
	k := participants()
	w.FailAlways(simulator.GetPresets, simulator.Refusal(503))
	said := allTogether(w.newSession(t, object{"max_retries": 1}).blocks(k.typeName, 60), func(i int) object {
		return altered(k.least, object{"custom_participant_id": fmt.Sprint(i)})
	})
	for _, problems := range said {
		contains(t, written(problems), "Cloudflare responded with 503")
	}
	if calls := w.Calls(simulator.GetPresets); calls != 2 {
		t.Errorf("the presets were asked for %d times", calls)
	}
}

// A reading that began before a write of ours does not overwrite what the vendor answered to the write.
func TestReadingDoesNotOverwriteALaterWrite(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	front := inMiddle(t, w)
	k := participants()
	d := w.newSession(t, object{"max_retries": 0})
	m := d.managed(k.typeName)
	must(t, m.apply(k.least))
	next := w.newSession(t, object{"max_retries": 0})
	m.session = next
	// The list is read with the old name, and arrives after the answer to the change of the name.
	read, changed := make(chan struct{}), make(chan struct{})
	var held atomic.Bool
	front.edit = func(r sentRequest, _ object) {
		if r.method == http.MethodGet && strings.HasSuffix(r.path, "/participants") && held.CompareAndSwap(false, true) {
			close(read)
			<-changed
		}
	}
	other := next.managed(k.typeName)
	var group sync.WaitGroup
	group.Go(func() { must(t, other.apply(altered(k.least, object{"custom_participant_id": "other"}))) })
	<-read
	c, problems := m.plan(altered(k.least, object{"name": "New"}))
	must(t, problems)
	must(t, m.carryOut(t.Context(), c))
	close(changed)
	group.Wait()
	must(t, m.refresh())
	m.holds(object{"name": "New"})
}
