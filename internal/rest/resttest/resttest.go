// Package resttest is what the tests of the vendors' clients share.
package resttest

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// Request is one request that reached a server.
type Request struct {
	Method string
	Path   string // as it was escaped
	Query  url.Values
	Bearer string // the whole Authorization header
	Body   string
}

// Server is a vendor that answers as a test says.
type Server struct {
	Options  rest.Options // to reach it
	Requests []Request
}

// NewServer starts a server that takes each status and body from answer.
func NewServer(t testing.TB, answer func(Request) (status int, body string)) *Server {
	t.Helper()
	s := &Server{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sent, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		request := Request{r.Method, r.URL.EscapedPath(), r.URL.Query(), r.Header.Get("Authorization"), string(sent)}
		s.Requests = append(s.Requests, request)
		status, body := answer(request)
		w.WriteHeader(status)
		if _, err := io.WriteString(w, body); err != nil && !errors.Is(err, http.ErrBodyNotAllowed) {
			t.Error(err)
		}
	}))
	t.Cleanup(server.Close)
	s.Options = Options(t, server.URL)
	s.Options.MaxInFlight = 1
	return s
}

// Always starts a server that gives every request the same answer.
func Always(t testing.TB, status int, body string) *Server {
	t.Helper()
	return NewServer(t, func(Request) (int, string) { return status, body })
}

// Options reach a vendor at an address.
func Options(t testing.TB, address string) rest.Options {
	t.Helper()
	base, err := rest.ParseBaseURL(address)
	if err != nil {
		t.Fatal(err)
	}
	return rest.Options{
		BaseURL: base, UserAgent: "test", RequestTimeout: 20 * time.Second, MaxInFlight: 4,
		Observe: func(context.Context, rest.Event) {},
	}
}

// ReasonOf is the reason that a call failed for, "" if it did not.
func ReasonOf(err error) rest.Reason {
	if failed, ok := errors.AsType[*rest.Error](err); ok {
		return failed.Reason
	}
	return ""
}

// JSON is a value as JSON.
func JSON(t testing.TB, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Error(err)
	}
	return string(text)
}

// UnreadableTimes are values, as JSON, of a field that should be a time.
func UnreadableTimes() []string {
	return []string{
		`"yesterday"`, `""`, `null`, `1893456000`, `true`, `{}`, `["2030-01-01T00:00:00Z"]`, `"2030-01-01 00:00:00"`,
		`"2030-01-01T00:00:00"`, `"2030-13-01T00:00:00Z"`, `"0001-01-01T00:00:00Z"`,
	}
}
