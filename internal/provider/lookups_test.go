package provider_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
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

// Where things are that the simulator has at first.
func inAccount() object { return object{"account_id": simulator.AccountID} }
func inApp() object     { return object{"app_id": simulator.AppID} }
func inMeeting() object { return merged(inApp(), object{"meeting_id": simulator.MeetingID}) }

type calls = map[simulator.Operation]int

func lookupTypes() []typeCase {
	return []typeCase{appType(), appsType(), meetingType(), meetingsType(), participantLookupType(), participantsType(), roomLookupType(), roomsType()}
}

func data() []string { return []string{"data"} }

func found(things ...shape) shape {
	all := shape{}
	for _, one := range things {
		maps.Copy(all, one)
	}
	return all
}

// listOf is a list whose things have these names; the last one is known whole.
func listOf(list, key string, last shape, names ...string) shape {
	items := make([]knownvalue.Check, len(names))
	for i, name := range names {
		items[i] = knownvalue.ObjectPartial(shape{key: text(name)})
		if name == "null" {
			items[i] = knownvalue.ObjectPartial(shape{key: null()})
		}
	}
	if last != nil {
		items[len(items)-1] = members(last)
	}
	return shape{list: knownvalue.ListExact(items)}
}

func appType() typeCase {
	in := shape{"account_id": text(simulator.AccountID)}
	return typeCase{
		kinds: data(), name: "rtc_cloudflare_app", examples: map[string]outcome{"data": {}},
		returns: []useCase{
			{object{"name": "video"}, found(in, video()), calls{simulator.GetApps: 1}, "page_no=1&per_page=100&search=video"},
			{merged(inAccount(), object{"id": simulator.AppID}), found(in, video()), calls{simulator.GetApp: 1}, ""},
		},
		refuses: []refusal{{object{"id": "stand-up", "name": nil}, "it must be an app id"}},
		finds: &finding{key: "name", none: "Video",
			saysNone: `0 apps have exactly this name. Others compared with it, 1: id = "` + simulator.AppID + `", name = "video", created_at = "2025-03-01T09:30:15.954Z"`,
			add:      func(w *world) { w.AddApp(simulator.App{ID: "5c3f1b9e-0000-4e57-9a0c-2f8b7d614e90", Name: "video"}) },
			saysSeveral: []string{`id = "5c3f1b9e-0000-4e57-9a0c-2f8b7d614e90", name = "video", created_at = `,
				`id = "` + simulator.AppID + `", name = "video", created_at = "2025-03-01T09:30:15.954Z"`}},
	}
}

func appsType() typeCase {
	return typeCase{
		kinds: data(), name: "rtc_cloudflare_apps", examples: map[string]outcome{"data": {}},
		returns: []useCase{{object{}, listOf("apps", "name", video(), "webinars", "video"), calls{simulator.GetApps: 1}, "page_no=1&per_page=100"}},
	}
}

func meetingType() typeCase {
	whole := found(shape{"account_id": text(simulator.AccountID), "ai_config": members(shape{
		"summarization": members(shape{"summary_type": text("daily_standup"), "text_format": text("markdown"), "word_limit": number(500)}),
		"transcription": members(shape{
			"keywords": knownvalue.ListExact([]knownvalue.Check{text("sprint")}), "language": text("en-US"), "profanity_filter": truth(false),
		}),
	})}, standUp())
	const bare = "bbb39a50-7f6e-4b02-8c41-e5d2063fb817"
	return typeCase{
		kinds: data(), name: "rtc_cloudflare_meeting", examples: map[string]outcome{"data": {}}, alone: []string{"ai_config"},
		returns: []useCase{
			{merged(inApp(), object{"title": "stand-up"}), whole, calls{simulator.GetAllMeetings: 1, simulator.GetMeeting: 1}, "page_no=1&per_page=100&search=stand-up"},
			{merged(inApp(), object{"id": simulator.MeetingID}), whole, calls{simulator.GetMeeting: 1}, ""},
			{merged(inApp(), object{"id": strings.ToUpper(bare)}), shape{"id": text(bare), "title": null(), "recording_config": null(), "ai_config": null()},
				calls{simulator.GetMeeting: 1}, ""},
		},
		finds: &finding{key: "title", none: "tand",
			saysNone: `0 meetings have exactly this title. Others compared with it, 1: id = "` + simulator.MeetingID + `", title = "stand-up", status = "ACTIVE"`,
			add: func(w *world) {
				w.AddMeeting(simulator.Meeting{ID: "bbb00000-0000-4000-8000-000000000000", Title: "stand-up"})
				w.AddMeeting(simulator.Meeting{ID: "bbb00000-0000-4000-8000-000000000001", Title: "stand-up", Status: "INACTIVE"})
			},
			saysSeveral: []string{`id = "` + simulator.MeetingID + `", title = "stand-up", status = "ACTIVE", created_at = "2025-03-03T09:30:15.954Z", updated_at = `,
				`id = "bbb00000-0000-4000-8000-000000000001", title = "stand-up", status = "INACTIVE"`}},
	}
}

