package rest

import (
	"context"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func TestWhichStatusesAreRepeated(t *testing.T) {
	t.Parallel()
	for status, calls := range map[int]int{
		200: 1, 204: 1, 301: 1, 302: 1, 307: 1, 308: 1, 304: 1,
		400: 1, 401: 1, 403: 1, 404: 1, 405: 1, 409: 1, 410: 1, 422: 1, 425: 1, 451: 1,
		408: 3, 500: 3, 502: 3, 503: 3, 504: 3, 520: 3, 521: 3, 522: 3, 523: 3, 524: 3,
		501: 1, 505: 1, 519: 1, 525: 1, 526: 1, 527: 1, 530: 1, 599: 1,
	} {
		t.Run(strconv.Itoa(status), func(t *testing.T) {
			t.Parallel()
			var got atomic.Int32
			o := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				got.Add(1)
				w.Header().Set("X-Request-Id", "request "+strconv.Itoa(int(got.Load())))
				w.WriteHeader(status)
			})
			o.MaxRetries = 2
			_, err := New(o).Do(t.Context(), Call{Method: http.MethodPost, Route: "/"})
			want(t, "calls", got.Load(), calls)
			if status < 300 {
				want(t, "error", err, nil)
				return
			}
			e := failed(t, err)
			want(t, "status", e.Status, status)
			want(t, "attempts", e.Attempts, calls)
			want(t, "out of retries", e.OutOfRetries, calls > 1)
			want(t, "the last answer's id", e.RequestID, "request "+strconv.Itoa(calls))
		})
	}
}

// A 429 does not count against MaxRetries: it is the rate limit's timeout that ends it.
func TestA429IsRepeatedBeyondMaxRetries(t *testing.T) {
	t.Parallel()
	server, o := vendor(t, simulator.Options{})
	o.MaxRetries = 0
	server.Fail(simulator.RegenerateToken, simulator.TooMany(""), simulator.TooMany("0"), simulator.TooMany("0"), simulator.TooMany(""))
	token, err := mint(t.Context(), New(o))
	if err != nil || token == "" {
		t.Error(token, err)
	}
	want(t, "calls", server.Calls(simulator.RegenerateToken), 5)
}

func TestMaxRetriesOfNoneMakesOneAttempt(t *testing.T) {
	t.Parallel()
	server, o := vendor(t, simulator.Options{})
	o.MaxRetries = 0
	server.FailAlways(simulator.RegenerateToken, simulator.Refusal(503))
	_, err := mint(t.Context(), New(o))
	want(t, "attempts", failed(t, err).Attempts, 1)
	want(t, "out of retries", failed(t, err).OutOfRetries, true)
	want(t, "calls", server.Calls(simulator.RegenerateToken), 1)
}

// The body goes out whole each time: other providers send an empty one from the second attempt on.
func TestABodyIsSentWholeAgain(t *testing.T) {
	t.Parallel()
	var bodies []string
	o := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		bodies = append(bodies, r.Header.Get("Content-Type")+strconv.FormatInt(r.ContentLength, 10)+string(body))
		if err != nil || len(bodies) < 4 {
			w.WriteHeader(http.StatusBadGateway)
		}
	})
	if _, err := New(o).Do(t.Context(), Call{Method: http.MethodPost, Route: "/", Body: map[string]int{"ttl": 600}}); err != nil {
		t.Error(err)
	}
	const whole = `application/json11{"ttl":600}`
	want(t, "bodies", bodies, []string{whole, whole, whole, whole})
}

func TestNoBodyIsNoBody(t *testing.T) {
	t.Parallel()
	o := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		want(t, "length", r.ContentLength, 0)
		want(t, "type", r.Header.Get("Content-Type"), "")
		want(t, "authorization", r.Header["Authorization"], nil)
	})
	if _, err := New(o).Do(t.Context(), Call{Method: http.MethodPost, Route: "/"}); err != nil {
		t.Error(err)
	}
}

// Whatever breaks before the answer is whole is repeated.
func TestBrokenConnectionsAreRepeated(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]simulator.Fault{
		"reset":     {Ending: simulator.Reset},
		"truncated": {Ending: simulator.Cut},
		"hung":      {Ending: simulator.Hang},
		"slow":      {Delay: time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, o := vendor(t, simulator.Options{})
			o.RequestTimeout = 300 * time.Millisecond
			server.Fail(simulator.RegenerateToken, fault, fault)
			token, err := mint(t.Context(), New(o))
			if err != nil || token == "" {
				t.Error(token, err)
			}
			want(t, "calls", server.Calls(simulator.RegenerateToken), 3)
		})
	}
}

