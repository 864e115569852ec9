package simulator_test

import (
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

const ownApp = "14a396e7ca444937bf1f050a69118543" // the form that the documents call for

func TestWorld(t *testing.T) {
	t.Parallel()
	world, err := simulator.ReadWorld(strings.NewReader(`{
		"apps": [{"id": "` + ownApp + `", "name": "mine"}],
		"presets": [{"name": "captain"}, {"id": "99999999-0000-4000-8000-000000000000", "name": "group_call_host"}],
		"meetings": [{"title": "first", "status": "INACTIVE", "session_keep_alive_time_in_secs": 90, "ai_config": {"transcription": {}}}],
		"participants": [{"custom_participant_id": "bot", "preset_name": "captain", "name": "Bot"}],
		"webhooks": [{"name": "hook", "url": "https://a.example", "events": ["meeting.ended"], "enabled": false}],
		"rooms": [{"unique_name": "one", "max_participants": 3, "webhook_timeout_secs": 5}, {"unique_name": "two"}]
	}`))
	if err != nil {
		t.Fatal(err)
	}
	s := start(t, simulator.Options{World: &world})
	meetings := callCloudflare(t, s, "GET", kitPath+"/"+ownApp+"/meetings")
	want(t, "meetings", meetings.at("paging.total_count"), any(1.0))
	want(t, "title", meetings.text("data.0.title"), "first")
	want(t, "status", meetings.text("data.0.status"), "INACTIVE")
	want(t, "keep-alive", meetings.at("data.0.session_keep_alive_time_in_secs"), any(90.0))
	participants := callCloudflare(t, s, "GET", kitPath+"/"+ownApp+"/meetings/"+meetings.text("data.0.id")+"/participants")
	want(t, "participant", participants.text("data.0.preset_name"), "captain")
	presets := callCloudflare(t, s, "GET", kitPath+"/"+ownApp+"/presets")
	want(t, "presets", presets.at("paging.total_count"), any(5.0))
	want(t, "a preset of one's own id", strings.Contains(presets.body, "99999999-0000"), true)
	webhooks := callCloudflare(t, s, "GET", kitPath+"/"+ownApp+"/webhooks")
	want(t, "webhook", webhooks.text("data.0.name"), "hook")
	want(t, "its state", webhooks.at("data.0.enabled"), any(false))
	rooms := callTelnyx(t, s, "GET", "/rooms", "")
	want(t, "rooms", strings.Join(rooms.list("unique_name"), " "), "two one")
	want(t, "timeout", rooms.at("data.1.webhook_timeout_secs"), any(5.0))
}

func TestInvalidWorlds(t *testing.T) {
	t.Parallel()
	const app, meeting = `"apps":[{"name":"a"}]`, `"meetings":[{"title":"m"}]`
	for text, complaint := range map[string]string{
		``:                                    "EOF",
		`{} {}`:                               "more than one JSON value",
		strings.Repeat(" ", 4<<20) + `{}`:     "more than 4 MiB",
		`{"room":[]}`:                         `unknown field "room"`,
		`{"rooms":[{"nam":""}]}`:              `unknown field "nam"`,
		`{"apps":[{"id":"x"}]}`:               `apps[0]: id "x" is not of the vendor's form`,
		`{"rooms":[{"id":"` + ownApp + `"}]}`: "rooms[0]: id",
		`{"meetings":[{"title":"m"}]}`:        "meetings[0]: app_id is missing",
		`{"apps":[{},{}],` + meeting + `}`:    "meetings[0]: app_id is missing",
		`{` + app + `,"meetings":[{"app_id":"` + ownApp + `"}]}`:                                                     "is not in this file",
		`{` + app + `,"meetings":[{"status":"OPEN"}]}`:                                                               "neither ACTIVE nor INACTIVE",
		`{` + app + `,"meetings":[{"session_keep_alive_time_in_secs":5}]}`:                                           "is not between 60 and 600",
		`{` + app + `,"presets":[{"name":"p"},{"name":"p"}]}`:                                                        `presets[1]: name "p" is there twice`,
		`{"participants":[{"custom_participant_id":"c"}]}`:                                                           "participants[0]: meeting_id is missing",
		`{` + app + `,` + meeting + `,"participants":[{"custom_participant_id":"c"},{"custom_participant_id":"c"}]}`: `custom_participant_id "c" is there twice`,
		`{` + app + `,` + meeting + `,"participants":[{"picture":"me.png"}]}`:                                        "is not a URL",
		`{` + app + `,"webhooks":[{"name":"n","url":"here","events":["e.f"]}]}`:                                      "is not a URL",
		`{` + app + `,"webhooks":[{"name":"n","url":"https://a.example"}]}`:                                          "name, url and events are required",
		`{"webhooks":[{"name":"n","url":"https://a.example","events":["e.f"]}]}`:                                     "webhooks[0]: app_id is missing",
		`{"rooms":[{"unique_name":"r"},{"unique_name":"r"}]}`:                                                        `rooms[1]: unique_name "r" is there twice`,
		`{"rooms":[{"max_participants":51}]}`:                                                                        "is not between 2 and 50",
		`{"rooms":[{"webhook_event_url":"here"}]}`:                                                                   "webhook_event_url",
		`{"rooms":[{"webhook_timeout_secs":31}]}`:                                                                    "is not between 0 and 30",
		`{"rooms":[{"id":"` + simulator.RoomID + `"},{"id":"` + strings.ToUpper(simulator.RoomID) + `"}]}`:           "is there twice",
	} {
		_, err := simulator.ReadWorld(strings.NewReader(text))
		if err == nil || !strings.Contains(err.Error(), complaint) {
			t.Errorf("%s: got %v, want %q", text, err, complaint)
		}
	}
}
