package simulator_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

const (
	participantsPath = meetingPath + "/participants"
	participantPath  = participantsPath + "/" + simulator.ParticipantID
)

func send(t testing.TB, s *simulator.Server, method, path, body string) response {
	t.Helper()
	return do(t, request(t, method, s.CloudflareURL()+path, simulator.CloudflareAPIToken, body))
}

func TestCloudflareCreatesMeeting(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	plain := send(t, s, "POST", appPath+"/meetings", `{"record_on_start":null}`)
	want(t, "status", plain.status, http.StatusCreated)
	want(t, "title by default", plain.at("data.title"), nil)
	want(t, "status by default", plain.text("data.status"), "ACTIVE")
	want(t, "chat by default", plain.at("data.persist_chat"), any(false))
	want(t, "keep-alive by default", plain.at("data.session_keep_alive_time_in_secs"), any(60.0))

	full := send(t, s, "POST", appPath+"/meetings", `{"title":"full","record_on_start":true,"live_stream_on_start":true,
		"persist_chat":true,"summarize_on_end":true,"transcribe_on_end":true,"session_keep_alive_time_in_secs":600,
		"ai_config":{"summarization":{"word_limit":150}},
		"recording_config":{"storage_config":{"type":"aws","bucket":"b","access_key":"a","secret":"s"}}}`)
	read := callCloudflare(t, s, "GET", appPath+"/meetings/"+full.text("data.id"))
	want(t, "read as created", read.body, full.body)
	for _, flag := range []string{"record_on_start", "live_stream_on_start", "persist_chat", "summarize_on_end", "transcribe_on_end"} {
		want(t, flag, read.at("data."+flag), any(true))
	}
	want(t, "keep-alive", read.at("data.session_keep_alive_time_in_secs"), any(600.0))
	want(t, "ai_config", read.at("data.ai_config.summarization.word_limit"), any(150.0))
	want(t, "bucket", read.text("data.recording_config.storage_config.bucket"), "b")
	want(t, "what cannot be read", read.at("data.recording_config.storage_config.secret"), nil)
	want(t, "the same title", send(t, s, "POST", appPath+"/meetings", `{"title":"full"}`).status, http.StatusCreated)
	want(t, "an empty title", send(t, s, "POST", appPath+"/meetings", `{"title":""}`).at("data.title"), any(""))
}

func TestCloudflareUpdatesMeeting(t *testing.T) {
	t.Parallel()
	clock, move := movable()
	s := start(t, simulator.Options{Now: clock})
	token := callCloudflare(t, s, "POST", mintPath).text("data.token")
	move(time.Minute)
	closed := send(t, s, "PATCH", meetingPath, `{"status":"INACTIVE"}`)
	want(t, "status", closed.status, http.StatusOK)
	want(t, "closed", closed.text("data.status"), "INACTIVE")
	want(t, "what was not sent", closed.text("data.title"), "stand-up")
	want(t, "what was not sent", closed.text("data.ai_config.summarization.summary_type"), "daily_standup")
	want(t, "created", closed.text("data.created_at"), "2025-03-03T09:30:15.954Z")
	want(t, "updated", closed.text("data.updated_at"), "2026-05-04T12:01:00.000Z")
	want(t, "read as updated", callCloudflare(t, s, "GET", meetingPath).body, closed.body)
	want(t, "nobody joins", join(t, s, token).status, http.StatusUnauthorized)
	want(t, "opened", send(t, s, "PATCH", meetingPath, `{"status":"ACTIVE","title":"daily"}`).text("data.title"), "daily")
	want(t, "the token works again", join(t, s, token).status, http.StatusOK)
}

func TestCloudflareAddsParticipant(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	added := send(t, s, "POST", participantsPath, `{"custom_participant_id":"bot","preset_name":"webinar_viewer","name":"","picture":"https://example.com/bot.png"}`)
	want(t, "status", added.status, http.StatusCreated)
	read := callCloudflare(t, s, "GET", participantsPath+"/"+added.text("data.id"))
	for _, field := range []string{"id", "custom_participant_id", "preset_name", "name", "picture", "created_at", "updated_at"} {
		want(t, field, read.at("data."+field), added.at("data."+field))
	}
	want(t, "an empty name", read.at("data.name"), any(""))
	want(t, "no token when read", read.at("data.token"), nil)
	want(t, "a token", s.Tokens()[0].Token, added.text("data.token"))
	want(t, "issued by", s.Tokens()[0].Operation, simulator.AddParticipant)
	in := join(t, s, added.text("data.token"))
	want(t, "joined as", in.text("participant"), added.text("data.id"))
	want(t, "joined with", in.text("preset"), "webinar_viewer")
	nameless := send(t, s, "POST", participantsPath, `{"custom_participant_id":"x","preset_name":"group_call_host","name":null}`)
	want(t, "no name", nameless.at("data.name"), nil)
}

