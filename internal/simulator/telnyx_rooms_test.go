package simulator_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func TestTelnyxCreatesRoom(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	plain := callTelnyx(t, s, "POST", "/rooms", `{"unique_name":"plain"}`)
	want(t, "status", plain.status, http.StatusCreated)
	want(t, "participants by default", plain.at("data.max_participants"), any(10.0))
	want(t, "recording by default", plain.at("data.enable_recording"), any(false))
	want(t, "webhook by default", plain.at("data.webhook_event_url"), nil)
	want(t, "failover by default", plain.at("data.webhook_event_failover_url"), any(""))
	want(t, "timeout by default", plain.at("data.webhook_timeout_secs"), nil)

	full := callTelnyx(t, s, "POST", "/rooms", `{"unique_name":"full","max_participants":50,"enable_recording":true,
		"webhook_event_url":"https://example.com/a","webhook_event_failover_url":"https://example.com/b","webhook_timeout_secs":0}`)
	read := callTelnyx(t, s, "GET", "/rooms/"+full.text("data.id"), "")
	want(t, "read as created", read.body, full.body)
	want(t, "most", read.at("data.max_participants"), any(50.0))
	want(t, "timeout", read.at("data.webhook_timeout_secs"), any(0.0))
	want(t, "failover", read.text("data.webhook_event_failover_url"), "https://example.com/b")
	want(t, "mints", callTelnyx(t, s, "POST", "/rooms/"+full.text("data.id")+"/actions/generate_join_client_token", "{}").status, 201)
	want(t, "no name", callTelnyx(t, s, "POST", "/rooms", `{}`).at("data.unique_name"), nil)
	want(t, "no name again", callTelnyx(t, s, "POST", "/rooms", `{}`).status, http.StatusCreated)
}

func TestTelnyxUpdatesRoom(t *testing.T) {
	t.Parallel()
	clock, move := movable()
	s := start(t, simulator.Options{Now: clock})
	before := callTelnyx(t, s, "GET", roomPath, "")
	move(time.Minute)
	after := callTelnyx(t, s, "PATCH", roomPath, `{"unique_name":"help","webhook_event_url":null,"webhook_event_failover_url":"","webhook_timeout_secs":null}`)
	want(t, "status", after.status, http.StatusOK)
	want(t, "name", after.text("data.unique_name"), "help")
	want(t, "webhook", after.at("data.webhook_event_url"), nil)
	want(t, "failover", after.at("data.webhook_event_failover_url"), any(""))
	want(t, "timeout", after.at("data.webhook_timeout_secs"), nil)
	want(t, "what was not sent", after.at("data.max_participants"), before.at("data.max_participants"))
	want(t, "created", after.at("data.created_at"), before.at("data.created_at"))
	want(t, "updated", after.text("data.updated_at"), "2026-05-04T12:01:00.000000Z")
	want(t, "read as updated", callTelnyx(t, s, "GET", roomPath, "").body, after.body)
	want(t, "its own name", callTelnyx(t, s, "PATCH", roomPath, `{"unique_name":"help"}`).status, http.StatusOK)
}

func TestTelnyxRefusesRooms(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	for body, pointer := range map[string]string{
		`{"max_participants":1}`:                        "/max_participants",
		`{"max_participants":51}`:                       "/max_participants",
		`{"max_participants":2.5}`:                      "/max_participants",
		`{"max_participants":null}`:                     "/max_participants",
		`{"unique_name":7}`:                             "/unique_name",
		`{"unique_name":null}`:                          "/unique_name",
		`{"unique_name":"sales"}`:                       "/unique_name",
		`{"enable_recording":"yes"}`:                    "/enable_recording",
		`{"webhook_event_url":"example.com"}`:           "/webhook_event_url",
		`{"webhook_event_url":""}`:                      "/webhook_event_url",
		`{"webhook_event_failover_url":"/there"}`:       "/webhook_event_failover_url",
		`{"webhook_timeout_secs":31}`:                   "/webhook_timeout_secs",
		`{"webhook_timeout_secs":-1}`:                   "/webhook_timeout_secs",
		`{"id":"0ccc0000-0000-4000-8000-000000000000"}`: "/id",
	} {
		for _, how := range []struct{ method, path string }{{"POST", "/rooms"}, {"PATCH", roomPath}} {
			got := callTelnyx(t, s, how.method, how.path, body)
			want(t, how.method+body, got.status, http.StatusUnprocessableEntity)
			want(t, how.method+body, got.text("errors.0.source.pointer"), pointer)
		}
	}
	want(t, "no key", do(t, request(t, "POST", s.TelnyxURL()+"/rooms", "", "{}")).status, http.StatusUnauthorized)
	missing := callTelnyx(t, s, "PATCH", "/rooms/99999999-0000-4000-8000-000000000000", "{}")
	want(t, "no such room", missing.status, http.StatusNotFound)
	want(t, "its shape", missing.text("code"), "10005")
	want(t, "rooms", callTelnyx(t, s, "GET", "/rooms", "").at("meta.total_results"), any(3.0))
}

