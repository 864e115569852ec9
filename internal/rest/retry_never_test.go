package rest

import (
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// A vendor that says "not found" under a status of 5xx has answered: waiting would not bring back what is gone.
func TestWhatIsNotFoundUnderAnotherStatusIsNotRepeated(t *testing.T) {
	t.Parallel()
	for fault, calls := range map[Fault]int{
		{Code: "404", Native: true}: 1,
		{Code: "500", Native: true}: 3,
		{Code: "404"}:               3, // which somebody in between may say
	} {
		var got atomic.Int32
		o := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			got.Add(1)
			w.WriteHeader(http.StatusInternalServerError)
		})
		o.MaxRetries, o.ParseFaults = 2, func([]byte) []Fault { return []Fault{fault} }
		_, err := New(o).Do(t.Context(), Call{Method: http.MethodGet, Route: "/"})
		want(t, "attempts", failed(t, err).Attempts, calls)
		want(t, "calls", int(got.Load()), calls)
	}
}

func TestWhatWillNeverWorkIsNotRepeated(t *testing.T) {
	t.Parallel()
	answer := func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) }
	stranger := httptest.NewTLSServer(http.HandlerFunc(answer))
	t.Cleanup(stranger.Close)
	large := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		_, err := w.Write(make([]byte, maxAnswer+1))
		want(t, "error", err, nil)
	})
	plainly := serve(t, answer)
	for name, c := range map[string]struct {
		baseURL string
		reason  Reason
	}{
		"a certificate of nobody's":  {stranger.URL, Untrusted},
		"another protocol":           {"https://" + speaking(t, "220 mail.example ESMTP\r\n"), Untrusted},
		"no TLS at all":              {"https" + strings.TrimPrefix(plainly.BaseURL.String(), "http"), Untrusted},
		"a name that does not exist": {"https://nowhere.invalid", Unreachable},
		"an answer without end":      {large.BaseURL.String(), TooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := plain(t, c.baseURL)
			o.MaxRetries, o.FirstBackoff = 4, time.Millisecond
			client := New(o)
			if c.reason == Unreachable {
				resolveTo(client, &net.DNSError{Err: "no such host", Name: "nowhere.invalid", IsNotFound: true})
			}
			_, err := client.Do(t.Context(), Call{Method: http.MethodPost, Route: "/"})
			e := failed(t, err)
			want(t, "reason", e.Reason, c.reason)
			want(t, "attempts", e.Attempts, 1)
		})
	}
}

// Redirects are answers: nothing is sent elsewhere, wherever they point.
func TestARedirectIsNotFollowed(t *testing.T) {
	t.Parallel()
	for name, location := range map[string]string{
		"elsewhere": "https://elsewhere.example/client/v4", "here": "/login", "nowhere": "", "nonsense": "http://[::1:80/%zz",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var calls atomic.Int32
			o := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				calls.Add(1)
				w.Header().Set("Location", location)
				w.WriteHeader(http.StatusTemporaryRedirect)
			})
			_, err := New(o).Do(t.Context(), Call{Method: http.MethodPost, Route: "/", Bearer: "credential", Body: 1})
			e := failed(t, err)
			want(t, "reason", e.Reason, Redirected)
			want(t, "calls", calls.Load(), 1)
			if location == "https://elsewhere.example/client/v4" {
				want(t, "location", e.Location, "elsewhere.example")
			}
		})
	}
}

func TestACallThatCannotBeSent(t *testing.T) {
	t.Parallel()
	_, err := New(plain(t, "http://localhost")).Do(t.Context(), Call{Method: http.MethodPost, Route: "/", Body: func() {}})
	e := failed(t, err)
	want(t, "reason", e.Reason, Unsendable)
	want(t, "attempts", e.Attempts, 0)
	if errors.Unwrap(e) == nil || !strings.Contains(e.Error(), "unsupported type") {
		t.Error(e)
	}
}
