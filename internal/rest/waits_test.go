package rest

import (
	"net/http"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// respond gives one response after another, and the last for ever.
func respond(responses ...func(http.ResponseWriter)) http.HandlerFunc {
	var mu sync.Mutex
	return func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		next := responses[0]
		responses = responses[min(1, len(responses)-1):]
		mu.Unlock()
		next(w)
	}
}

// asking is a response that asks to wait for so many seconds.
func asking(status, seconds int) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.Header().Set("Retry-After", strconv.Itoa(seconds))
		w.WriteHeader(status)
	}
}

func exhausted(seconds int) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.Header().Set("Ratelimit", `"default";r=0;t=`+strconv.Itoa(seconds))
	}
}

func get(t *testing.T, client *Client) error {
	t.Helper()
	_, err := client.Do(t.Context(), Call{Method: http.MethodGet, Route: "/"})
	return err
}

// A Retry-After that exceeds RateLimitTimeout ends the call at once, and others to the same route before they are sent.
func TestA503ThatAsksForTooLongAWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := plain(t, "http://localhost")
		o.MaxRetries = 4
		client := withoutNetwork(o, respond(asking(503, 3600)))
		began := time.Now()
		e := failed(t, get(t, client))
		want(t, "reason", e.Reason, Refused)
		want(t, "status", e.Status, 503)
		want(t, "attempts", e.Attempts, 1)
		want(t, "wanted", e.Wanted, time.Hour)
		want(t, "out of retries", e.OutOfRetries, false)
		time.Sleep(time.Minute)
		e = failed(t, get(t, client))
		want(t, "reason of another", e.Reason, Unavailable)
		want(t, "attempts of another", e.Attempts, 0)
		want(t, "wanted by another", e.Wanted, 59*time.Minute)
		want(t, "waited", time.Since(began), time.Minute)
	})
}

// All waits that a vendor asks one call for count together.
func TestAllWaitsOfACallCountTogether(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		responses []func(http.ResponseWriter)
		attempts  int
		status    int
		waited    time.Duration
	}{
		"429":                       {[]func(http.ResponseWriter){asking(429, 200)}, 2, 429, 200 * time.Second},
		"503":                       {[]func(http.ResponseWriter){asking(503, 200)}, 2, 503, 200 * time.Second},
		"both":                      {[]func(http.ResponseWriter){asking(429, 100), asking(503, 100), asking(503, 200)}, 3, 503, 200 * time.Second},
		"an exhausted policy first": {[]func(http.ResponseWriter){exhausted(200), asking(503, 200)}, 1, 503, 200 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				o := plain(t, "http://localhost")
				o.MaxRetries = 20
				client := withoutNetwork(o, respond(c.responses...))
				began := time.Now()
				err := get(t, client)
				if name == "an exhausted policy first" {
					want(t, "error", err, nil)
					err = get(t, client)
				}
				e := failed(t, err)
				want(t, "attempts", e.Attempts, c.attempts)
				want(t, "status", e.Status, c.status)
				want(t, "waited", e.Waited.Truncate(10*time.Second), c.waited)
				want(t, "took", time.Since(began).Truncate(10*time.Second), c.waited)
				want(t, "wanted", e.Wanted.Round(time.Second), 200*time.Second)
			})
		})
	}
}

// A wait that the vendor does not ask for does not count, and one that takes as long as is allowed is not too long.
func TestWaitsThatAreNotTooLong(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		perSecond float64
		responses []func(http.ResponseWriter)
		took      time.Duration
	}{
		"requests_per_second":         {0.01, []func(http.ResponseWriter){func(http.ResponseWriter) {}}, 100 * time.Second},
		"an asked pause to the limit": {0, []func(http.ResponseWriter){func(http.ResponseWriter) {}, asking(503, 60), func(http.ResponseWriter) {}}, 60 * time.Second},
		"backoff":                     {0, []func(http.ResponseWriter){func(http.ResponseWriter) {}, asking(503, 0), func(http.ResponseWriter) {}}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				o := plain(t, "http://localhost")
				o.RequestsPerSecond, o.MaxRetries, o.RateLimitTimeout = c.perSecond, 1, time.Minute
				client := withoutNetwork(o, respond(c.responses...))
				want(t, "error", get(t, client), nil)
				began := time.Now()
				want(t, "error", get(t, client), nil)
				want(t, "took", time.Since(began).Truncate(10*time.Second), c.took)
			})
		})
	}
}

