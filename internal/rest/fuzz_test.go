package rest

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
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
		reserveWith(t, header, now)
	})
}

// reserveWith sends requests to a vendor that always says the same: some time each may be sent, and the counts stay sound.
func reserveWith(t *testing.T, header http.Header, now time.Time) {
	t.Helper()
	limits := newLimits(time.Second)
	for i, status := range []int{200, 503, 429, 200, 0, 429, 200} {
		r := limits.route([]string{"a", "b"}[i%2])
		for range 2 {
			d := limits.delay(r, now)
			if d == (delay{}) {
				break
			}
			if wait := d.until.Sub(now); wait <= 0 || wait > forEver {
				t.Fatalf("%v: delayed for %s", header, wait)
			}
			now = d.until
		}
		if d := limits.delay(r, now); d != (delay{}) {
			t.Fatalf("%v: delayed again: %s", header, d.why)
		}
		limits.settle(limits.reserve(r, now), readReport(status, header, now), now)
	}
	for _, q := range limits.quotas {
		if q.remaining < 0 || q.unsure != 0 {
			t.Errorf("%v: %+v", header, q)
		}
	}
	if len(limits.inFlight) != 0 {
		t.Errorf("%v: %+v", header, limits)
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

// However a value is escaped, what comes out does not have it.
func FuzzScrubSent(f *testing.F) {
	for _, seed := range []string{"Weekly meeting", `C:\temp\u00zz "x" \`, "100%ab%zz%", "https://a.example/?token=s3cret+value", `\ud83c\udf89\ud83c`, "ä\x00\xff\n \tbcdefg"} {
		f.Add("name ", seed)
	}
	f.Fuzz(func(t *testing.T, text, value string) {
		value = strings.ToValidUTF8(value, "")
		plain := strings.TrimSpace(lineBreak.ReplaceAllString(visible(value), ""))
		if utf8.RuneCountInString(plain) < minSent || len(text)+10*len(value) > maxRead || strings.Contains(redacted, plain) {
			return
		}
		if slices.ContainsFunc(quotable([]string{value}), func(plain string) bool { return len(plain) < minSent/2 }) {
			return // of blanks and escapes for what cannot be seen
		}
		inJSON, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		for _, written := range []string{value, url.QueryEscape(value), url.PathEscape(value), string(inJSON), url.QueryEscape(string(inJSON))} {
			if got := scrub("'"+written+"'", nil, quotable([]string{value})...); !strings.Contains(got, redacted) {
				t.Errorf("%q in %q: %q", value, written, got)
			}
			scrub(text+written, nil, quotable([]string{value, text})...)
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
