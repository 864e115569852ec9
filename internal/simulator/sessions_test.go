package simulator_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

const (
	kickPath    = meetingPath + "/active-session/kick"
	kickAllPath = meetingPath + "/active-session/kick-all"
)

func present(s *simulator.Server, id string) string { return strings.Join(s.Present(id), " ") }

func TestKick(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	byID := `{"participant_ids":["` + strings.ToUpper(simulator.ParticipantID) + `"],"custom_participant_ids":[]}`
	byCustomID := `{"participant_ids":[],"custom_participant_ids":["recorder"]}`
	token := callCloudflare(t, s, "POST", mintPath).text("data.token")

	want(t, "no session", send(t, s, "POST", kickPath, byID).text("error.message"),
		"No active session found for meeting_id "+simulator.MeetingID)
	join(t, s, token)
	join(t, s, token)
	want(t, "there once", present(s, simulator.MeetingID), simulator.ParticipantID)
	kicked := send(t, s, "POST", kickPath, byID)
	want(t, "status", kicked.status, http.StatusOK)
	want(t, "who", kicked.text("data.participants.0.name"), "Recorder")
	want(t, "out", present(s, simulator.MeetingID), "")
	want(t, "nobody of that id", send(t, s, "POST", kickPath, byID).status, http.StatusNotFound)

	want(t, "a live token joins again", join(t, s, token).status, http.StatusOK)
	callCloudflare(t, s, "DELETE", participantPath)
	want(t, "who is deleted stays", present(s, simulator.MeetingID), simulator.ParticipantID)
	want(t, "but joins no more", join(t, s, token).status, http.StatusUnauthorized)
	want(t, "and nothing is open", s.Opens(s.Tokens()[0]), false)
	want(t, "and can be kicked", send(t, s, "POST", kickPath, byCustomID).status, http.StatusOK)
	want(t, "out", present(s, simulator.MeetingID), "")
}

func TestKickAll(t *testing.T) {
	t.Parallel()
	clock, move := movable()
	s := start(t, simulator.Options{Now: clock})
	for _, id := range s.SeedParticipants(2) {
		join(t, s, callCloudflare(t, s, "POST", strings.Replace(mintPath, simulator.ParticipantID, id, 1)).text("data.token"))
	}
	send(t, s, "PATCH", meetingPath, `{"status":"INACTIVE"}`)
	want(t, "INACTIVE takes nobody out", len(s.Present(simulator.MeetingID)), 2)
	all := callCloudflare(t, s, "POST", kickAllPath)
	want(t, "status", all.status, http.StatusOK)
	want(t, "how many", all.at("data.kicked_participants_count"), any(2.0))
	want(t, "out", present(s, simulator.MeetingID), "")
	want(t, "the session is over", callCloudflare(t, s, "POST", kickAllPath).status, http.StatusNotFound)

	// The seeded meeting keeps a session for 120 s after the last one has left.
	send(t, s, "PATCH", meetingPath, `{"status":"ACTIVE"}`)
	join(t, s, callCloudflare(t, s, "POST", mintPath).text("data.token"))
	send(t, s, "POST", kickPath, `{"participant_ids":[],"custom_participant_ids":["recorder"]}`)
	move(119 * time.Second)
	want(t, "kept alive", callCloudflare(t, s, "POST", kickAllPath).at("data.kicked_participants_count"), any(0.0))
	join(t, s, callCloudflare(t, s, "POST", mintPath).text("data.token"))
	send(t, s, "POST", kickPath, `{"participant_ids":[],"custom_participant_ids":["recorder"]}`)
	move(120 * time.Second)
	want(t, "kept no longer", callCloudflare(t, s, "POST", kickAllPath).status, http.StatusNotFound)

	s = start(t, simulator.Options{Questions: simulator.Questions{KickAllNobodyOK: true}})
	nobody := callCloudflare(t, s, "POST", kickAllPath)
	want(t, "nobody, and no error", nobody.status, http.StatusOK)
	want(t, "nobody", nobody.at("data.kicked_participants_count"), any(0.0))
}

