package simulator_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func TestFaultsAreUsedUp(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	s.FailAlways(simulator.AnyOperation, simulator.Refusal(500))
	s.Fail(simulator.RegenerateToken, simulator.Refusal(503), simulator.TooMany("2"))
	s.Fail(simulator.AnyOperation, simulator.Refusal(502))
	var statuses []int
	for range 4 {
		statuses = append(statuses, callCloudflare(t, s, "POST", mintPath).status)
	}
	statuses = append(statuses, callTelnyx(t, s, "POST", createPath, "{}").status, join(t, s, "x").status)
	s.Recover()
	statuses = append(statuses, callCloudflare(t, s, "POST", mintPath).status)
	for i, expected := range []int{503, 429, 502, 500, 500, 401, 200} {
		want(t, "status", statuses[i], expected)
	}
	want(t, "tokens minted", len(s.Tokens()), 1)
	for i, call := range s.Log() {
		want(t, "status noted", call.Status, statuses[i])
	}
}

func TestFaultAnswers(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	date := time.Now().Add(time.Minute).UTC().Format(http.TimeFormat)
	for _, c := range []struct {
		name         string
		fault        simulator.Fault
		status       int
		header, body string // the body's beginning; "" is an empty one
	}{
		{"gateway's words", simulator.Refusal(403), 403, "Content-Type: application/json", `{"errors":[{"code":10000,`},
		{"RealtimeKit's words", simulator.Refusal(409), 409, "", `{"error":{"code":409,`},
		{"429 without Retry-After", simulator.TooMany(""), 429, "Retry-After: ", `{"errors":[{"code":971,`},
		{"429 with seconds", simulator.TooMany("7"), 429, "Retry-After: 7", `{"errors"`},
		{"429 with a date", simulator.TooMany(date), 429, "Retry-After: " + date, `{"errors"`},
		{"429 with zero", simulator.TooMany("0"), 429, "Retry-After: 0", `{"errors"`},
		{"HTML", simulator.HTML(502), 502, "Content-Type: text/html", "<html>"},
		{"empty", simulator.Answer(500, ""), 500, "", ""},
		{"null", simulator.Answer(200, "null"), 200, "", "null"},
		{"200 without success", simulator.RealtimeKit(200, 404, "No user found"), 200, "", `{"error":{"code":404,"message":"No user found"},"success":false}`},
		{"200 with errors", simulator.Gateway(200, 10000, "Authentication error"), 200, "", `{"errors":[{"code":10000,"message":"Authentication error"}],"messages":[],"result":null,"success":false}`},
		{"empty token", simulator.EmptyTokens(200), 200, "", `{"success":true,"data":{"token":""}}`},
		{"number for a token", simulator.NumberTokens(200), 200, "", `{"success":true,"data":{"token":4711}}`},
		{"redirect", simulator.Redirect(307, "http://elsewhere.invalid/"), 307, "Location: http://elsewhere.invalid/", ""},
		{"a list of Telnyx", simulator.TelnyxList(422, "10015", "Bad Request", "no", "/x"), 422, "", `{"errors":[{"code":"10015","title":"Bad Request","detail":"no","source":{"pointer":"/x"}`},
		{"a flat one of Telnyx", simulator.TelnyxFlat(403, "10010", "Authorization failed", "no"), 403, "", `{"code":"10010",`},
	} {
		s.Fail(simulator.RegenerateToken, c.fault)
		got := callCloudflare(t, s, "POST", mintPath)
		want(t, c.name, got.status, c.status)
		if name, value, given := strings.Cut(c.header, ": "); given {
			want(t, c.name, got.header.Get(name), value)
		}
		if !strings.HasPrefix(got.body, c.body) || c.body == "" && got.body != "" {
			t.Errorf("%s: body %q, want %q", c.name, got.body, c.body)
		}
	}
	want(t, "tokens minted", len(s.Tokens()), 0)

	for status, code := range map[int]string{401: "10009", 403: "10010", 404: "10005", 409: "10012", 422: "10015", 429: "10011", 500: "10007"} {
		s.Fail(simulator.CreateRoomClientToken, simulator.Refusal(status))
		got := callTelnyx(t, s, "POST", createPath, "{}")
		want(t, "Telnyx", got.status, status)
		want(t, "Telnyx", got.errorCode(), any(code))
	}
	s.Fail(simulator.CreateRoomClientToken, simulator.EmptyTokens(201), simulator.Huge(201, 1<<20))
	want(t, "Telnyx, empty", callTelnyx(t, s, "POST", createPath, "{}").at("data.refresh_token"), any(""))
	want(t, "Telnyx, huge", len(callTelnyx(t, s, "POST", createPath, "{}").body) > 1<<20, true)
}

