package simulator_test

import (
	"encoding/base64"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// movable is a clock that a test moves.
func movable() (clock func() time.Time, move func(time.Duration)) {
	var now atomic.Int64
	now.Store(time.Date(2026, time.May, 4, 12, 0, 0, 0, time.UTC).UnixNano())
	return func() time.Time { return time.Unix(0, now.Load()) }, func(d time.Duration) { now.Add(int64(d)) }
}

func TestJoin(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	in := join(t, s, callCloudflare(t, s, "POST", mintPath).text("data.token"))
	want(t, "status", in.status, http.StatusOK)
	want(t, "vendor", in.text("vendor"), "cloudflare")
	want(t, "room", in.text("room"), simulator.MeetingID)
	want(t, "participant", in.text("participant"), simulator.ParticipantID)

	in = join(t, s, callTelnyx(t, s, "POST", createPath, "{}").text("data.token"))
	want(t, "vendor", in.text("vendor"), "telnyx")
	want(t, "room", in.text("room"), simulator.RoomID)

	joins := s.Joins()
	want(t, "joins", len(joins), 2)
	want(t, "first room", joins[0].Room, simulator.MeetingID)
	want(t, "second room", joins[1].Room, simulator.RoomID)
	want(t, "calls", s.Calls(simulator.Join), 2)
	want(t, "calls of the vendors", s.Calls(simulator.AnyOperation), 2)
}

func TestJoinRefused(t *testing.T) {
	t.Parallel()
	clock, move := movable()
	s := start(t, simulator.Options{Now: clock})
	mint := func() string { return callCloudflare(t, s, "POST", mintPath).text("data.token") }
	create := func() response { return callTelnyx(t, s, "POST", createPath, "{}") }
	refused := func(what, token string) {
		t.Helper()
		got := join(t, s, token)
		want(t, what, got.status, http.StatusUnauthorized)
		want(t, what+": a reason", got.text("reason") != "", true)
	}

	refused("nothing", "")
	refused("nonsense", "x")
	refused("forged", forged(mint()))
	refused("other claims", otherClaims(t, mint()))
	refused("unsigned", unsigned(mint()))
	refused("refresh token", create().text("data.refresh_token"))

	token, access := mint(), create().text("data.token")
	move(600 * time.Second)
	refused("Telnyx expired", access)
	move(100*24*time.Hour - 601*time.Second)
	want(t, "a second before its end", join(t, s, token).status, http.StatusOK)
	move(time.Second)
	refused("Cloudflare expired", token)

	token, access = mint(), create().text("data.token")
	s.AddMeeting(simulator.Meeting{ID: simulator.MeetingID, Status: "INACTIVE"})
	refused("meeting closed", token)
	want(t, "mint for a closed meeting", callCloudflare(t, s, "POST", mintPath).status, http.StatusOK)
	s.AddMeeting(simulator.Meeting{ID: simulator.MeetingID})
	want(t, "meeting open again", join(t, s, token).status, http.StatusOK)
	callCloudflare(t, s, "DELETE", meetingPath+"/participants/"+simulator.ParticipantID)
	refused("participant deleted", token)
	callTelnyx(t, s, "DELETE", roomPath, "")
	refused("room deleted", access)
	want(t, "joins", len(s.Joins()), 2)
}

// otherClaims changes the token's claims under its old signature.
func otherClaims(t *testing.T, token string) string {
	t.Helper()
	piece := strings.Split(token, ".")
	claims, err := base64.RawURLEncoding.DecodeString(piece[1])
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(claims), `"exp":1`, `"exp":9`, 1)
	return piece[0] + "." + base64.RawURLEncoding.EncodeToString([]byte(changed)) + "." + piece[2]
}

// unsigned is the token with a header that says it needs no signature.
func unsigned(token string) string {
	header := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","typ":"JWT"}`))
	return header + "." + strings.Split(token, ".")[1] + "."
}

func TestTokensOfAnotherServerDoNotRefresh(t *testing.T) {
	t.Parallel()
	one, other := start(t, simulator.Options{}), start(t, simulator.Options{})
	refresh := callTelnyx(t, one, "POST", createPath, "{}").text("data.refresh_token")
	got := do(t, request(t, "POST", other.TelnyxURL()+refreshPath, "", `{"refresh_token":"`+refresh+`"}`))
	want(t, "status", got.status, http.StatusForbidden)
}

func TestRefreshTokenExpires(t *testing.T) {
	t.Parallel()
	clock, move := movable()
	s := start(t, simulator.Options{Now: clock})
	refresh := callTelnyx(t, s, "POST", createPath, `{"refresh_token_ttl_secs":60}`).text("data.refresh_token")
	body := `{"refresh_token":"` + refresh + `"}`
	move(59 * time.Second)
	want(t, "in time", callTelnyx(t, s, "POST", refreshPath, body).status, http.StatusCreated)
	move(time.Second)
	want(t, "late", callTelnyx(t, s, "POST", refreshPath, body).status, http.StatusForbidden)
}
