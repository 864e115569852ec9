package rest

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// recorded is a response of the edge as it was seen.
func recorded(t *testing.T, name string) simulator.Fault {
	t.Helper()
	for _, each := range simulator.RecordedFaults() {
		if each.Name == name {
			return each.Fault
		}
	}
	t.Fatalf("nobody recorded %s", name)
	return simulator.Fault{}
}

// What the edge says is shown, and what it is about is known, whichever vendor is behind it.
func TestEdgeErrors(t *testing.T) {
	t.Parallel()
	no, yes := new(false), new(true)
	for name, c := range map[string]struct {
		status int
		title  string
		detail string
		edge   Edge
	}{
		"edge-500":       {500, "Error 500: Internal server error", "The origin had an error and could not answer.", Edge{Code: "500", Category: "origin", Retryable: yes}},
		"edge-522":       {522, "Error 522: Connection timed out", "Cloudflare could not establish a TCP connection to the origin server.", Edge{Code: "522", Category: "origin", Retryable: yes}},
		"edge-525":       {525, "Error 525: SSL handshake failed", "Cloudflare and the origin did not agree on TLS.", Edge{Code: "525", Category: "origin", Retryable: no}},
		"edge-1010":      {403, "Error 1010: Access denied, the client's signature is banned", "The owner of the site has banned requests that look like yours.", Edge{Code: "1010", Category: "access_denied", Retryable: no}},
		"edge-1033":      {530, "Error 1033: Cloudflare Tunnel error", "Cloudflare has no tunnel to the origin at this time.", Edge{Code: "1033", Category: "origin", Retryable: yes}},
		"waf-page":       {403, "", "", Edge{Mitigation: Block}},
		"challenge":      {403, "", "", Edge{Mitigation: Challenge}},
		"challenge-429":  {429, "", "", Edge{Mitigation: Challenge}},
		"plain-502":      {502, "", "error code: 502", Edge{Code: "502"}},
		"plain-1010":     {403, "", "error code: 1010", Edge{Code: "1010"}},
		"plain-upstream": {503, "", "upstream connect error or disconnect/reset before headers. reset reason: connection termination", Edge{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, o := vendor(t, simulator.Options{})
			o.MaxRetries, o.ParseFaults = 0, func([]byte) []Fault { return nil }
			server.FailAlways(simulator.RegenerateToken, recorded(t, name))
			_, err := mint(t.Context(), New(o))
			e := failed(t, err)
			want(t, "reason", e.Reason, Refused)
			want(t, "status", e.Status, c.status)
			var faults []Fault
			if c.title+c.detail != "" {
				faults = []Fault{{Title: c.title, Detail: c.detail}}
			}
			want(t, "faults", append([]Fault(nil), e.Faults...), faults)
			if c.edge == (Edge{}) {
				want(t, "edge", e.Edge, nil)
				return
			}
			if e.Edge == nil || e.Edge.RayID == "" || !strings.HasPrefix(e.RequestID, e.Edge.RayID) {
				t.Fatalf("%+v, request ID %s", e.Edge, e.RequestID)
			}
			c.edge.RayID = e.Edge.RayID
			want(t, "edge", e.Edge, c.edge)
		})
	}
}

// What is no error of the edge's is not taken for one.
func TestWhatIsNotTheEdges(t *testing.T) {
	t.Parallel()
	for body, fault := range map[string]string{
		`{"title":"Service Unavailable","status":503,"detail":"Down for maintenance.","type":"about:blank"}`: "Service Unavailable/Down for maintenance.",
		`{"cloudflare_error":false,"error_code":522,"detail":"no"}`:                                          "/no",
		`{"cloudflare_error":"true"}`:       "",
		`[{"cloudflare_error":true}]`:       "",
		"<html><title>503</title></html>":   "",
		"\n\n  out of order  \nsecond line": "/out of order",
		"":                                  "",
		"null":                              "",
		`"out of order"`:                    "",
		"error code: 1010 and more":         "/error code: 1010 and more",
	} {
		o := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusServiceUnavailable)
			answerWith(t, w, body)
		})
		o.MaxRetries, o.ParseFaults = 0, func([]byte) []Fault { return nil }
		_, err := New(o).Do(t.Context(), Call{Method: http.MethodGet, Route: "/"})
		e := failed(t, err)
		got := ""
		for _, each := range e.Faults {
			got += each.Title + "/" + each.Detail
		}
		want(t, body, got, fault)
		want(t, body, e.Edge, nil)
	}
}