// The pause that a 5xx asks for is logged.
func TestTheWaitAfterA503IsLogged(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var seen observed
		o := plain(t, "http://localhost")
		o.MaxRetries, o.Observe = 1, seen.observe
		client := withoutNetwork(o, respond(asking(503, 120), func(http.ResponseWriter) {}))
		want(t, "error", get(t, client), nil)
		waits := seen.waits()
		want(t, "waits", len(waits), 1)
		want(t, "why", waits[0].Why, delayedBy5xx)
		want(t, "for a rate limit", waits[0].ForRateLimit(), false)
		want(t, "wait", waits[0].Wait.Truncate(2*time.Second), 2*time.Minute)
	})
}

// So is our own backoff, if it takes long.
func TestALongBackoffIsLogged(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var seen observed
		o := plain(t, "http://localhost")
		o.MaxRetries, o.Observe = 20, seen.observe
		client := withoutNetwork(o, respond(func(w http.ResponseWriter) { w.WriteHeader(http.StatusBadGateway) }))
		began := time.Now()
		e := failed(t, get(t, client))
		want(t, "reason", e.Reason, Refused)
		want(t, "waited for the vendor", e.Waited, 0)
		waits := seen.waits()
		var logged time.Duration
		for _, wait := range waits {
			want(t, "why", wait.Why, delayedByBackoff)
			logged += wait.Wait
		}
		if took := time.Since(began); len(waits) < 5 || len(waits) > 18 || took-logged > 20*5*time.Second {
			t.Errorf("%d waits of %s in %s", len(waits), logged, took)
		}
	})
}

// Calls that wait for the limit of their route take no place from the calls of others.
func TestCallsThatWaitTakeNoPlace(t *testing.T) {
	t.Parallel()
	for name, delayed := range map[string]func(http.ResponseWriter){"exhausted": exhausted(300), "503": asking(503, 300)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				o := plain(t, "http://localhost")
				o.MaxInFlight, o.MaxRetries = 4, 1
				waiting := respond(delayed, func(http.ResponseWriter) {})
				client := withoutNetwork(o, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if r.URL.Path == "/lists" {
						waiting(w, r)
					}
				}))
				began := time.Now()
				var group sync.WaitGroup
				for range 5 {
					group.Go(func() {
						_, err := client.Do(t.Context(), Call{Method: http.MethodGet, Route: "/lists"})
						want(t, "error", err, nil)
					})
					synctest.Wait()
				}
				for range 8 {
					_, err := client.Do(t.Context(), Call{Method: http.MethodPost, Route: "/mint"})
					want(t, "error", err, nil)
				}
				want(t, "the others waited", time.Since(began), 0)
				group.Wait()
				if took := time.Since(began); took < 300*time.Second || took > 302*time.Second {
					t.Errorf("the lists took %s", took)
				}
			})
		})
	}
}

// RequestsPerSecond holds when many calls have waited for something else, too.
func TestRequestsPerSecondAfterAStall(t *testing.T) {
	t.Parallel()
	for name, stall := range map[string]func(http.ResponseWriter){
		"exhausted": exhausted(20), "429": asking(429, 20), "503": asking(503, 20),
		"a slow response": func(http.ResponseWriter) { time.Sleep(20 * time.Second) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				o := plain(t, "http://localhost")
				o.RequestsPerSecond, o.MaxRetries, o.RequestTimeout = 5, 1, time.Minute
				var mu sync.Mutex
				var sent []time.Time
				next := respond(stall, func(http.ResponseWriter) {})
				client := withoutNetwork(o, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					mu.Lock()
					sent = append(sent, time.Now())
					mu.Unlock()
					next(w, r)
				}))
				var group sync.WaitGroup
				for range 30 {
					group.Go(func() { want(t, "error", get(t, client), nil) })
				}
				group.Wait()
				for i := 5; i < len(sent); i++ {
					if apart := sent[i].Sub(sent[i-5]); apart < time.Second {
						t.Fatalf("6 requests within %s: %v", apart, offsets(sent))
					}
				}
			})
		})
	}
}

func offsets(times []time.Time) []string {
	var all []string
	for _, each := range slices.Clone(times) {
		all = append(all, each.Sub(times[0]).String())
	}
	return all
}
