package provider_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// The whole life of everything, on whichever CLI there is: what is deleted outside is made again, too, which the oldest
// CLIs refuse where the provider keeps the identity to itself.
func TestManagedLifeOnTheCLI(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	p := newProject(t, w, meetingBlock, participantBlock, roomBlock)
	p.run("apply", "-auto-approve")
	p.unchanged()
	all := []string{"rtc_cloudflare_meeting.it", "rtc_cloudflare_participant.it", "rtc_telnyx_room.it"}
	var ids []string
	for _, address := range all {
		ids = append(ids, p.idOf(address))
	}
	p.write("main.tf", requirement+meetingBlock+roomBlock+strings.ReplaceAll(participantBlock, `"Bot"`, `"Other"`))
	p.run("apply", "-auto-approve")
	p.unchanged()
	for i, address := range all {
		if p.idOf(address) != ids[i] {
			t.Errorf("%s was replaced", address)
		}
	}
	w.Remove(ids[1])
	w.Remove(ids[2])
	p.run("apply", "-auto-approve")
	p.unchanged()
	if p.idOf(all[1]) == ids[1] || p.idOf(all[2]) == ids[2] {
		t.Error("what was deleted was not made again")
	}
	w.Remove(p.idOf(all[2]))
	p.run("apply", "-refresh-only", "-auto-approve")
	if p.stateOf(all[2]) != nil {
		t.Error("what is gone is still in the state")
	}
	p.run("apply", "-auto-approve", "-replace=rtc_telnyx_room.it", "-replace=rtc_cloudflare_participant.it")
	output := p.run("destroy", "-auto-approve", "-no-color")
	contains(t, output, "Warning: The meeting still exists, as INACTIVE", "import {")
	if w.Calls(simulator.DeleteMeetingParticipant) != 2 || w.Calls(simulator.DeleteRoom) < 1 {
		t.Errorf("%v", w.AllCalls())
	}
}

// A meeting that was made and not set to INACTIVE is in the state, tainted, and not lost.
func TestTaintedMeetingOnTheCLI(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	p := newProject(t, w, strings.Replace(meetingBlock, "}", "  status = \"INACTIVE\"\n}", 1))
	w.Fail(simulator.UpdateMeeting, simulator.Refusal(403))
	if output, err := p.try("apply", "-auto-approve"); err == nil {
		t.Fatal(output)
	}
	first := p.idOf("rtc_cloudflare_meeting.it")
	contains(t, p.run("plan", "-no-color"), "tainted")
	p.run("untaint", "rtc_cloudflare_meeting.it")
	p.run("apply", "-auto-approve")
	p.unchanged()
	if p.idOf("rtc_cloudflare_meeting.it") != first || w.Calls(simulator.CreateMeeting) != 1 {
		t.Error("it was made twice")
	}
}

// A unique name cannot be there twice, so that create_before_destroy is an error with a way out.
func TestCreateBeforeDestroy(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	p := newProject(t, w, strings.Replace(roomBlock, "}", "  lifecycle {\n    create_before_destroy = true\n  }\n}", 1))
	p.run("apply", "-auto-approve")
	first := p.idOf("rtc_telnyx_room.it")
	output, err := p.try("apply", "-json", "-auto-approve", "-replace=rtc_telnyx_room.it")
	if err == nil || p.idOf("rtc_telnyx_room.it") != first {
		t.Error(output)
	}
	contains(t, details(output), "remove create_before_destroy")
	p.write("main.tf", requirement+roomBlock)
	p.run("apply", "-auto-approve", "-replace=rtc_telnyx_room.it")
	p.unchanged()
}

// A meeting whose create was answered 500 and carried out is not made twice, although lists lack it for eight seconds.
func TestUnclearCreateOnTheCLI(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{Questions: simulator.Questions{CreateLag: 8 * time.Second}})
	p := newProject(t, w, meetingBlock)
	w.Fail(simulator.CreateMeeting, simulator.Refusal(500).AfterEffect())
	p.run("apply", "-auto-approve")
	p.unchanged()
	if ids := w.alike(t, meetings()); len(ids) != 1 || ids[0] != p.idOf("rtc_cloudflare_meeting.it") {
		t.Errorf("there are %v", ids)
	}
}

// An interrupt of the CLI waits for the answer to a create, and keeps what came of it.
func TestInterruptedCreateOnTheCLI(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("there are no signals")
	}
	w := newWorld(t, simulator.Options{})
	p := newProject(t, w, roomBlock)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	command, stop := p.command(ctx, "apply", "-auto-approve", "-no-color")
	defer stop()
	var printed bytes.Buffer
	command.Stdout, command.Stderr = &printed, &printed
	w.Fail(simulator.CreateRoom, simulator.Fault{Delay: time.Second, After: true})
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	started := command.Process
	w.OnCall(func(op simulator.Operation) { // long before the CLI has got so far
		if op == simulator.CreateRoom {
			if err := started.Signal(os.Interrupt); err != nil {
				t.Error(err)
			}
		}
	})
	err := command.Wait()
	output := printed.String()
	if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
		t.Fatal(err)
	}
	contains(t, output, "nterrupt")
	w.OnCall(nil)
	if ids := w.alike(t, rooms()); len(ids) != 1 || ids[0] != p.idOf("rtc_telnyx_room.it") {
		t.Errorf("there are %v\n%s", ids, output)
	}
	if _, err := os.Stat(filepath.Join(p.folder, "terraform.tfstate")); err != nil {
		t.Error(err)
	}
	p.unchanged()
}