// The edge's texts are scrubbed as the vendor's are, and a plain one is bounded.
func TestEdgeErrorsHoldNoSecret(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`{"cloudflare_error":true,"title":"KEY","detail":"KEY","error_code":"KEY","error_category":"KEY","ray_id":"KEY"}`,
		`{"type":"about:blank","title":"KEY","detail":"KEY"}`,
		"KEY" + strings.Repeat(" and more", maxAnswer/10),
	} {
		o := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Cf-Ray", secret)
			w.WriteHeader(http.StatusForbidden)
			answerWith(t, w, strings.ReplaceAll(body, "KEY", "a "+secret+"\u202e"))
		})
		o.ParseFaults = func([]byte) []Fault { return nil }
		_, err := New(o).Do(t.Context(), Call{Method: http.MethodGet, Route: "/", Bearer: secret})
		e := failed(t, err)
		text := toText(t, e)
		if strings.Contains(text, secret) || strings.Contains(text, secret[:4]) || strings.Contains(text, "\u202e") || !strings.Contains(text, "a "+redacted) || len(text) > 3*maxText {
			t.Error(text)
		}
	}
}

// The edge says where a retry helps.
func TestRetriesFollowTheEdge(t *testing.T) {
	t.Parallel()
	for body, calls := range map[string]map[int]int{
		`{"cloudflare_error":true,"retryable":true}`:      {530: 3, 503: 3, 525: 1, 403: 1, 501: 1},
		`{"cloudflare_error":true,"retryable":false}`:     {530: 1, 503: 1, 500: 1, 522: 1, 408: 1, 429: 1},
		`{"cloudflare_error":true}`:                       {530: 1, 503: 3},
		`{"retryable":true}`:                              {530: 1, 503: 3},
		`{"retryable":false}`:                             {530: 1, 503: 3},
		`{"cloudflare_error":true,"retryable":"no"}`:      {530: 1, 503: 3},
		`<title>Attention Required! | Cloudflare</title>`: {403: 1, 503: 1},
		`<title>Just a moment...</title>`:                 {403: 1, 503: 1, 429: 1},

		`<title>Access denied | api.example.com used Cloudflare to restrict access</title>`: {403: 1, 503: 1},
		`<title>Access denied | api.example.com</title>`:                                    {403: 1, 503: 3},
		`error code: 1033`: {530: 1},
		`{"cloudflare_error":true,"retryable":true,"status":1}`: {530: 3},
	} {
		for status, wanted := range calls {
			var got, creates atomic.Int32
			o := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if got.Add(1); r.Method == http.MethodPost {
					creates.Add(1)
				}
				w.WriteHeader(status)
				answerWith(t, w, body)
			})
			o.MaxRetries, o.ParseFaults = 2, func([]byte) []Fault { return nil }
			client := New(o)
			_, err := client.Do(t.Context(), Call{Method: http.MethodGet, Route: "/"})
			what := fmt.Sprint(body, status)
			want(t, what, got.Load(), wanted)
			want(t, what+" out of retries", failed(t, err).OutOfRetries, wanted > 1)
			_, err = client.Do(t.Context(), creating())
			want(t, what+" creates", creates.Load(), 1)
			want(t, what+" attempts", failed(t, err).Attempts, 1)
		}
	}
}

// A 429 that asks a browser to prove itself says nothing about the rate limit: it holds up nobody, and comes again.
func TestAChallengeIsNoRateLimit(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusTooManyRequests, http.StatusServiceUnavailable, http.StatusForbidden} {
		synctest.Test(t, func(t *testing.T) {
			o := plain(t, "http://localhost")
			o.MaxRetries, o.ParseFaults = 4, func([]byte) []Fault { return nil }
			challenges := 1
			client := withoutNetwork(o, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				if challenges--; challenges < 0 {
					return
				}
				w.Header().Set("Cf-Mitigated", "challenge")
				w.Header().Set("Cf-Ray", "9f14b204e9800998-LHR")
				w.Header().Set("Retry-After", "300")
				w.WriteHeader(status)
				answerWith(t, w, "<title>Just a moment...</title>")
			}))
			began := time.Now()
			e := failed(t, get(t, client))
			want(t, "reason", e.Reason, Refused)
			want(t, "attempts", e.Attempts, 1)
			want(t, "page", e.Edge, Edge{Mitigation: Challenge, RayID: "9f14b204e9800998"})
			want(t, "error of another", get(t, client), nil)
			want(t, "waited", time.Since(began), 0)
		})
	}
}

// A create that was challenged was not carried out.
func TestACreateThatWasChallenged(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusTooManyRequests, http.StatusServiceUnavailable, http.StatusForbidden, 520} {
		var calls atomic.Int32
		o := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			calls.Add(1)
			w.Header().Set("Cf-Mitigated", "challenge")
			w.WriteHeader(status)
		})
		_, err := New(o).Do(t.Context(), creating())
		e := failed(t, err)
		want(t, "calls", calls.Load(), 1)
		want(t, "unclear", e.Unclear, false)
	}
}

// The page for a rate limit has the title of one for a request that is blocked.
func TestAPageForARateLimitBlocksNothing(t *testing.T) {
	t.Parallel()
	page := []byte("<title>Access denied | api.example.com used Cloudflare to restrict access</title>")
	for status, blocked := range map[int]bool{403: true, 429: false} {
		edge, _ := (&response{status: status, content: page}).edge()
		want(t, fmt.Sprint(status), edge.mitigated(), blocked)
	}
}