func meetingsType() typeCase {
	list := func(narrowed object, query string, last shape, names ...string) useCase {
		return useCase{merged(inApp(), narrowed), listOf("meetings", "title", last, names...), calls{simulator.GetAllMeetings: 1}, query}
	}
	return typeCase{
		kinds: data(), name: "rtc_cloudflare_meetings", examples: map[string]outcome{"data": {}},
		returns: []useCase{
			list(nil, "page_no=1&per_page=100", standUp(), "null", "all-hands", "retro", "retro", "stand-up"),
			list(object{"search": "retro", "status": "ACTIVE"}, "search=retro&status=ACTIVE", nil, "retro", "retro"),
			list(object{"status": "INACTIVE"}, "status=INACTIVE", nil, "all-hands"),
			list(object{"search": "nothing like it"}, "search=nothing+like+it", nil),
		},
		refuses: []refusal{{object{"status": "active"}, `Attribute status value must be one of: ["ACTIVE" "INACTIVE"]`}},
	}
}

func participantLookupType() typeCase {
	whole := found(shape{"account_id": text(simulator.AccountID)}, recorder())
	list := calls{simulator.GetMeetingParticipants: 1}
	return typeCase{
		kinds: data(), name: "rtc_cloudflare_participant", examples: map[string]outcome{"data": {applied: 1, joined: 1}},
		returns: []useCase{
			{merged(inMeeting(), object{"custom_participant_id": "recorder"}), whole, list, ""},
			{merged(inAccount(), inMeeting(), object{"id": simulator.ParticipantID}), whole, calls{simulator.GetMeetingParticipant: 1}, ""},
			{merged(inMeeting(), object{"custom_participant_id": "nameless"}), shape{"name": null(), "picture": null()}, list, ""},
		},
		finds: &finding{key: "custom_participant_id", none: "bot",
			saysNone: `0 participants have exactly this custom_participant_id. Others compared with it, 3: id = "`,
			add: func(w *world) {
				w.AddParticipant(simulator.Participant{ID: "aaa00000-0000-4000-8000-000000000000", CustomParticipantID: "recorder", PresetName: "guest"})
			},
			saysSeveral: []string{`id = "aaa00000-0000-4000-8000-000000000000", custom_participant_id = "recorder", name = null, preset_name = "guest"`}},
	}
}

func participantsType() typeCase {
	return typeCase{
		kinds: data(), name: "rtc_cloudflare_participants", examples: map[string]outcome{"data": {applied: 2, joined: 2}},
		returns: []useCase{{inMeeting(), listOf("participants", "custom_participant_id", recorder(), "nameless", "transcriber", "recorder"),
			calls{simulator.GetMeetingParticipants: 1}, "page_no=1&per_page=100"}},
	}
}

func roomLookupType() typeCase {
	return typeCase{
		kinds: data(), name: "rtc_telnyx_room", examples: map[string]outcome{"data": {applied: 1, joined: 1}},
		returns: []useCase{
			{object{"unique_name": "support"}, support(), calls{simulator.ListRooms: 1}, "filter%5Bunique_name%5D=support"},
			{object{"id": simulator.RoomID}, support(), calls{simulator.ViewRoom: 1}, "include_sessions=false"},
			{object{"unique_name": "quiet", "include_sessions": true}, shape{
				"webhook_event_url": null(), "webhook_event_failover_url": text(""), "webhook_timeout_secs": null(),
				"active_session_id": null(), "sessions": knownvalue.ListExact(nil),
			}, calls{simulator.ListRooms: 1}, "include_sessions=true"},
		},
		finds: &finding{key: "unique_name", none: "supports",
			saysNone: `0 rooms have exactly this unique_name. The vendor gave no others. What to do: correct the unique_name`,
			add: func(w *world) {
				w.AddRoom(simulator.Room{ID: "0ccc0000-0000-4000-8000-000000000000", UniqueName: "support"})
			},
			saysSeveral: []string{`id = "` + simulator.RoomID + `", unique_name = "support", created_at = "2025-03-13T09:30:15.954863Z"`}},
	}
}

func roomsType() typeCase {
	list := func(narrowed object, query string, last shape, names ...string) useCase {
		return useCase{narrowed, listOf("rooms", "unique_name", last, names...), calls{simulator.ListRooms: 1}, query}
	}
	return typeCase{
		kinds: data(), name: "rtc_telnyx_rooms", examples: map[string]outcome{"data": {}}, any: "every name may be looked for",
		returns: []useCase{
			list(object{}, "page%5Bnumber%5D=1&page%5Bsize%5D=250", support(), "quiet", "sales", "support"),
			list(object{"unique_name": "sales"}, "filter%5Bunique_name%5D=sales", nil, "sales"),
			list(object{"unique_name": "sale"}, "filter%5Bunique_name%5D=sale", nil),
		},
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
