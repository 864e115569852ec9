package simulator_test

import (
	"net/http"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func TestCloudflareRefusals(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	const good, none = "Bearer " + simulator.CloudflareAPIToken, ""
	const stranger = "99999999-0000-4000-8000-000000000000"
	for _, c := range []struct {
		name, method, path, authorization, body string
		status                                  int
		code                                    float64
		shape                                   string
	}{
		{"no header", "POST", mintPath, none, "", 400, 9106, "errors"},
		{"no bearer", "POST", mintPath, "Basic eDp5", "", 400, 6003, "errors"},
		{"empty bearer", "POST", mintPath, "Bearer ", "", 400, 6003, "errors"},
		{"wrong token", "POST", mintPath, "Bearer wrong", "", 401, 10000, "errors"},
		{"the other vendor's key", "POST", mintPath, "Bearer " + simulator.TelnyxAPIKey, "", 401, 10000, "errors"},
		{"wrong account", "POST", strings.Replace(mintPath, simulator.AccountID, "0000", 1), good, "", 404, 7003, "errors"},
		{"wrong app", "POST", strings.Replace(mintPath, simulator.AppID, stranger, 1), good, "", 404, 404, "error"},
		{"other app", "POST", strings.Replace(mintPath, simulator.AppID, "5c3f1b9e-6d2a-4e57-9a0c-2f8b7d614e90", 1), good, "", 404, 404, "error"},
		{"wrong meeting", "POST", strings.Replace(mintPath, simulator.MeetingID, stranger, 1), good, "", 404, 404, "error"},
		{"meeting that is no UUID", "POST", strings.Replace(mintPath, simulator.MeetingID, "stand-up", 1), good, "", 400, 400, "error"},
		{"wrong participant", "POST", strings.Replace(mintPath, simulator.ParticipantID, stranger, 1), good, "", 404, 404, "error"},
		{"participant of another meeting", "POST", strings.Replace(mintPath, simulator.ParticipantID, "aaa2e75f-1b94-4c38-8d06-5f7a92c4e0b3", 1), good, "", 404, 404, "error"},
		{"body", "POST", mintPath, good, "{}", 400, 400, "error"},
		{"wrong method", "PUT", mintPath, good, "", 404, 7000, "errors"},
		{"no such route", "GET", kitPath + "/nothing", good, "", 404, 7000, "errors"},
		{"dots are not walked", "GET", kitPath + "/x/../apps", good, "", 404, 7000, "errors"},
		{"empty id", "GET", kitPath + "/apps/", good, "", 404, 7000, "errors"},
		{"get_app", "GET", kitPath + "/apps/" + stranger, good, "", 404, 404, "error"},
		{"page zero of apps", "GET", kitPath + "/apps?page_no=0", good, "", 400, 400, "error"},
		{"page that is no number", "GET", appPath + "/meetings?page_no=x", good, "", 400, 400, "error"},
		{"negative page", "GET", appPath + "/meetings?per_page=-1", good, "", 400, 400, "error"},
		{"long search", "GET", kitPath + "/apps?search=" + strings.Repeat("x", 126), good, "", 400, 400, "error"},
		{"unknown status", "GET", appPath + "/meetings?status=active", good, "", 400, 400, "error"},
		{"unknown parameter", "GET", meetingPath + "/participants?search=x", good, "", 400, 400, "error"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := request(t, c.method, s.CloudflareURL()+c.path, "", c.body)
			if c.authorization != "" {
				r.Header.Set("Authorization", c.authorization)
			}
			got := do(t, r)
			want(t, "status", got.status, c.status)
			want(t, "code", got.errorCode(), any(c.code))
			want(t, "success", got.json["success"], any(false))
			want(t, "shape "+c.shape, got.json[c.shape] != nil, true)
			want(t, "content type", got.header.Get("Content-Type"), "application/json")
			want(t, "cf-ray", got.header.Get("Cf-Ray") != "", true)
		})
	}
	t.Cleanup(func() { want(t, "tokens minted", len(s.Tokens()), 0) })
}

func TestCloudflareObjects(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})

	app := callCloudflare(t, s, http.MethodGet, kitPath+"/apps/"+simulator.AppID)
	want(t, "app", app.text("data.name"), "video")

	meeting := callCloudflare(t, s, http.MethodGet, meetingPath)
	want(t, "meeting", meeting.text("data.title"), "stand-up")
	want(t, "its keep alive", meeting.at("data.session_keep_alive_time_in_secs"), any(120.0))
	want(t, "its codec", meeting.text("data.recording_config.video_config.codec"), "H264")
	want(t, "its summary", meeting.text("data.ai_config.summarization.summary_type"), "daily_standup")
	want(t, "its time", meeting.text("data.created_at"), "2025-03-03T09:30:15.954Z")

	participant := callCloudflare(t, s, http.MethodGet, meetingPath+"/participants/"+strings.ToUpper(simulator.ParticipantID))
	want(t, "participant", participant.text("data.custom_participant_id"), "recorder")
	want(t, "its preset", participant.text("data.preset_name"), "group_call_host")
	want(t, "its token", participant.at("data.token"), nil)

	nameless := callCloudflare(t, s, http.MethodGet, meetingPath+"/participants/aaa1d94c-86e3-4b20-a7f5-3c6b0e1f8d72")
	name, there := nameless.json["data"].(map[string]any)["name"]
	want(t, "a name that is null", there && name == nil, true)
}

func TestCloudflareDeletesParticipant(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	path := meetingPath + "/participants/" + simulator.ParticipantID
	deleted := callCloudflare(t, s, http.MethodDelete, path)
	want(t, "status", deleted.status, http.StatusOK)
	want(t, "who", deleted.text("data.custom_participant_id"), "recorder")
	want(t, "preset", deleted.text("data.preset_id") != "", true)
	want(t, "second time", callCloudflare(t, s, http.MethodDelete, path).status, http.StatusNotFound)
	want(t, "mint", callCloudflare(t, s, http.MethodPost, mintPath).status, http.StatusNotFound)
}

func TestOwnCredentialsAndAccount(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{CloudflareAPIToken: "canary-token", TelnyxAPIKey: "canary-key", AccountID: "ffffffffffffffffffffffffffffffff"})
	mint := s.CloudflareURL() + strings.Replace(mintPath, simulator.AccountID, "ffffffffffffffffffffffffffffffff", 1)
	want(t, "own", do(t, request(t, "POST", mint, "canary-token", "")).status, http.StatusOK)
	want(t, "seeded", do(t, request(t, "POST", mint, simulator.CloudflareAPIToken, "")).status, http.StatusUnauthorized)
	want(t, "own key", do(t, request(t, "POST", s.TelnyxURL()+createPath, "canary-key", "{}")).status, http.StatusCreated)
	want(t, "seeded key", callTelnyx(t, s, "POST", createPath, "{}").status, http.StatusUnauthorized)
}