func TestQuestionsAboutRooms(t *testing.T) {
	t.Parallel()
	on := func(q simulator.Questions) *simulator.Server { return start(t, simulator.Options{Questions: q}) }
	nulls := `{"webhook_event_url":null,"max_participants":null}`

	s := on(simulator.Questions{RoomNameTakenStatus: 409})
	taken := callTelnyx(t, s, "POST", "/rooms", `{"unique_name":"sales"}`)
	want(t, "name taken", taken.status, http.StatusConflict)
	want(t, "its code", taken.errorCode(), any("10012"))

	s = on(simulator.Questions{RoomNull: simulator.RoomNullIgnored})
	got := callTelnyx(t, s, "PATCH", roomPath, nulls)
	want(t, "null ignored", got.text("data.webhook_event_url"), "https://example.com/hook")
	want(t, "null ignored", got.at("data.max_participants"), any(50.0))

	s = on(simulator.Questions{RoomNull: simulator.RoomNullRefused})
	want(t, "null refused", callTelnyx(t, s, "PATCH", roomPath, `{"webhook_timeout_secs":null}`).status, http.StatusUnprocessableEntity)
	want(t, "null in a create", callTelnyx(t, s, "POST", "/rooms", `{"webhook_timeout_secs":null}`).status, http.StatusCreated)

	s = on(simulator.Questions{WholeSeconds: true, ClockBehind: time.Hour})
	made := callTelnyx(t, s, "POST", "/rooms", "{}").text("data.created_at")
	at, err := time.Parse(time.RFC3339, made)
	want(t, "whole seconds", err == nil && strings.HasSuffix(made, ".000000Z"), true)
	want(t, "an hour behind", time.Since(at).Round(time.Minute), time.Hour)
}

func TestLags(t *testing.T) {
	t.Parallel()
	clock, move := movable()
	s := start(t, simulator.Options{Now: clock, Questions: simulator.Questions{CreateLag: 2 * time.Second, DeleteLag: 3 * time.Second}})
	listed := func() any {
		return callTelnyx(t, s, "GET", "/rooms?filter[unique_name]=late", "").at("meta.total_results")
	}
	room := "/rooms/" + callTelnyx(t, s, "POST", "/rooms", `{"unique_name":"late"}`).text("data.id")
	want(t, "listed at once", listed(), any(0.0))
	want(t, "read at once", callTelnyx(t, s, "GET", room, "").status, http.StatusOK)
	want(t, "name taken at once", callTelnyx(t, s, "POST", "/rooms", `{"unique_name":"late"}`).status, 422)
	token := callTelnyx(t, s, "POST", room+"/actions/generate_join_client_token", "{}").text("data.token")
	move(2 * time.Second)
	want(t, "listed later", listed(), any(1.0))

	want(t, "deleted", callTelnyx(t, s, "DELETE", room, "").status, http.StatusNoContent)
	want(t, "token refused at once", join(t, s, token).status, http.StatusUnauthorized)
	want(t, "deleted twice", callTelnyx(t, s, "DELETE", room, "").status, http.StatusNotFound)
	want(t, "still read", callTelnyx(t, s, "GET", room, "").status, http.StatusOK)
	want(t, "still listed", listed(), any(1.0))
	want(t, "name still taken", callTelnyx(t, s, "POST", "/rooms", `{"unique_name":"late"}`).status, 422)
	move(3 * time.Second)
	want(t, "read no more", callTelnyx(t, s, "GET", room, "").status, http.StatusNotFound)
	want(t, "listed no more", listed(), any(0.0))
	want(t, "name free", callTelnyx(t, s, "POST", "/rooms", `{"unique_name":"late"}`).status, http.StatusCreated)
}

func TestFaultsAfterTheEffect(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		fault  simulator.Fault
		status int
		cause  error
		made   float64
	}{
		{"500", simulator.Refusal(500).AfterEffect(), 500, nil, 1},
		{"502", simulator.HTML(502).AfterEffect(), 502, nil, 1},
		{"408", simulator.Refusal(408).AfterEffect(), 408, nil, 1},
		{"cut before the status", simulator.Fault{Ending: simulator.Reset}.AfterEffect(), 0, syscall.ECONNRESET, 1},
		{"cut in the body", simulator.Fault{Ending: simulator.Cut}.AfterEffect(), 201, io.ErrUnexpectedEOF, 1},
		{"not JSON", simulator.NotJSON(), 201, nil, 1},
		{"500 without effect", simulator.Refusal(500), 500, nil, 0},
		{"cut without effect", simulator.Fault{Ending: simulator.Reset}, 0, syscall.ECONNRESET, 0},
		{"cut in the body without effect", simulator.Fault{Status: 201, Body: "{}", Ending: simulator.Cut}, 201, io.ErrUnexpectedEOF, 0},
		{"not JSON without effect", simulator.HTML(201), 201, nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, simulator.Options{})
			s.Fail(simulator.CreateRoom, c.fault)
			r := request(t, "POST", s.TelnyxURL()+"/rooms", simulator.TelnyxAPIKey, `{"unique_name":"late"}`)
			r.Close = true
			status := 0
			resp, err := http.DefaultTransport.RoundTrip(r)
			if err == nil {
				defer func() { _ = resp.Body.Close() }()
				status = resp.StatusCode
				var body []byte
				body, err = io.ReadAll(resp.Body)
				want(t, "no room in the answer", strings.Contains(string(body), "late"), false)
			}
			want(t, "status", status, c.status)
			want(t, "error", errors.Is(err, c.cause), true)
			want(t, "made", callTelnyx(t, s, "GET", "/rooms?filter[unique_name]=late", "").at("meta.total_results"), any(c.made))
		})
	}
}

func TestDeleteIsCutBeforeItsStatus(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	s.Fail(simulator.DeleteRoom, simulator.Fault{Ending: simulator.Cut})
	r := request(t, "DELETE", s.TelnyxURL()+roomPath, simulator.TelnyxAPIKey, "")
	r.Close = true
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err == nil {
		_ = resp.Body.Close()
		t.Error("answered", resp.StatusCode)
	}
	want(t, "gone", callTelnyx(t, s, "GET", roomPath, "").status, http.StatusNotFound)
}
