package main

import (
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"

	"terraform.local/rtc/terraform-provider-rtc/internal/jwt"
)

// A live run mints from the real vendors. They have no door that a plain program could knock at: joining takes their
// SDKs. So the consumers hand their tokens back to the demo, which can then show them and search for them.
type live struct {
	getenv   func(string) string
	listener net.Listener
	server   *http.Server
	mu       sync.Mutex
	handed   []token
}

// liveVariable is a variable of the environment that a live run needs, or makes use of.
type liveVariable struct{ name, meaning string }

func liveVariables() []liveVariable {
	return []liveVariable{
		{"CLOUDFLARE_API_TOKEN", "with the permission Realtime or Realtime Admin"},
		{"CLOUDFLARE_ACCOUNT_ID", "whose app it is"},
		{"TELNYX_API_KEY", "of the account whose room it is"},
		{"TF_VAR_app_id", "a RealtimeKit app"},
		{"TF_VAR_meeting_id", "a meeting of the app"},
		{"TF_VAR_participant_id", "a participant of the meeting"},
		{"TF_VAR_room_id", "a Telnyx Video room"},
	}
}

func startLive(getenv func(string) string) (vendors, error) {
	var missing []string
	for _, variable := range liveVariables() {
		if getenv(variable.name) == "" {
			missing = append(missing, fmt.Sprintf("  %-24s %s", variable.name, variable.meaning))
		}
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("a live run needs these environment variables, which are not set:\n%s\n"+
			"Without -live the demo needs none of them, and mints from a simulator", strings.Join(missing, "\n"))
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // It takes no time.
	if err != nil {
		return nil, fmt.Errorf("a place for the consumers to hand their tokens to cannot be opened: %w", err)
	}
	l := &live{getenv: getenv, listener: listener}
	l.server = &http.Server{Handler: http.HandlerFunc(l.take), ReadHeaderTimeout: joinPatience}
	go func() {
		_ = l.server.Serve(listener) //nolint:errcheck // It ends when it is closed.
	}()
	return l, nil
}

func (l *live) describe() string {
	return "live; joining rooms takes the vendors' SDKs, so that joins and calls are not known here"
}

// environment leaves the user's variables as they are: credentials and, where set, base URLs.
func (l *live) environment(env map[string]string) {
	env[joinAddress] = "http://" + l.listener.Addr().String()
}

func (l *live) ids() ids {
	return ids{
		app:         l.getenv("TF_VAR_app_id"),
		meeting:     l.getenv("TF_VAR_meeting_id"),
		participant: l.getenv("TF_VAR_participant_id"),
		room:        l.getenv("TF_VAR_room_id"),
	}
}

func (l *live) close() {
	_ = l.server.Close() // nothing is lost with what it still holds
}

func (l *live) observe() observation {
	l.mu.Lock()
	defer l.mu.Unlock()
	return observation{issued: append([]token(nil), l.handed...)}
}

// take notes the token that a consumer brings.
func (l *live) take(_ http.ResponseWriter, request *http.Request) {
	text := strings.TrimPrefix(request.Header.Get("Authorization"), "Bearer ")
	handed := token{secret: newSecret(text), kind: consumers()[request.URL.Query().Get(joinAsParam)]}
	handed.opens = l.ids().opens(handed.kind)
	if decoded, err := jwt.Decode(text); err == nil {
		handed.expires, _ = decoded.ExpiresAt()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.handed = append(l.handed, handed)
}
