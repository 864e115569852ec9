package resttest

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
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

// Edge522 is what Cloudflare's network answers where it does not reach the vendor. Both vendors stand behind it.
const Edge522 = `{"type":"https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/error-522/",` +
	`"title":"Error 522: Connection timed out","status":522,"detail":"Cloudflare could not establish a TCP connection to the origin server.",` +
	`"instance":"9f14a2c0b8d3e4f5","error_code":522,"error_name":"connection_timeout","error_category":"origin","ray_id":"9f14a2c0b8d3e4f5",` +
	`"cloudflare_error":true,"retryable":true,"retry_after":120}`

// CheckEdge checks that an error of a call tells what the edge said, and under a 404 too.
func CheckEdge(t *testing.T, call func(context.Context, rest.Options) error, gone func(error) bool) {
	t.Helper()
	for _, status := range []int{522, http.StatusNotFound} {
		err := call(t.Context(), Always(t, status, Edge522).Options)
		failed, ok := errors.AsType[*rest.Error](err)
		if !ok || len(failed.Faults) != 1 || failed.Faults[0].Title != "Error 522: Connection timed out" ||
			!strings.HasPrefix(failed.Faults[0].Detail, "Cloudflare could not establish") || gone(err) {
			t.Errorf("%d: %+v", status, failed)
		}
	}
}
