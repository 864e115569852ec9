package provider_test

import (
	"maps"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// byName finds everything that the simulator has at first by its name, one thing from the other.
const byName = `
data "rtc_cloudflare_app" "it" {
  name = "video"
}
data "rtc_cloudflare_meeting" "it" {
  app_id = data.rtc_cloudflare_app.it.id
  title  = "stand-up"
}
data "rtc_cloudflare_participant" "it" {
  app_id                = data.rtc_cloudflare_app.it.id
  meeting_id            = data.rtc_cloudflare_meeting.it.id
  custom_participant_id = "recorder"
}
data "rtc_telnyx_room" "it" {
  unique_name = "support"
}
`

// byID finds the same, and things that have as little as possible.
const byID = `
data "rtc_cloudflare_app" "same" {
  id = "` + simulator.AppID + `"
}
data "rtc_cloudflare_meeting" "same" {
  app_id = "` + simulator.AppID + `"
  id     = "` + simulator.MeetingID + `"
}
data "rtc_cloudflare_participant" "same" {
  account_id = "` + simulator.AccountID + `"
  app_id     = "` + simulator.AppID + `"
  meeting_id = "` + simulator.MeetingID + `"
  id         = "` + simulator.ParticipantID + `"
}
data "rtc_telnyx_room" "same" {
  id = "` + simulator.RoomID + `"
}
`

const bare = `
data "rtc_cloudflare_meeting" "bare" {
  app_id = "` + simulator.AppID + `"
  id     = "BBB39A50-7F6E-4B02-8C41-E5D2063FB817"
}
data "rtc_cloudflare_participant" "bare" {
  app_id                = "` + simulator.AppID + `"
  meeting_id            = "` + simulator.MeetingID + `"
  custom_participant_id = "nameless"
}
data "rtc_telnyx_room" "bare" {
  unique_name      = "quiet"
  include_sessions = true
}
`

type shape = map[string]knownvalue.Check

// Shorter names, since there are many of them below.
func text(value string) knownvalue.Check  { return knownvalue.StringExact(value) }
func number(value int64) knownvalue.Check { return knownvalue.Int64Exact(value) }
func truth(value bool) knownvalue.Check   { return knownvalue.Bool(value) }
func members(of shape) knownvalue.Check   { return knownvalue.ObjectExact(of) }
func null() knownvalue.Check              { return knownvalue.Null() }

func standUp() shape {
	return shape{
		"id": text(simulator.MeetingID), "title": text("stand-up"), "status": text("ACTIVE"),
		"persist_chat": truth(false), "record_on_start": truth(true), "live_stream_on_start": truth(false),
		"summarize_on_end": truth(false), "transcribe_on_end": truth(true), "session_keep_alive_time_in_secs": number(120),
		"recording_config": members(shape{
			"max_seconds": number(3600), "file_name_prefix": text("stand-up-"), "storage_config": null(), "realtimekit_bucket_config": null(),
			"audio_config": members(shape{"channel": text("stereo"), "codec": text("AAC"), "export_file": truth(true)}),
			"video_config": members(shape{
				"codec": text("H264"), "width": number(1280), "height": number(720), "export_file": truth(true), "watermark": null(),
			}),
		}),
		"created_at": text("2025-03-03T09:30:15.954Z"), "updated_at": text("2025-03-20T09:30:15.954Z"),
	}
}

func recorder() shape {
	return shape{
		"id": text(simulator.ParticipantID), "custom_participant_id": text("recorder"), "preset_name": text("group_call_host"),
		"name": text("Recorder"), "picture": text("https://example.com/recorder.png"),
		"created_at": text("2025-03-09T09:30:15.954Z"), "updated_at": text("2025-03-21T09:30:15.954Z"),
	}
}

func video() shape {
	return shape{"id": text(simulator.AppID), "name": text("video"), "created_at": text("2025-03-01T09:30:15.954Z")}
}

func support() shape {
	return shape{
		"id": text(simulator.RoomID), "record_type": text("room"), "unique_name": text("support"), "max_participants": number(50),
		"enable_recording": truth(true), "webhook_event_url": text("https://example.com/hook"),
		"webhook_event_failover_url": text("https://failover.example.com/hook"), "webhook_timeout_secs": number(25),
		"active_session_id": text("7d4e8a13-5c9b-4f60-b2e7-18c3d6f5a094"), "sessions": null(),
		"created_at": text("2025-03-13T09:30:15.954863Z"), "updated_at": text("2025-03-22T09:30:15.954863Z"),
	}
}

func TestLookupsOfOneThing(t *testing.T) {
	t.Parallel()
	checks := []statecheck.StateCheck{}
	expect := func(address string, want shape) {
		for attribute, check := range want {
			checks = append(checks, statecheck.ExpectKnownValue("data."+address, tfjsonpath.New(attribute), check))
		}
	}
	in := shape{"account_id": text(simulator.AccountID)}
	for _, label := range []string{"it", "same"} {
		expect("rtc_cloudflare_app."+label, video())
		expect("rtc_cloudflare_app."+label, in)
		expect("rtc_cloudflare_meeting."+label, standUp())
		expect("rtc_cloudflare_meeting."+label, in)
		expect("rtc_cloudflare_meeting."+label, shape{"ai_config": members(shape{
			"summarization": members(shape{"summary_type": text("daily_standup"), "text_format": text("markdown"), "word_limit": number(500)}),
			"transcription": members(shape{
				"keywords": knownvalue.ListExact([]knownvalue.Check{text("sprint")}), "language": text("en-US"), "profanity_filter": truth(false),
			}),
		})})
		expect("rtc_cloudflare_participant."+label, recorder())
		expect("rtc_cloudflare_participant."+label, in)
		expect("rtc_telnyx_room."+label, support())
	}
	expect("rtc_cloudflare_meeting.bare", shape{
		"id": text("bbb39a50-7f6e-4b02-8c41-e5d2063fb817"), "title": null(), "recording_config": null(), "ai_config": null(),
	})
	expect("rtc_cloudflare_participant.bare", shape{"name": null(), "picture": null()})
	expect("rtc_telnyx_room.bare", shape{
		"webhook_event_url": null(), "webhook_event_failover_url": text(""), "webhook_timeout_secs": null(),
		"active_session_id": null(), "sessions": knownvalue.ListExact(nil),
	})
	newWorld(t, simulator.Options{}).test(t, resource.TestStep{Config: config(byName, byID, bare), ConfigStateChecks: checks})
}

func TestLookupsOfLists(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{MaxPerPage: 2})
	scope := "  app_id = \"" + simulator.AppID + "\"\n"
	blocks := `
data "rtc_cloudflare_apps" "it" {}
data "rtc_cloudflare_meetings" "all" {` + "\n" + scope + `}
data "rtc_cloudflare_meetings" "retro" {` + "\n" + scope + `  search = "retro"
  status = "ACTIVE"
}
data "rtc_cloudflare_meetings" "closed" {` + "\n" + scope + `  status = "INACTIVE"
}
data "rtc_cloudflare_meetings" "none" {` + "\n" + scope + `  search = "nothing like it"
}
data "rtc_cloudflare_participants" "it" {` + "\n" + scope + `  meeting_id = "` + simulator.MeetingID + `"
}
data "rtc_telnyx_rooms" "it" {}
data "rtc_telnyx_rooms" "sales" {
  unique_name = "sales"
}
data "rtc_telnyx_rooms" "none" {
  unique_name = "sale"
}
`
	checks := []statecheck.StateCheck{}
	for address, names := range map[string]string{
		"rtc_cloudflare_apps.it apps.name":                                  "webinars video",
		"rtc_cloudflare_meetings.all meetings.title":                        "null all-hands retro retro stand-up",
		"rtc_cloudflare_meetings.retro meetings.title":                      "retro retro",
		"rtc_cloudflare_meetings.closed meetings.title":                     "all-hands",
		"rtc_cloudflare_meetings.none meetings.title":                       "",
		"rtc_cloudflare_participants.it participants.custom_participant_id": "nameless transcriber recorder",
		"rtc_telnyx_rooms.it rooms.unique_name":                             "quiet sales support",
		"rtc_telnyx_rooms.sales rooms.unique_name":                          "sales",
		"rtc_telnyx_rooms.none rooms.unique_name":                           "",
	} {
		words := regexp.MustCompile(`[ .]`).Split(address, -1)
		var want []knownvalue.Check
		for name := range strings.FieldsSeq(names) {
			value := text(name)
			if name == "null" {
				value = null()
			}
			want = append(want, knownvalue.ObjectPartial(shape{words[3]: value}))
		}
		checks = append(checks, statecheck.ExpectKnownValue("data."+words[0]+"."+words[1], tfjsonpath.New(words[2]), knownvalue.ListExact(want)))
	}
	last := func(address, list string, index int, want shape) {
		checks = append(checks, statecheck.ExpectKnownValue("data."+address, tfjsonpath.New(list).AtSliceIndex(index), members(want)))
	}
	last("rtc_cloudflare_apps.it", "apps", 1, video())
	last("rtc_cloudflare_meetings.all", "meetings", 4, standUp())
	last("rtc_cloudflare_participants.it", "participants", 2, recorder())
	last("rtc_telnyx_rooms.it", "rooms", 2, support())
	w.test(t, resource.TestStep{Config: config(blocks), ConfigStateChecks: checks})
}

