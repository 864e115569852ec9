package provider_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// A block that was renamed without moved is destroyed and created in one run, at the same time. The create waits for the
// delete.
func TestRenameWithoutMovedOnTheCLI(t *testing.T) {
	t.Parallel()
	renamed := []kind{participants(), webhooks(), rooms()}
	blocks := strings.ReplaceAll(participantBlock, "rtc_cloudflare_meeting.it.id", `"`+simulator.MeetingID+`"`) +
		block("resource", webhookResource, asHCL(webhooks().least)) + roomBlock
	for _, delay := range []time.Duration{0, time.Second} {
		t.Run(delay.String(), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{})
			p := newProject(t, w, blocks)
			p.run("apply", "-auto-approve")
			before := map[string]string{}
			for _, k := range renamed {
				before[k.typeName] = p.idOf(k.typeName + ".it")
				w.Fail(k.deleted, simulator.Fault{Delay: delay})
			}
			p.write("main.tf", requirement+strings.ReplaceAll(blocks, `"it"`, `"renamed"`))
			p.run("apply", "-auto-approve")
			p.unchanged()
			for _, k := range renamed {
				if ids := w.alike(t, k); len(ids) != 1 || ids[0] != p.idOf(k.typeName+".renamed") || ids[0] == before[k.typeName] {
					t.Errorf("there are %v of %s", ids, k.typeName)
				}
			}
		})
	}
}

// What this run deletes is not in the way of a create of the same name, and no warning takes it for something left over.
func TestCreateDuringADelete(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		w := newWorld(t, simulator.Options{})
		old := w.managedIn(t, k.typeName)
		must(t, old.apply(k.least))
		blocks := w.newSession(t, nil).blocks(k.typeName, 2) // of the next run
		blocks[0].resume(old)
		deleting, deleted := make(chan struct{}), make(chan diagnostics)
		w.OnCall(func(op simulator.Operation) {
			if op == k.deleted {
				close(deleting)
			}
		})
		w.Fail(k.deleted, simulator.Fault{Delay: 300 * time.Millisecond})
		go func() { deleted <- blocks[0].destroy() }()
		<-deleting
		w.OnCall(nil)
		if said := blocks[1].apply(k.least); len(said) > 0 || blocks[1].id() == old.id() {
			t.Errorf("%s: %s", blocks[1].id(), written(said))
		}
		must(t, <-deleted)
	})
}

// Where the delete fails, the create fails with it, and moved is the way out.
func TestRenameWhoseDeleteFailsOnTheCLI(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	p := newProject(t, w, roomBlock)
	p.run("apply", "-auto-approve")
	before := p.idOf("rtc_telnyx_room.it")
	renamed := requirement + strings.Replace(roomBlock, `"it"`, `"renamed"`, 1)
	p.write("main.tf", renamed)
	w.Fail(simulator.DeleteRoom, simulator.Fault{Status: 403, Body: `{"errors":[{"code":"10010","title":"Not allowed"}]}`, Delay: time.Second})
	output, err := p.try("apply", "-json", "-auto-approve")
	if err == nil {
		t.Error(output)
	}
	contains(t, details(output), "This run could not delete or rename that room: Telnyx responded with 403 Forbidden.", "moved {")
	if strings.Contains(details(output), "import {") {
		t.Error("it advises to import what this run deletes")
	}
	p.write("main.tf", renamed+"moved {\n  from = rtc_telnyx_room.it\n  to   = rtc_telnyx_room.renamed\n}\n")
	p.run("apply", "-auto-approve")
	p.unchanged()
	if p.idOf("rtc_telnyx_room.renamed") != before || w.Calls(simulator.CreateRoom) != 1 {
		t.Error("it is another one")
	}
}

// Blocks that give their names on, as where one is added in front of a list with count, wait for each other, and so does the
// create of the one that is left over.
func TestNamesThatMoveOn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		k    kind
		name func(i int) object
	}{
		{rooms(), func(i int) object { return object{"unique_name": fmt.Sprint("room-", i)} }},
		{webhooks(), func(i int) object { return object{"url": fmt.Sprint("https://example.com/", i)} }},
	} {
		t.Run(c.k.typeName, func(t *testing.T) {
			t.Parallel()
			const count = 6
			w := newWorld(t, simulator.Options{Latency: 10 * time.Millisecond})
			blocks := w.newSession(t, nil).blocks(c.k.typeName, count+1) // of the next run
			for i := range count {
				old := w.managedIn(t, c.k.typeName)
				must(t, old.apply(altered(c.k.least, c.name(i))))
				blocks[i].resume(old)
			}
			for _, said := range together(blocks, func(i int) object { return altered(c.k.least, c.name((i+1)%(count+1))) }) {
				must(t, said)
			}
			if created := w.Calls(c.k.created); created != count+1 {
				t.Errorf("%d were created", created)
			}
		})
	}
}

// Names that two blocks swap are still taken. The error says so, and what it advises works.
func TestSwappedNamesOnTheCLI(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	two := func(first, second string) string {
		return requirement + strings.ReplaceAll(roomBlock, `"kitchen"`, `"`+first+`"`) +
			strings.NewReplacer(`"it"`, `"other"`, `"kitchen"`, `"`+second+`"`).Replace(roomBlock)
	}
	p := newProject(t, w, "")
	p.write("main.tf", two("a", "b"))
	p.run("apply", "-auto-approve")
	p.write("main.tf", two("b", "a"))
	output, err := p.try("apply", "-json", "-auto-approve")
	if err == nil {
		t.Error(output)
	}
	contains(t, details(output), "Another block of this configuration may be about to give it up", "two blocks swap theirs", "Tried: PATCH /rooms/{room_id}")
	p.write("main.tf", two("c", "b"))
	p.run("apply", "-auto-approve")
	p.write("main.tf", two("b", "a"))
	p.run("apply", "-auto-approve")
	p.unchanged()
}

// A run that is killed while it creates a meeting leaves one behind that nobody knows of. The next run names it.
func TestTwinOfAKilledRunOnTheCLI(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	p := newProject(t, w, meetingBlock)
	lost := w.AddMeeting(simulator.Meeting{Title: "kitchen"}) // by the run that was killed
	w.AddMeeting(simulator.Meeting{Title: "kitchen", Status: "INACTIVE"})
	output := p.run("apply", "-auto-approve", "-json")
	contains(t, details(output), "Another meeting has this title", "no state has it", lost)
}