func TestTheLastFailureIsTold(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault  simulator.Fault
		reason Reason
		text   string
	}{
		"reset":     {simulator.Fault{Ending: simulator.Reset}, Unreachable, "connection reset by peer"},
		"truncated": {simulator.Fault{Ending: simulator.Cut}, Unreachable, "unexpected EOF"},
		"hung":      {simulator.Fault{Ending: simulator.Hang}, TimedOut, errTimedOut.Error() + " 200ms"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, o := vendor(t, simulator.Options{})
			o.RequestTimeout, o.MaxRetries = 200*time.Millisecond, 1
			server.FailAlways(simulator.RegenerateToken, c.fault)
			_, err := mint(t.Context(), New(o))
			e := failed(t, err)
			want(t, "reason", e.Reason, c.reason)
			want(t, "attempts", e.Attempts, 2)
			if !strings.Contains(e.Err.Error(), c.text) {
				t.Errorf("%q does not say %q", e.Err, c.text)
			}
		})
	}
}

// A name that cannot be looked up just now is another matter than one that does not exist.
func TestALookupThatFailsForNowIsRepeated(t *testing.T) {
	t.Parallel()
	o := plain(t, "https://api.invalid")
	o.MaxRetries, o.FirstBackoff = 2, time.Millisecond
	client := New(o)
	resolveTo(client, &net.DNSError{Err: "server misbehaving", Name: "api.invalid", IsTemporary: true})
	_, err := client.Do(t.Context(), Call{Method: http.MethodPost, Route: "/"})
	want(t, "attempts", failed(t, err).Attempts, 3)
}

// resolveTo lets every connection fail with what looking up the name gives: a test must not ask a real name server.
func resolveTo(c *Client, err error) {
	wireOf(c).DialContext = func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: err}
	}
}

func wireOf(c *Client) *http.Transport {
	return c.wire.(*http.Transport) //nolint:forcetypeassert // New made it
}

// One call that failed must not cost the others their connections.
func TestAFailedCallLeavesTheConnections(t *testing.T) {
	t.Parallel()
	server, o := vendor(t, simulator.Options{})
	o.MaxRetries = 0
	client := New(o)
	server.Fail(simulator.RegenerateToken, simulator.Refusal(500), simulator.Refusal(404), simulator.Refusal(500))
	for range 6 {
		_, err := mint(t.Context(), client)
		if err != nil && failed(t, err).Status == 0 {
			t.Error(err)
		}
	}
	want(t, "connections", server.Connections(), 1)
}

func TestWhatARepeatWaitsFor(t *testing.T) {
	t.Parallel()
	for name, one := range map[string]struct {
		status     int // 0: no answer
		retryAfter string
		repeat     int
		least      time.Duration
		most       time.Duration
		ends       bool
	}{
		"no answer":                  {most: time.Second},
		"no answer, again":           {repeat: 3, most: 8 * time.Second},
		"no answer, and again":       {repeat: 1000, most: maxBackoff},
		"503":                        {status: 503, repeat: 1, most: 2 * time.Second},
		"503 that names a time":      {status: 503, retryAfter: "7", least: 7 * time.Second, most: 8 * time.Second},
		"503 that names six minutes": {status: 503, retryAfter: "360", least: 6 * time.Minute, most: 6*time.Minute + time.Second},
		"503 that names an hour":     {status: 503, retryAfter: "3600", ends: true},
		"429 is the limiter's part":  {status: 429, retryAfter: "300", repeat: 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				c := New(plain(t, "http://localhost"))
				c.options.MaxRetries = 1001
				var got *response
				broken := errTimedOut
				if one.status != 0 {
					got, broken = &response{status: one.status, header: http.Header{"Retry-After": {one.retryAfter}}}, nil
				}
				seen := map[time.Duration]bool{}
				for range 200 {
					p := &progress{client: c, failures: one.repeat, got: got}
					pause, again := p.repeat(broken)
					wait := max(0, time.Until(pause.until))
					seen[wait] = true
					if wait < one.least || wait > one.most || again == one.ends {
						t.Fatalf("waits for %s, want between %s and %s; repeats: %t", wait, one.least, one.most, again)
					}
				}
				if one.most > 0 && len(seen) < 100 {
					t.Errorf("%d different waits of 200 are no jitter", len(seen))
				}
			})
		})
	}
}

// An answer that came in time is worth more than the news that the caller has left: a token was minted.
func TestATokenThatArrivedIsNotThrownAway(t *testing.T) {
	t.Parallel()
	server, o := vendor(t, simulator.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	o.Observe = func(context.Context, Event) { cancel() } // after the answer, before it is given
	token, err := mint(ctx, New(o))
	if err != nil || token != server.Tokens()[0].Token {
		t.Error(token, err)
	}
}