func TestCloudflareEditsParticipant(t *testing.T) {
	t.Parallel()
	clock, move := movable()
	s := start(t, simulator.Options{Now: clock})
	old := callCloudflare(t, s, "POST", mintPath).text("data.token")
	move(time.Minute)
	edited := send(t, s, "PATCH", participantPath, `{"name":"Bot","picture":null,"preset_name":"webinar_presenter"}`)
	want(t, "status", edited.status, http.StatusOK)
	want(t, "name", edited.text("data.name"), "Bot")
	want(t, "picture", edited.at("data.picture"), nil)
	want(t, "preset", edited.text("data.preset_name"), "webinar_presenter")
	want(t, "custom id", edited.text("data.custom_participant_id"), "recorder")
	want(t, "updated", edited.text("data.updated_at"), "2026-05-04T12:01:00.000Z")
	want(t, "a token of", s.Tokens()[1].Operation, simulator.EditParticipant)
	want(t, "the new one's preset", join(t, s, edited.text("data.token")).text("preset"), "webinar_presenter")
	want(t, "the old one's preset", join(t, s, old).text("preset"), "group_call_host")
	want(t, "null for a preset", send(t, s, "PATCH", participantPath, `{"preset_name":null}`).text("data.preset_name"), "webinar_presenter")
	want(t, "nothing sent", send(t, s, "PATCH", participantPath, `{}`).text("data.name"), "Bot")
}

func TestCloudflareRefusesWrites(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	for _, c := range []struct {
		method, path, body string
		status             int
		names              string
	}{
		{"POST", appPath + "/meetings", ``, 400, ""},
		{"POST", appPath + "/meetings", `[]`, 400, "object"},
		{"POST", appPath + "/meetings", `{"title":7}`, 400, "title"},
		{"POST", appPath + "/meetings", `{"status":"INACTIVE"}`, 400, "status"},
		{"POST", appPath + "/meetings", `{"persist_chat":null}`, 400, "persist_chat"},
		{"POST", appPath + "/meetings", `{"session_keep_alive_time_in_secs":59}`, 400, "session_keep_alive_time_in_secs"},
		{"POST", appPath + "/meetings", `{"ai_config":{"words":1}}`, 400, "ai_config"},
		{"PATCH", meetingPath, `{"title":null}`, 400, "title"},
		{"PATCH", meetingPath, `{"record_on_start":null}`, 400, "record_on_start"},
		{"PATCH", meetingPath, `{"status":"CLOSED"}`, 400, "status"},
		{"PATCH", meetingPath, `{"session_keep_alive_time_in_secs":601}`, 400, "session_keep_alive_time_in_secs"},
		{"PATCH", meetingPath, `{"id":"x"}`, 400, "id"},
		{"PATCH", strings.Replace(meetingPath, simulator.MeetingID, "bbb99999-0000-4000-8000-000000000000", 1), `{}`, 404, "bbb99999"},
		{"POST", participantsPath, `{"preset_name":"group_call_host"}`, 400, "custom_participant_id"},
		{"POST", participantsPath, `{"custom_participant_id":"x"}`, 400, "preset_name"},
		{"POST", participantsPath, `{"custom_participant_id":"x","preset_name":"captain"}`, 400, "captain"},
		{"POST", participantsPath, `{"custom_participant_id":"x","preset_name":"group_call_host","picture":"me.png"}`, 400, "picture"},
		{"POST", participantsPath, `{"custom_participant_id":"recorder","preset_name":"group_call_host"}`, 409, "recorder"},
		{"PATCH", participantPath, `{"custom_participant_id":"x"}`, 400, "custom_participant_id"},
		{"PATCH", participantPath, `{"preset_name":"captain"}`, 400, "captain"},
		{"PATCH", participantsPath + "/aaa99999-0000-4000-8000-000000000000", `{}`, 404, "aaa99999"},
		{"POST", meetingPath + "/active-session/kick", `{"participant_ids":["x"]}`, 400, "custom_participant_ids"},
		{"POST", meetingPath + "/active-session/kick", `{"participant_ids":[],"custom_participant_ids":[]}`, 400, ""},
		{"POST", meetingPath + "/active-session/kick", `{"participant_ids":"x","custom_participant_ids":[]}`, 400, "participant_ids"},
		{"POST", meetingPath + "/active-session/kick-all", `{}`, 400, "body"},
		{"GET", appPath + "/presets?name=x", ``, 400, "name"},
	} {
		got := send(t, s, c.method, c.path, c.body)
		want(t, c.method+c.body, got.status, c.status)
		want(t, c.method+c.body, got.errorCode(), any(float64(c.status)))
		want(t, c.method+c.body+" says "+c.names, strings.Contains(got.text("error.message"), c.names), true)
	}
	want(t, "tokens", len(s.Tokens()), 0)
	want(t, "meetings", callCloudflare(t, s, "GET", appPath+"/meetings").at("paging.total_count"), any(5.0))
}

