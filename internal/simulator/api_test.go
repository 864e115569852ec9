package simulator_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

const (
	kitPath     = "/accounts/" + simulator.AccountID + "/realtime/kit"
	appPath     = kitPath + "/" + simulator.AppID
	meetingPath = appPath + "/meetings/" + simulator.MeetingID
	mintPath    = meetingPath + "/participants/" + simulator.ParticipantID + "/token"
	roomPath    = "/rooms/" + simulator.RoomID
	createPath  = roomPath + "/actions/generate_join_client_token"
	refreshPath = roomPath + "/actions/refresh_client_token"
)

func start(t testing.TB, options simulator.Options) *simulator.Server {
	t.Helper()
	s, err := simulator.Start(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

type response struct {
	status int
	header http.Header
	body   string
	json   map[string]any
}

// at walks into the answer's JSON: at("errors.0.code").
func (r response) at(path string) any {
	var value any = r.json
	for name := range strings.SplitSeq(path, ".") {
		switch within := value.(type) {
		case map[string]any:
			value = within[name]
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i >= len(within) {
				return nil
			}
			value = within[i]
		default:
			return nil
		}
	}
	return value
}

func (r response) text(path string) string {
	value, _ := r.at(path).(string)
	return value
}

// list is the values of one field in the objects under data.
func (r response) list(field string) []string {
	items, _ := r.json["data"].([]any)
	values := []string{}
	for _, item := range items {
		values = append(values, response{json: map[string]any{"item": item}}.text("item."+field))
	}
	return values
}

func do(t testing.TB, r *http.Request) response {
	t.Helper()
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return parse(resp.StatusCode, resp.Header, body)
}

func parse(status int, header http.Header, body []byte) response {
	out := response{status: status, header: header, body: string(body)}
	if json.Unmarshal(body, &out.json) != nil {
		out.json = nil // a fault's body, or none
	}
	return out
}

func request(t testing.TB, method, url, bearer, body string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if bearer != "" {
		r.Header.Set("Authorization", "Bearer "+bearer)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	return r
}

func callCloudflare(t testing.TB, s *simulator.Server, method, path string) response {
	t.Helper()
	return do(t, request(t, method, s.CloudflareURL()+path, simulator.CloudflareAPIToken, ""))
}

func callTelnyx(t testing.TB, s *simulator.Server, method, path, body string) response {
	t.Helper()
	return do(t, request(t, method, s.TelnyxURL()+path, simulator.TelnyxAPIKey, body))
}

func join(t testing.TB, s *simulator.Server, token string) response {
	t.Helper()
	return do(t, request(t, http.MethodPost, s.JoinURL(), token, ""))
}

// errorCode is the vendor's code, in whichever shape it came.
func (r response) errorCode() any {
	for _, path := range []string{"errors.0.code", "error.code"} {
		if code := r.at(path); code != nil {
			return code
		}
	}
	return r.at("code")
}

func want[T comparable](t testing.TB, what string, got, expected T) {
	t.Helper()
	if got != expected {
		t.Errorf("%s: got %v, want %v", what, got, expected)
	}
}