// By its id a thing is asked for alone; by another key it is searched with what the vendor offers.
func TestLookupsCallNoMoreThanTheyNeed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		blocks string
		want   map[simulator.Operation]int
		query  string
	}{
		"by name": {byName, map[simulator.Operation]int{
			simulator.GetApps: 1, simulator.GetAllMeetings: 1, simulator.GetMeeting: 1,
			simulator.GetMeetingParticipants: 1, simulator.ListRooms: 1,
		}, "page_no=1&per_page=100&search=video page_no=1&per_page=100&search=stand-up filter%5Bunique_name%5D=support"},
		"by id": {byID, map[simulator.Operation]int{
			simulator.GetApp: 1, simulator.GetMeeting: 1, simulator.GetMeetingParticipant: 1, simulator.ViewRoom: 1,
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{})
			newProject(t, w, c.blocks).run("plan")
			if got := w.AllCalls(); !maps.Equal(got, c.want) {
				t.Errorf("called %v, want %v", got, c.want)
			}
			var queries []string
			for _, call := range w.Log() {
				queries = append(queries, call.Query)
			}
			for want := range strings.FieldsSeq(c.query) {
				if !strings.Contains(strings.Join(queries, " "), want) {
					t.Errorf("no query %s in %q", want, queries)
				}
			}
		})
	}
}

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
	for name, want := range map[string]string{"count": "28", "distinct": "28", "missed": "0"} {
		if got := strings.TrimSpace(p.run("output", "-raw", name)); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
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
	if got := w.AllCalls(); !maps.Equal(got, map[simulator.Operation]int{simulator.GetApps: 1}) {
		t.Errorf("the plan called %v", got)
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
	if got := p.run("output", "-raw", "shown"); got != want {
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
	w.test(t, resource.TestStep{
		Config: config(block("data", "rtc_telnyx_room", "id = \""+simulator.RoomID+"\"\n  include_sessions = true")),
		ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("data.rtc_telnyx_room.it", tfjsonpath.New("unique_name"), null()),
			statecheck.ExpectKnownValue("data.rtc_telnyx_room.it", tfjsonpath.New("sessions"), knownvalue.ListExact([]knownvalue.Check{members(shape{
				"id": text("s"), "record_type": text("room_session"), "room_id": text("r"), "active": truth(false),
				"created_at": text("2025-03-13T09:30:15Z"), "updated_at": text("2025-03-13T09:30:15.5Z"), "ended_at": text("2025-03-13T09:31:15Z"),
				"participants": knownvalue.ListExact([]knownvalue.Check{members(shape{
					"id": text("p"), "record_type": text("room_participant"), "session_id": text("s"), "context": text("Alice"),
					"joined_at": text("2025-03-13T09:30:15Z"), "updated_at": null(), "left_at": null(),
				})}),
			})})),
		},
	})
	for _, call := range w.Log() {
		if call.Query != "include_sessions=true" {
			t.Errorf("asked for %q", call.Query)
		}
	}
}
