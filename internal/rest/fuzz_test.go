package rest

import (
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"
)

func FuzzRateLimitHeaders(f *testing.F) {
	for _, seed := range [][6]string{
		{`"default";r=50;t=30`, `"default";q=100;w=60`, "", "", "", ""},
		{`"a";r=0;t=300, "b";r=7`, `"b";q=9;w=1;qu="content-bytes"`, "120", "", "", ""},
		{`default;r=1;t=1, (a b);r=2, :YWJj:;r=3;t=4`, `:YWJj:;w=5`, "Wed, 21 Oct 2015 07:28:00 GMT", "", "", "Wed, 21 Oct 2015 07:27:00 GMT"},
		{"", "", "0", "7", "12", ""},
		{"", "", "1e309", "-1", "NaN", "x"},
		{`"default";r=-1;t=0`, `"`, "-1", "9223372036854775808", "0x1p-2", ""},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3], seed[4], seed[5])
	}
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, limit, policy, after, remaining, reset, date string) {
		header := http.Header{}
		for name, value := range map[string]string{
			"Ratelimit": limit, "Ratelimit-Policy": policy, "Retry-After": after,
			"X-Ratelimit-Remaining": remaining, "X-Ratelimit-Reset": reset, "Date": date,
		} {
			if value != "" {
				header[name] = []string{value}
			}
		}
		for _, told := range readAllowances(header) {
			if told.remaining < 0 || told.reset <= 0 || told.reset > maxPause {
				t.Errorf("%v: %+v", header, told)
			}
		}
		if pause, ok := retryAfter(header, now); ok && (pause <= 0 || pause > forEver) {
			t.Errorf("%v: %s", header, pause)
		}
		bookWith(t, header, now)
	})
}

// bookWith keeps books by a vendor that always says the same: some time a call may be sent, and the books stay sound.
func bookWith(t *testing.T, header http.Header, now time.Time) {
	t.Helper()
	books := newLedger(time.Second)
	for i, status := range []int{200, 503, 429, 200, 0, 429, 200} {
		r := books.route([]string{"a", "b"}[i%2])
		call, held := books.take(r, now)
		for range 2 {
			if held == (hold{}) {
				break
			}
			if wait := held.until.Sub(now); wait <= 0 || wait > forEver {
				t.Fatalf("%v: held for %s", header, wait)
			}
			now = held.until
			call, held = books.take(r, now)
		}
		if held != (hold{}) {
			t.Fatalf("%v: held again: %s", header, held.why)
		}
		books.answered(call, readReport(status, header, now), now)
	}
	for _, w := range books.windows {
		if w.remaining < 0 {
			t.Errorf("%v: %+v", header, w)
		}
	}
	for _, r := range books.routes {
		if r.inFlight != 0 || r.scouts != 0 || books.scouts != 0 {
			t.Errorf("%v: %+v", header, books)
		}
	}
}

func FuzzScrub(f *testing.F) {
	for _, seed := range []string{
		"plain", someJWT, "Bearer " + secret, "x" + secret + "y", "\x1b[31m\xff\u202e", "http://me:pass@host", "bearer%20" + someJWT,
		strings.Repeat("ä", maxText+1), secret[:4] + "\u200b" + secret[4:], "BearerBearer a", "//a@//b@",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := scrub(text, []string{secret, ""})
		if strings.Contains(got, secret) {
			t.Errorf("%q: the credential is in %q", text, got)
		}
		if whole := strings.TrimSuffix(got, "…"); jwtLike.MatchString(whole) {
			t.Errorf("%q: a token is in %q", text, got)
		}
		if !utf8.ValidString(got) || utf8.RuneCountInString(got) > maxText+1 {
			t.Errorf("%q: %q is no text of at most %d characters", text, got, maxText)
		}
		if strings.ContainsFunc(got, func(r rune) bool { return unicode.IsControl(r) || unicode.In(r, unicode.Cf) }) {
			t.Errorf("%q: control characters in %q", text, got)
		}
	})
}

func FuzzBaseURL(f *testing.F) {
	for _, seed := range []string{
		"https://api.cloudflare.com/client/v4", "http://localhost:8080/v2/", "http://[::1]:80", "https://me:pass@example.com",
		"https://example.com/?a=b", "https://example.com/#", "//example.com", "https:example.com", "http://127.0.0.1.example.com",
		"https://example.com/a%2fb/../c", "HTTPS://EXAMPLE.COM", "https://exa mple.com", "https://example.com:port", "", "https://",
	} {
		f.Add(seed, "0ccc7b54-4df3-4bca-a65a-3da1ecc777f0")
	}
	f.Add("https://example.com", "../../x?y#z")
	f.Add("https://example.com/v2", "..")
	f.Add("https://example.com/v2", "%2e%2e/{room_id}")
	f.Fuzz(func(t *testing.T, text, id string) {
		base, err := ParseBaseURL(text)
		if err != nil {
			if len(text) > 12 && strings.Contains(err.Error(), text) {
				t.Errorf("%q is quoted: %s", text, err)
			}
			return
		}
		if base.User != nil || base.RawQuery != "" || base.Fragment != "" || base.Scheme != "https" && !IsLoopback(base.Hostname()) {
			t.Errorf("%q: %s", text, base)
		}
		c := New(Options{BaseURL: base, MaxInFlight: 1})
		request, err := c.request(t.Context(), Call{Method: "POST", Route: "/rooms/{room_id}/actions", IDs: []ID{{"room_id", id}}})
		if err != nil {
			return
		}
		if request.URL.Hostname() != base.Hostname() || request.URL.Port() != base.Port() || request.URL.RawQuery != "" || request.URL.Fragment != "" {
			t.Errorf("%q and %q lead to %s", text, id, request.URL)
		}
		escaped, inside := strings.CutPrefix(request.URL.EscapedPath(), base.EscapedPath()+"/rooms/")
		escaped, before := strings.CutSuffix(escaped, "/actions")
		if !inside || !before || strings.ContainsAny(escaped, "/?#") || escaped == "." || escaped == ".." {
			t.Errorf("%q and %q lead to %s", text, id, request.URL)
		}
	})
}
