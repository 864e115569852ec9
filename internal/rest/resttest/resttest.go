// Package resttest is what the tests of the vendors' clients share.
package resttest

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"testing"
	"time"
	"unicode/utf8"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// Asked is one request that reached a parrot.
type Asked struct {
	Method string
	Path   string // as it was escaped
	Query  url.Values
	Bearer string // the whole Authorization header
	Body   string
}

// Parrot is a vendor that answers as it is told.
type Parrot struct {
	Options rest.Options // to reach it
	Asked   []Asked
}

// NewParrot starts a parrot that takes each status and body from answer.
func NewParrot(t testing.TB, answer func(Asked) (status int, body string)) *Parrot {
	t.Helper()
	p := &Parrot{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sent, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		asked := Asked{r.Method, r.URL.EscapedPath(), r.URL.Query(), r.Header.Get("Authorization"), string(sent)}
		p.Asked = append(p.Asked, asked)
		status, body := answer(asked)
		w.WriteHeader(status)
		if _, err := io.WriteString(w, body); err != nil && !errors.Is(err, http.ErrBodyNotAllowed) {
			t.Error(err)
		}
	}))
	t.Cleanup(server.Close)
	p.Options = Options(t, server.URL)
	p.Options.MaxInFlight = 1
	return p
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

// CheckFaults compares what a vendor's client reads in bodies with what it should.
func CheckFaults(t *testing.T, parse func([]byte) []rest.Fault, cases map[string][]rest.Fault) {
	t.Helper()
	for body, want := range cases {
		if got := parse([]byte(body)); !slices.Equal(got, want) {
			t.Errorf("%s: %+v, want %+v", body, got, want)
		}
	}
}

// FuzzFaults wants of whatever comes back that each fault says something, in text.
func FuzzFaults(f *testing.F, parse func([]byte) []rest.Fault, seeds []string) {
	f.Helper()
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, fault := range parse(body) {
			if fault == (rest.Fault{}) {
				t.Errorf("%q: a fault that says nothing", body)
			}
			if !utf8.ValidString(fault.Code + fault.Title + fault.Detail + fault.Pointer) {
				t.Errorf("%q: %+v", body, fault)
			}
		}
	})
}
