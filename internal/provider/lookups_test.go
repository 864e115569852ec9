package provider_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// What moves while a list is read is in it once, and what was there is not missed.
func TestLookupsOfListsThatMove(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{MaxPerPage: 10})
	ids := w.SeedParticipants(25)
	w.OnCall(func(op simulator.Operation) {
		switch w.Calls(op) {
		case 2:
			w.SeedParticipants(1)
		case 3:
			w.Remove(ids[24])
		}
	})
	p := newProject(t, w, `
data "rtc_cloudflare_participants" "it" {
  app_id     = "`+simulator.AppID+`"
  meeting_id = "`+simulator.MeetingID+`"
}
locals {
  ids = data.rtc_cloudflare_participants.it.participants[*].id
}
output "count" {
  value = length(local.ids)
}
output "distinct" {
  value = length(distinct(local.ids))
}
output "missed" {
  value = length(setsubtract(["`+strings.Join(ids[:24], `", "`)+`"], local.ids))
}`)
	p.run("apply", "-auto-approve")
	for name, want := range map[string]json.Number{"count": "28", "distinct": "28", "missed": "0"} {
		if got := p.state().Outputs[name].Value; got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

// A lookup that depends on what is only known after apply waits for it, and so does the token that depends on the lookup.
func TestTokensWaitForUnknownLookups(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	unknown := strings.NewReplacer(`"stand-up"`, "terraform_data.titles.output.meeting", `"support"`, "terraform_data.titles.output.room").Replace(byName)
	p := newProject(t, w, unknown, `
resource "terraform_data" "titles" {
  input = { meeting = "stand-up", room = "support" }
}
ephemeral "rtc_cloudflare_participant_token" "it" {
  app_id         = data.rtc_cloudflare_app.it.id
  meeting_id     = data.rtc_cloudflare_meeting.it.id
  participant_id = data.rtc_cloudflare_participant.it.id
}
ephemeral "rtc_telnyx_room_client_token" "it" {
  room_id = data.rtc_telnyx_room.it.id
}
resource "terraform_data" "consumer" {
  provisioner "local-exec" {
    command = "test -n \"$PARTICIPANT\" && test -n \"$ROOM\""
    environment = {
      PARTICIPANT = ephemeral.rtc_cloudflare_participant_token.it.token
      ROOM        = ephemeral.rtc_telnyx_room_client_token.it.token
    }
  }
}`)
	p.run("plan", "-out=saved.tfplan")
	if difference := cmp.Diff(calls{simulator.GetApps: 1}, w.AllCalls()); difference != "" {
		t.Errorf("the plan called (-want +got):\n%s", difference)
	}
	p.run("apply", "saved.tfplan")
	if got := len(w.Tokens()); got != 3 { // the room's comes with a refresh token
		t.Errorf("apply minted %d tokens, want 3", got)
	}
}

// What the vendor sends of a recording's secrets reaches neither state nor plan.
func TestLookupsLeaveSecretsOut(t *testing.T) {
	t.Parallel()
	const canary = "canary-7f3a9c"
	w := newWorld(t, simulator.Options{})
	w.AddMeeting(simulator.Meeting{ID: simulator.MeetingID, Title: "stand-up", RecordingConfig: map[string]any{
		"live_streaming_config": map[string]any{"rtmp_url": "rtmp://live.example.com/" + canary},
		"storage_config": map[string]any{
			"type": "sftp", "bucket": "b", "region": "r", "path": "p", "host": "h", "port": 22, "username": "u", "auth_method": "KEY",
			"access_key": canary, "secret": canary, "password": canary, "private_key": canary,
		},
		"realtimekit_bucket_config": map[string]any{"enabled": false},
		"video_config": map[string]any{"watermark": map[string]any{
			"position": "left top", "url": "https://example.com/logo.png", "size": map[string]any{"width": 10, "height": 20},
		}},
	}})
	p := newProject(t, w, byName, `
data "rtc_cloudflare_meetings" "it" {
  app_id = "`+simulator.AppID+`"
}
output "shown" {
  value = join(" ", [
    jsonencode(data.rtc_cloudflare_meeting.it.recording_config.storage_config),
    jsonencode(data.rtc_cloudflare_meeting.it.recording_config.video_config.watermark),
    jsonencode(data.rtc_cloudflare_meeting.it.recording_config.realtimekit_bucket_config),
  ])
}`)
	output := p.run("plan", "-out=saved.tfplan") + p.run("apply", "saved.tfplan") + p.run("show", "-json")
	if strings.Contains(output, canary) {
		t.Error("a secret is printed")
	}
	for name, content := range p.files() {
		if strings.Contains(content, canary) {
			t.Errorf("a secret is in %s", name)
		}
	}
	want := `{"auth_method":"KEY","bucket":"b","host":"h","path":"p","port":22,"region":"r","type":"sftp","username":"u"} ` +
		`{"position":"left top","size":{"height":20,"width":10},"url":"https://example.com/logo.png"} {"enabled":false}`
	if got := p.state().Outputs["shown"].Value; got != want {
		t.Errorf("shown is %s\nwant %s", got, want)
	}
}

func TestSessionsOfARoom(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	w.FailAlways(simulator.ViewRoom, simulator.Answer(200, `{"data":{"id":"`+simulator.RoomID+`","sessions":[{
  "id":"s","record_type":"room_session","room_id":"r","active":false,"created_at":"2025-03-13T11:30:15+02:00",
  "updated_at":"2025-03-13T09:30:15.5Z","ended_at":"2025-03-13T09:31:15Z","participants":[{
    "id":"p","record_type":"room_participant","session_id":"s","context":"Alice","joined_at":"2025-03-13T09:30:15Z","left_at":null}]}]}}`))
	got, said := w.newSession(t, nil).read(t.Context(), "rtc_telnyx_room", object{"id": simulator.RoomID, "include_sessions": true})
	must(t, said)
	sessions := knownvalue.ListExact([]knownvalue.Check{members(shape{
		"id": text("s"), "record_type": text("room_session"), "room_id": text("r"), "active": truth(false),
		"created_at": text("2025-03-13T09:30:15Z"), "updated_at": text("2025-03-13T09:30:15.5Z"), "ended_at": text("2025-03-13T09:31:15Z"),
		"participants": knownvalue.ListExact([]knownvalue.Check{members(shape{
			"id": text("p"), "record_type": text("room_participant"), "session_id": text("s"), "context": text("Alice"),
			"joined_at": text("2025-03-13T09:30:15Z"), "updated_at": null(), "left_at": null(),
		})}),
	})})
	if err := sessions.CheckValue(got["sessions"]); err != nil || got["unique_name"] != nil {
		t.Errorf("%v, unique_name is %v", err, got["unique_name"])
	}
	for _, call := range w.Log() {
		if call.Query != "include_sessions=true" {
			t.Errorf("asked for %q", call.Query)
		}
	}
}

// A time that cannot be read is null, and nothing else is lost for it, in lookups and lists alike.
func TestLookupsOfTimesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, times := range []simulator.Times{simulator.TimesWithoutZone, simulator.TimesUnreadable} {
		for _, one := range entered(t) {
			if one.kind.name != "data" && one.kind.name != "list" || strings.Contains(one.name, "_token") {
				continue
			}
			for name, at := range one.timesOf(t, times) {
				if seen[name] = true; at != nil {
					t.Errorf("%s: %s is %v", one, name, at)
				}
			}
		}
	}
	for _, name := range []string{"created_at", "updated_at", "started_at"} {
		if !seen[name] {
			t.Errorf("no %s was seen", name)
		}
	}
}

// timesOf are the times in what a type returns where the vendor writes them so.
func (one typeOfKind) timesOf(t *testing.T, times simulator.Times) object {
	t.Helper()
	w := newWorld(t, simulator.Options{Questions: simulator.Questions{Times: times}})
	found, problems := w.newSession(t, nil).returned(t.Context(), one, w.prepare(t, one, one.returns[0].content), true)
	if failed(problems) {
		t.Errorf("%s: %s", one, written(problems))
	}
	return timesIn(found)
}

// timesIn are the times in a value, by their names: one that is not null, if there is one.
func timesIn(value any) object {
	all := object{}
	add := func(times object) {
		for name, at := range times {
			if all[name] == nil {
				all[name] = at
			}
		}
	}
	switch value := value.(type) {
	case object:
		for name, member := range value {
			if strings.HasSuffix(name, "_at") {
				add(object{name: member})
			} else {
				add(timesIn(member))
			}
		}
	case []any:
		for _, element := range value {
			add(timesIn(element))
		}
	}
	return all
}
