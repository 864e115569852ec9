package simulator_test

import (
	"net/http"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func TestTelnyxRefusals(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	const key, stranger = simulator.TelnyxAPIKey, "99999999-0000-4000-8000-000000000000"
	const media = "application/json"
	refresh := callTelnyx(t, s, "POST", createPath, "{}").text("data.refresh_token")
	access := s.Tokens()[0].Token
	asRefresh := func(token string) string { return `{"refresh_token":"` + token + `"}` }
	for _, c := range []struct {
		name, method, path, key, media, body string
		status                               int
		code, pointer                        string
	}{
		{"no key", "POST", createPath, "", media, "{}", 401, "10009", ""},
		{"wrong key", "POST", createPath, "KEYwrong", media, "{}", 401, "10009", ""},
		{"no body", "POST", createPath, key, media, "", 400, "10015", ""},
		{"not JSON", "POST", createPath, key, media, "{", 400, "10015", ""},
		{"null", "POST", createPath, key, media, "null", 400, "10015", ""},
		{"list", "POST", createPath, key, media, "[]", 400, "10015", ""},
		{"no type", "POST", createPath, key, "", "{}", 415, "10014", ""},
		{"other type", "POST", createPath, key, "text/plain", "{}", 415, "10014", ""},
		{"unknown field", "POST", createPath, key, media, `{"ttl":60}`, 422, "10015", "/ttl"},
		{"short", "POST", createPath, key, media, `{"token_ttl_secs":9}`, 422, "10015", "/token_ttl_secs"},
		{"long", "POST", createPath, key, media, `{"token_ttl_secs":3601}`, 422, "10015", "/token_ttl_secs"},
		{"short refresh", "POST", createPath, key, media, `{"refresh_token_ttl_secs":59}`, 422, "10015", "/refresh_token_ttl_secs"},
		{"long refresh", "POST", createPath, key, media, `{"refresh_token_ttl_secs":86401}`, 422, "10015", "/refresh_token_ttl_secs"},
		{"text for a number", "POST", createPath, key, media, `{"token_ttl_secs":"60"}`, 422, "10015", "/token_ttl_secs"},
		{"null for a number", "POST", createPath, key, media, `{"token_ttl_secs":null}`, 422, "10015", "/token_ttl_secs"},
		{"no such room", "POST", strings.Replace(createPath, simulator.RoomID, stranger, 1), key, media, "{}", 404, "10005", "flat"},
		{"no UUID", "GET", "/rooms/support", key, "", "", 404, "10005", "flat"},
		{"no such route", "GET", "/nothing", key, "", "", 404, "10005", ""},
		{"wrong method", "PUT", createPath, key, media, "{}", 404, "10005", ""},
		{"view with unknown parameter", "GET", roomPath + "?sessions=1", key, "", "", 422, "10015", ""},

		{"refresh without token", "POST", refreshPath, "", media, "{}", 422, "10004", "/refresh_token"},
		{"refresh with null", "POST", refreshPath, "", media, `{"refresh_token":null}`, 422, "10015", "/refresh_token"},
		{"refresh with nonsense", "POST", refreshPath, "", media, asRefresh("x.y.z"), 403, "10010", "flat"},
		{"refresh with a joining token", "POST", refreshPath, "", media, asRefresh(access), 403, "10010", "flat"},
		{"refresh with a forged token", "POST", refreshPath, "", media, asRefresh(forged(refresh)), 403, "10010", "flat"},
		{"refresh for another room", "POST", strings.Replace(refreshPath, simulator.RoomID, "0ccc1a85-9d3e-4726-8b4f-c0e5f7d2a316", 1), "", media, asRefresh(refresh), 403, "10010", "flat"},
		{"refresh for too long", "POST", refreshPath, "", media, `{"token_ttl_secs":3601,"refresh_token":"x"}`, 422, "10015", "/token_ttl_secs"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := request(t, c.method, s.TelnyxURL()+c.path, c.key, c.body)
			r.Header.Set("Content-Type", c.media)
			got := do(t, r)
			want(t, "status", got.status, c.status)
			want(t, "code", got.errorCode(), any(c.code))
			if c.pointer == "flat" {
				want(t, "a flat error", got.text("code"), c.code)
			} else if c.pointer != "" {
				want(t, "pointer", got.text("errors.0.source.pointer"), c.pointer)
			}
			want(t, "content type", got.header.Get("Content-Type"), "application/json")
			want(t, "x-request-id", got.header.Get("X-Request-Id") != "", true)
		})
	}
	t.Cleanup(func() { want(t, "tokens minted", len(s.Tokens()), 2) })
}

// forged keeps the token's form and changes its signature.
func forged(token string) string {
	cut := strings.LastIndex(token, ".") + 1
	other := "A"
	if token[cut:cut+1] == other {
		other = "B"
	}
	return token[:cut] + other + token[cut+1:]
}

func TestTelnyxRefreshNeedsNoKey(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	refresh := callTelnyx(t, s, "POST", createPath, "{}").text("data.refresh_token")
	body := `{"refresh_token":"` + refresh + `","token_ttl_secs":10}`
	for range 2 { // a refresh token can be used again
		got := do(t, request(t, "POST", s.TelnyxURL()+refreshPath, "", body))
		want(t, "status", got.status, http.StatusCreated)
		want(t, "joins", join(t, s, got.text("data.token")).status, http.StatusOK)
		want(t, "new refresh token", got.at("data.refresh_token"), nil)
	}
	callTelnyx(t, s, "POST", refreshPath, body)

	var sent []bool
	for _, call := range s.Log() {
		if call.Operation == simulator.RefreshRoomClientToken {
			sent = append(sent, call.Authorization)
		}
	}
	want(t, "calls that sent the key", len(sent) == 3 && !sent[0] && !sent[1] && sent[2], true)
}

func TestTelnyxRoom(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	room := callTelnyx(t, s, "GET", roomPath, "")
	want(t, "name", room.text("data.unique_name"), "support")
	want(t, "type", room.text("data.record_type"), "room")
	want(t, "timeout", room.at("data.webhook_timeout_secs"), any(25.0))
	want(t, "time", room.text("data.created_at"), "2025-03-13T09:30:15.954863Z")
	want(t, "sessions unasked", room.at("data.sessions"), nil)

	asked := callTelnyx(t, s, "GET", roomPath+"?include_sessions=true", "")
	sessions, _ := asked.at("data.sessions").([]any)
	want(t, "sessions asked for", len(sessions), 1)

	quiet := callTelnyx(t, s, "GET", "/rooms/0ccc2b96-0e4f-4837-9c50-d1f608e3b427", "")
	want(t, "no timeout", quiet.at("data.webhook_timeout_secs"), nil)
	want(t, "no failover", quiet.at("data.webhook_event_failover_url"), any(""))

	deleted := callTelnyx(t, s, "DELETE", roomPath, "")
	want(t, "deleted", deleted.status, http.StatusNoContent)
	want(t, "its body", deleted.body, "")
	want(t, "gone", callTelnyx(t, s, "GET", roomPath, "").status, http.StatusNotFound)
}
