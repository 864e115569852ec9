package provider_test

import (
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// An import gives the state that creating gave, with or without the account, in whichever letters.
func TestImportByString(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		w := newWorld(t, simulator.Options{})
		content := altered(k.least, k.most)
		m := w.managedIn(t, k.typeName)
		must(t, m.apply(content))
		id := importID(k, m)
		ids := []string{id, strings.ToUpper(id), " " + strings.ReplaceAll(id, "/", " / ") + "\n"}
		if k.typeName != roomResource {
			ids = append(ids, simulator.AccountID+"/"+id)
		}
		for _, one := range ids {
			imported := w.managedIn(t, k.typeName)
			must(t, imported.importAs(one))
			if !imported.state.Equal(m.state) || !imported.identityValue().Equal(m.identityValue()) {
				t.Errorf("%q: %s\nis not %s", one, imported.state, m.state)
			}
			imported.settled(content)
		}
	})
}

// What is no import ID is refused before anything is sent.
func TestImportWithAWrongString(t *testing.T) {
	t.Parallel()
	const uuid = simulator.MeetingID
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		w := newWorld(t, simulator.Options{})
		for _, wrong := range []string{
			"kitchen", "/", uuid + "/", "//" + uuid, uuid + "/" + uuid + "/" + uuid + "/" + uuid + "/" + uuid, simulator.AccountID + "/x/" + uuid,
			"x/" + uuid + "/" + uuid + "/" + uuid, uuid + "//" + uuid,
		} {
			problems := w.managedIn(t, k.typeName).importAs(wrong)
			if !failed(problems) || problems[0].Summary != "Invalid import ID" {
				t.Errorf("%q: %s", wrong, written(problems))
			}
			contains(t, written(problems), k.importForm)
		}
		if calls := w.Calls(simulator.AnyOperation); calls > 0 {
			t.Errorf("%d requests were sent", calls)
		}
	})
}

// Without an account in the import ID there has to be one in the provider block.
func TestImportWithoutAnAccount(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	delete(w.env, "CLOUDFLARE_ACCOUNT_ID")
	id := simulator.AppID + "/" + simulator.MeetingID
	contains(t, written(w.managedIn(t, meetingResource).importAs(id)), "Not set: cloudflare.account_id")
	must(t, w.managedIn(t, meetingResource).importAs(simulator.AccountID+"/"+id))
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
	for _, wrong := range []string{"support", "00000000-0000-4000-8000-000000000000"} {
		if output, err := p.try("import", "-no-color", "rtc_telnyx_room.it", wrong); err == nil || p.stateOf("rtc_telnyx_room.it") != nil {
			t.Error(output)
		}
	}
	p.run("import", "rtc_telnyx_room.it", simulator.RoomID)
	p.run("import", "rtc_cloudflare_meeting.it", simulator.AppID+"/"+simulator.MeetingID)
	if p.idOf("rtc_telnyx_room.it") != simulator.RoomID || p.stateOf("rtc_cloudflare_meeting.it")["title"] != "stand-up" {
		t.Errorf("%v", p.stateOf("rtc_cloudflare_meeting.it"))
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