func TestEcho(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	s.FailAlways(simulator.AnyOperation, simulator.Echo(400))
	body := callCloudflare(t, s, "POST", mintPath).body
	want(t, "bearer", strings.Contains(body, simulator.CloudflareAPIToken), true)
	want(t, "token", strings.Contains(body, s.Tokens()[0].Token), true)
	body = callTelnyx(t, s, "POST", refreshPath, `{"refresh_token":"the-secret"}`).body
	want(t, "body", strings.Contains(body, "the-secret"), true)
	want(t, "token", strings.Contains(body, s.Tokens()[1].Token), true)
}

// attempt is a call that may break; it uses a connection of its own, since a
// transport repeats by itself what breaks on a reused one.
func attempt(ctx context.Context, t *testing.T, s *simulator.Server) (status int, err error) {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.CloudflareURL()+mintPath, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+simulator.CloudflareAPIToken)
	r.Close = true
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return 0, err
	}
	defer func() { _ = resp.Body.Close() }()
	_, err = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode, err
}

func TestBrokenAnswers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		fault  simulator.Fault
		cause  error
		status int
		minted int
	}{
		{"reset", simulator.Fault{Ending: simulator.Reset}, syscall.ECONNRESET, 0, 0},
		{"reset after the mint", simulator.Fault{After: true, Ending: simulator.Reset}, syscall.ECONNRESET, 0, 1},
		{"cut", simulator.Fault{Ending: simulator.Cut}, io.ErrUnexpectedEOF, 200, 1},
		{"cut error", simulator.Fault{Status: 500, Body: "broken", Ending: simulator.Cut}, io.ErrUnexpectedEOF, 500, 0},
		{"hang", simulator.Fault{Ending: simulator.Hang}, context.DeadlineExceeded, 0, 0},
		{"hang after the mint", simulator.Fault{After: true, Ending: simulator.Hang}, context.DeadlineExceeded, 0, 1},
		{"slower than the client waits", simulator.Fault{Delay: time.Hour}, context.DeadlineExceeded, 0, 0},
		{"slow", simulator.Fault{Delay: time.Millisecond}, nil, 200, 1},
		{"an error after the mint", simulator.Fault{After: true, Status: 500}, nil, 500, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, simulator.Options{LightSignatures: true})
			s.CloudflarePublicKey() // made before the time runs
			ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
			if errors.Is(c.cause, context.DeadlineExceeded) {
				cancel()
				ctx, cancel = context.WithTimeout(t.Context(), time.Second)
			}
			defer cancel()
			s.Fail(simulator.RegenerateToken, c.fault)
			status, err := attempt(ctx, t, s)
			if !errors.Is(err, c.cause) {
				t.Errorf("got error %v, want %v", err, c.cause)
			}
			want(t, "status", status, c.status)
			want(t, "minted", len(s.Tokens()), c.minted)
			want(t, "calls", s.Calls(simulator.RegenerateToken), 1)
			status, err = attempt(t.Context(), t, s)
			want(t, "afterwards", status == 200 && err == nil, true)
		})
	}
}