func TestPresets(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	first := "webinar_viewer webinar_presenter group_call_participant group_call_host"
	for path, names := range map[string]string{
		appPath + "/presets":                                      "group_call_guest " + first,
		appPath + "/presets?search=CALL":                          "group_call_guest group_call_participant group_call_host",
		appPath + "/presets?per_page=2&page_no=2":                 "webinar_presenter group_call_participant",
		kitPath + "/5c3f1b9e-6d2a-4e57-9a0c-2f8b7d614e90/presets": first,
	} {
		want(t, path, strings.Join(callCloudflare(t, s, "GET", path).list("name"), " "), names)
	}
	s.AddPreset(simulator.Preset{Name: "captain"})
	body := `{"custom_participant_id":"x","preset_name":"captain"}`
	want(t, "a preset of one's own", send(t, s, "POST", participantsPath, body).status, http.StatusCreated)
}

func TestQuestionsAboutParticipants(t *testing.T) {
	t.Parallel()
	on := func(q simulator.Questions) *simulator.Server { return start(t, simulator.Options{Questions: q}) }
	const again = `{"custom_participant_id":"recorder","preset_name":"webinar_viewer","name":"Second"}`
	total := func(s *simulator.Server) any {
		return callCloudflare(t, s, "GET", participantsPath).at("paging.total_count")
	}

	s := on(simulator.Questions{DuplicateParticipant: simulator.DuplicateAdded})
	added := send(t, s, "POST", participantsPath, again)
	want(t, "a second one", added.status, http.StatusCreated)
	want(t, "a second one", total(s), any(4.0))

	s = on(simulator.Questions{DuplicateParticipant: simulator.DuplicateReturned})
	same := send(t, s, "POST", participantsPath, again)
	want(t, "the same", same.text("data.id"), simulator.ParticipantID)
	want(t, "unchanged", same.text("data.name"), "Recorder")
	want(t, "with a token", join(t, s, same.text("data.token")).status, http.StatusOK)
	want(t, "the same", total(s), any(3.0))

	s = on(simulator.Questions{MissingParticipantStatus: 500})
	for _, method := range []string{"GET", "DELETE"} {
		missing := callCloudflare(t, s, method, participantsPath+"/aaa99999-0000-4000-8000-000000000000")
		want(t, "missing", missing.status, 500)
		want(t, "its code", missing.errorCode(), any(404.0))
	}

	s = on(simulator.Questions{ParticipantNullKeeps: true})
	kept := send(t, s, "PATCH", participantPath, `{"name":null,"picture":null}`)
	want(t, "name kept", kept.text("data.name"), "Recorder")
	want(t, "picture kept", kept.text("data.picture"), "https://example.com/recorder.png")

	s = on(simulator.Questions{UnknownPresetAccepted: true})
	want(t, "any preset", send(t, s, "POST", participantsPath, `{"custom_participant_id":"x","preset_name":"captain"}`).text("data.preset_name"), "captain")

	s = on(simulator.Questions{PresetChangeEndsTokens: true})
	old := callCloudflare(t, s, "POST", mintPath).text("data.token")
	want(t, "before", join(t, s, old).status, http.StatusOK)
	edited := send(t, s, "PATCH", participantPath, `{"preset_name":"webinar_viewer"}`)
	want(t, "after", join(t, s, old).status, http.StatusUnauthorized)
	want(t, "the new one", join(t, s, edited.text("data.token")).status, http.StatusOK)
}

func TestDeletedParticipantLingers(t *testing.T) {
	t.Parallel()
	clock, move := movable()
	s := start(t, simulator.Options{Now: clock, Questions: simulator.Questions{DeleteLag: time.Second}})
	again := `{"custom_participant_id":"recorder","preset_name":"group_call_host"}`
	callCloudflare(t, s, "DELETE", participantPath)
	want(t, "still read", callCloudflare(t, s, "GET", participantPath).status, http.StatusOK)
	want(t, "still listed", callCloudflare(t, s, "GET", participantsPath).at("paging.total_count"), any(3.0))
	want(t, "its id still taken", send(t, s, "POST", participantsPath, again).status, http.StatusConflict)
	want(t, "mints no more", callCloudflare(t, s, "POST", mintPath).status, http.StatusNotFound)
	move(time.Second)
	want(t, "gone", callCloudflare(t, s, "GET", participantPath).status, http.StatusNotFound)
	want(t, "its id free", send(t, s, "POST", participantsPath, again).status, http.StatusCreated)
}
