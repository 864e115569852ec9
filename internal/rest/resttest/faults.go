package resttest

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"
	"unicode/utf8"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// CheckFaults compares what a vendor's client reads in bodies with what it should.
func CheckFaults(t *testing.T, parse func([]byte) []rest.Fault, cases map[string][]rest.Fault) {
	t.Helper()
	for body, want := range cases {
		if got := parse([]byte(body)); !slices.Equal(got, want) {
			t.Errorf("%s: %+v, want %+v", body, got, want)
		}
	}
}

// FuzzFaults checks that each fault says something, in text, whatever the body is.
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

// FuzzTokens checks that a request for tokens gives some that are not empty, or an error that says something, whatever the
// response is. Mint is made once.
func FuzzTokens(f *testing.F, seeds []string, mint func(rest.Options) func(context.Context) (tokens []string, err error)) {
	f.Helper()
	for _, seed := range seeds {
		f.Add(uint16(0), []byte(seed))   // 200
		f.Add(uint16(1), []byte(seed))   // 201
		f.Add(uint16(203), []byte(seed)) // 403
	}
	var status int
	var body []byte
	vendor := NewServer(f, func(Request) (int, string) { return status, string(body) })
	request := mint(vendor.Options)
	f.Fuzz(func(t *testing.T, number uint16, text []byte) {
		status, body = 200+int(number)%400, text
		if status == http.StatusTooManyRequests {
			return // stops the calls that come after
		}
		vendor.Requests = nil
		tokens, err := request(t.Context())
		failed, ok := errors.AsType[*rest.Error](err)
		for _, token := range tokens {
			switch {
			case err == nil && (token == "" || status >= 300):
				t.Errorf("%d %q: %q without an error", status, body, tokens)
			case err != nil && (!ok || failed.Reason == "" || token != ""):
				t.Errorf("%d %q: %q, %v", status, body, tokens, err)
			}
		}
	})
}
