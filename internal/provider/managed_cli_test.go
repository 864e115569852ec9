package provider_test

import (
	"context"
	"encoding/json"
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

// The blocks of a configuration with one of everything.
const (
	meetingBlock = `resource "rtc_cloudflare_meeting" "it" {
  app_id = "` + simulator.AppID + `"
  title  = "kitchen"
}
`
	participantBlock = `resource "rtc_cloudflare_participant" "it" {
  app_id                = "` + simulator.AppID + `"
  meeting_id            = rtc_cloudflare_meeting.it.id
  custom_participant_id = "bot"
  preset_name           = "group_call_host"
  name                  = "Bot"
}
`
	roomBlock = `resource "rtc_telnyx_room" "it" {
  unique_name = "kitchen"
}
`
)

// unchanged checks that a plan has nothing to do.
func (p *project) unchanged() {
	p.t.Helper()
	if output, err := p.try("plan", "-detailed-exitcode", "-no-color"); err != nil {
		p.t.Errorf("there is drift: %v\n%s", err, output)
	}
}

// stateOf are the attributes of a resource in the state.
func (p *project) stateOf(address string) object {
	p.t.Helper()
	var state struct {
		Values struct {
			RootModule struct {
				Resources []struct {
					Address string
					Values  object
				}
			} `json:"root_module"`
		}
	}
	if err := json.Unmarshal([]byte(p.run("show", "-json")), &state); err != nil {
		p.t.Fatal(err)
	}
	for _, one := range state.Values.RootModule.Resources {
		if one.Address == address {
			return one.Values
		}
	}
	return nil
}

func (p *project) idOf(address string) string {
	p.t.Helper()
	id, _ := p.stateOf(address)["id"].(string)
	if id == "" {
		p.t.Fatalf("%s is not in the state", address)
	}
	return id
}

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

// details are the texts of all errors of a run that prints JSON.
func details(output string) string {
	var all []string
	for line := range strings.Lines(output) {
		var message struct {
			Diagnostic struct{ Summary, Detail string }
		}
		if json.Unmarshal([]byte(line), &message) == nil && message.Diagnostic.Summary != "" {
			all = append(all, message.Diagnostic.Summary, message.Diagnostic.Detail)
		}
	}
	return strings.Join(all, "\n")
}

// The import block of an error works once the address is filled in.
func TestImportBlockOfAnError(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	id := w.AddRoom(simulator.Room{UniqueName: "kitchen", MaxParticipants: 20})
	participant := w.AddParticipant(simulator.Participant{CustomParticipantID: "bot", Name: "Old"})
	blocks := strings.ReplaceAll(participantBlock, "rtc_cloudflare_meeting.it.id", `"`+simulator.MeetingID+`"`) + roomBlock
	p := newProject(t, w, blocks)
	output, err := p.try("apply", "-json", "-auto-approve")
	text := details(output)
	if err == nil || strings.Count(text, "import {") != 2 {
		t.Fatalf("%v\n%s", err, output)
	}
	var imports strings.Builder
	for _, part := range strings.Split(text, "import {")[1:] {
		block, _, _ := strings.Cut(part, "}")
		imports.WriteString("import {" + strings.ReplaceAll(block, ".NAME", ".it") + "}\n")
	}
	p.write("imports.tf", imports.String())
	p.run("apply", "-auto-approve")
	p.unchanged()
	if p.idOf("rtc_telnyx_room.it") != id || p.idOf("rtc_cloudflare_participant.it") != participant {
		t.Error("others were imported")
	}
	if calls := w.AllCalls(); calls[simulator.CreateRoom] > 0 || calls[simulator.AddParticipant] > 0 {
		t.Errorf("%v", calls)
	}
}

// An import on the command line needs no newer CLI than the rest.
func TestImportOnTheCommandLine(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	p := newProject(t, w, block("resource", roomResource, `  unique_name = "support"`), meetingBlock)
	p.run("import", "rtc_telnyx_room.it", simulator.RoomID)
	p.run("import", "rtc_cloudflare_meeting.it", simulator.AppID+"/"+simulator.MeetingID)
	if p.idOf("rtc_telnyx_room.it") != simulator.RoomID || p.stateOf("rtc_cloudflare_meeting.it")["title"] != "stand-up" {
		t.Errorf("%v", p.stateOf("rtc_cloudflare_meeting.it"))
	}
	for _, wrong := range []string{"support", "00000000-0000-4000-8000-000000000000"} {
		p.run("state", "rm", "rtc_telnyx_room.it")
		if output, err := p.try("import", "-no-color", "rtc_telnyx_room.it", wrong); err == nil {
			t.Error(output)
		}
		p.run("import", "rtc_telnyx_room.it", simulator.RoomID)
	}
}

// An import by identity names the same parts, of which the account may be missing.
func TestImportByIdentity(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	p := newProject(t, w, strings.ReplaceAll(meetingBlock, "kitchen", "stand-up"), block("resource", roomResource, `  unique_name = "support"`), `
resource "rtc_cloudflare_participant" "it" {
  app_id                = "`+simulator.AppID+`"
  meeting_id            = "`+simulator.MeetingID+`"
  custom_participant_id = "recorder"
  preset_name           = "group_call_host"
  name                  = "Recorder"
  picture               = "https://example.com/recorder.png"
}
import {
  to       = rtc_cloudflare_meeting.it
  identity = { app_id = "`+strings.ToUpper(simulator.AppID)+`", id = "`+simulator.MeetingID+`" }
}
import {
  to       = rtc_telnyx_room.it
  identity = { id = "`+simulator.RoomID+`" }
}
import {
  to = rtc_cloudflare_participant.it
  identity = {
    account_id = "`+simulator.AccountID+`"
    app_id     = "`+simulator.AppID+`"
    meeting_id = "`+simulator.MeetingID+`"
    id         = "`+simulator.ParticipantID+`"
  }
}
`)
	if output, err := p.try("validate", "-no-color"); err != nil {
		if strings.Contains(output, `An argument named "identity" is not expected here`) {
			t.Skip("this CLI knows no identities")
		}
		t.Fatal(output)
	}
	p.run("apply", "-auto-approve")
	p.unchanged()
	if p.idOf("rtc_cloudflare_participant.it") != simulator.ParticipantID || p.idOf("rtc_cloudflare_meeting.it") != simulator.MeetingID {
		t.Error("others were imported")
	}
	p.write("wrong.tf", "import {\n  to = rtc_telnyx_room.other\n  identity = { id = \"support\" }\n}\n"+
		strings.ReplaceAll(roomBlock, `"it"`, `"other"`))
	if output, err := p.try("plan", "-no-color"); err == nil || !strings.Contains(output, "must be a UUID") {
		t.Error(output)
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
	command := exec.CommandContext(ctx, os.Getenv(cliVariable), "apply", "-auto-approve", "-no-color")
	command.Dir, command.Env = p.folder, p.env
	w.OnCall(func(op simulator.Operation) {
		if op == simulator.CreateRoom {
			if err := command.Process.Signal(os.Interrupt); err != nil {
				t.Error(err)
			}
		}
	})
	w.Fail(simulator.CreateRoom, simulator.Fault{Delay: time.Second, After: true})
	output, err := command.CombinedOutput()
	if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
		t.Fatal(err)
	}
	contains(t, string(output), "nterrupt")
	w.OnCall(nil)
	if ids := w.alike(t, rooms()); len(ids) != 1 || ids[0] != p.idOf("rtc_telnyx_room.it") {
		t.Errorf("there are %v\n%s", ids, output)
	}
	if _, err := os.Stat(filepath.Join(p.folder, "terraform.tfstate")); err != nil {
		t.Error(err)
	}
	p.unchanged()
}