func TestActiveSession(t *testing.T) {
	t.Parallel()
	clock, move := movable()
	s := start(t, simulator.Options{Now: clock})
	const path = meetingPath + "/active-session"
	nobody := callCloudflare(t, s, "GET", path)
	want(t, "nobody", nobody.status, http.StatusNotFound)
	want(t, "nobody", nobody.text("error.message"), "No active session found for meeting_id "+simulator.MeetingID)
	want(t, "no such meeting", callCloudflare(t, s, "GET", strings.Replace(path, simulator.MeetingID, "bbb99999-0000-4000-8000-000000000000", 1)).text("error.message"),
		"No meeting found with id bbb99999-0000-4000-8000-000000000000")

	join(t, s, callCloudflare(t, s, "POST", mintPath).text("data.token"))
	move(time.Minute)
	join(t, s, callCloudflare(t, s, "POST", strings.Replace(mintPath, simulator.ParticipantID, "aaa1d94c-86e3-4b20-a7f5-3c6b0e1f8d72", 1)).text("data.token"))
	move(time.Minute)
	two := callCloudflare(t, s, "GET", path)
	want(t, "status", two.status, http.StatusOK)
	want(t, "live", two.text("data.status"), "LIVE")
	want(t, "of the meeting", two.text("data.associated_id"), simulator.MeetingID)
	want(t, "of the app", two.text("data.organization_id"), simulator.AppID)
	want(t, "named", two.text("data.meeting_display_name"), "stand-up")
	want(t, "there", two.at("data.live_participants"), any(2.0))
	want(t, "minutes", two.at("data.minutes_consumed"), any(3.0))
	want(t, "since", two.text("data.started_at"), "2026-05-04T12:00:00.000Z")

	send(t, s, "POST", kickPath, `{"participant_ids":[],"custom_participant_ids":["recorder"]}`)
	move(time.Minute)
	one := callCloudflare(t, s, "GET", path)
	want(t, "the same session", one.text("data.id"), two.text("data.id"))
	want(t, "there", one.at("data.live_participants"), any(1.0))
	want(t, "most", one.at("data.max_concurrent_participants"), any(2.0))
	want(t, "minutes", one.at("data.minutes_consumed"), any(4.0))

	send(t, s, "POST", kickPath, `{"participant_ids":[],"custom_participant_ids":["nameless"]}`)
	want(t, "kept alive", callCloudflare(t, s, "GET", path).at("data.live_participants"), any(0.0))
	move(120 * time.Second)
	want(t, "over", callCloudflare(t, s, "GET", path).status, http.StatusNotFound)
	join(t, s, callCloudflare(t, s, "POST", mintPath).text("data.token"))
	next := callCloudflare(t, s, "GET", path)
	want(t, "another session", next.text("data.id") != "" && next.text("data.id") != one.text("data.id"), true)
	want(t, "from nothing", next.at("data.max_concurrent_participants"), any(1.0))
}

func TestRoomSession(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	made := callTelnyx(t, s, "POST", "/rooms", `{"unique_name":"two","max_participants":2}`)
	room := "/rooms/" + made.text("data.id")
	mint := func() string {
		return callTelnyx(t, s, "POST", room+"/actions/generate_join_client_token", "{}").text("data.token")
	}
	read := func() response { return callTelnyx(t, s, "GET", room+"?include_sessions=true", "") }
	end := func(id string) response { return callTelnyx(t, s, "POST", "/room_sessions/"+id+"/actions/end", "") }

	want(t, "no session", read().at("data.active_session_id"), nil)
	first := mint()
	want(t, "the token opens", s.Opens(s.Tokens()[0]), true)
	want(t, "its refresh token too", s.Opens(s.Tokens()[1]), true)
	want(t, "nobody has joined", len(s.Joins())+len(s.Present(made.text("data.id"))), 0)
	join(t, s, first)
	session := read().text("data.active_session_id")
	want(t, "a session", session != "" && read().text("data.sessions.0.id") == session, true)
	want(t, "that is active", read().at("data.sessions.0.active"), any(true))
	want(t, "a second one", join(t, s, mint()).status, http.StatusOK)
	want(t, "a full room", join(t, s, mint()).text("reason"), "the room is full")
	want(t, "who is in already", join(t, s, first).status, http.StatusOK)
	want(t, "there", len(s.Present(made.text("data.id"))), 2)

	want(t, "without the key", do(t, request(t, "POST", s.TelnyxURL()+"/room_sessions/"+session+"/actions/end", "", "")).status, 401)
	want(t, "ended", end(session).text("data.result"), "ok")
	want(t, "out", present(s, made.text("data.id")), "")
	want(t, "no session", read().at("data.active_session_id"), nil)
	want(t, "that is over", read().at("data.sessions.0.active"), any(false))
	again := end(session)
	want(t, "ended twice", again.status, http.StatusNotFound)
	want(t, "its shape", again.at("success"), any(false))

	want(t, "a live token joins again", join(t, s, first).status, http.StatusOK)
	want(t, "another session", read().text("data.active_session_id") != session, true)
	want(t, "after the first", read().at("data.sessions.1.active"), any(true))
	callTelnyx(t, s, "DELETE", room, "")
	want(t, "deleted: out", present(s, made.text("data.id")), "")
	want(t, "deleted: nothing is open", s.Opens(s.Tokens()[0]) || s.Opens(s.Tokens()[1]), false)
	want(t, "deleted: joins no more", join(t, s, first).status, http.StatusUnauthorized)
	want(t, "seeded with a session", end("7d4e8a13-5c9b-4f60-b2e7-18c3d6f5a094").status, http.StatusOK)
}

// At once, as a CLI sends them: one name, one room.
func TestOneNameIsGivenOnce(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	const names = 200
	var wait sync.WaitGroup
	for i := range 4 * names {
		r := request(t, "POST", "/v2/rooms", simulator.TelnyxAPIKey, fmt.Sprintf(`{"unique_name":"room-%d"}`, i/4))
		wait.Go(func() { s.ServeHTTP(httptest.NewRecorder(), r) })
	}
	wait.Wait()
	want(t, "rooms", callTelnyx(t, s, "GET", "/rooms", "").at("meta.total_results"), any(float64(names+3)))
}
