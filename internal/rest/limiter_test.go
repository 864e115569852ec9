package rest

import (
	"context"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// A configuration with a few tokens waits for one round trip, not for two.
func TestAFewTokensTakeOneRoundTrip(t *testing.T) {
	t.Parallel()
	for _, tokens := range []int{1, 3, burst} {
		_, client := limited(t, documented(), nil)
		synctest.Test(t, func(t *testing.T) {
			began := time.Now()
			arrived, _ := mintMany(t.Context(), client(t), tokens, 64)
			want(t, "tokens", len(arrived), tokens)
			want(t, "took", time.Since(began), latency)
		})
	}
}

// Where not a single call is allowed, no more than a burst is refused before all wait.
func TestNoMoreThanABurstIsRefused(t *testing.T) {
	t.Parallel()
	for name, limit := range map[string]simulator.Limit{
		"with headers":    {Quota: 1, Window: 10 * time.Minute},
		"without headers": {Quota: 1, Window: 10 * time.Minute, Headerless: true},
	} {
		server, client := limited(t, limit, func(o *Options) { o.RateLimitTimeout = 0 })
		synctest.Test(t, func(t *testing.T) {
			arrived, _ := mintMany(t.Context(), client(t), 64, 64)
			want(t, "tokens", len(arrived), 1)
			if limited := server.Limited(); limited >= burst {
				t.Errorf("%s: %d answers of 429", name, limited)
			}
		})
	}
}

// A call that is canceled, or lost, or answered by some gateway while nothing is known, tells nothing of the limit.
func TestALostAnswerDoesNotSwitchPacingOff(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*testing.T, *simulator.Server, *Client){
		"canceled": func(t *testing.T, _ *simulator.Server, c *Client) {
			t.Helper()
			ctx, cancel := context.WithTimeout(t.Context(), latency/2)
			defer cancel()
			if _, err := mint(ctx, c); err == nil {
				t.Error("it was not canceled")
			}
		},
		"502": func(t *testing.T, server *simulator.Server, c *Client) {
			t.Helper()
			server.Fail(simulator.RegenerateToken, simulator.Refusal(502))
			if _, err := mint(t.Context(), c); err == nil {
				t.Error("it was not refused")
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			limit := documented()
			limit.Quota = 12
			server, client := limited(t, limit, func(o *Options) { o.MaxRetries, o.RateLimitTimeout = 0, time.Minute })
			synctest.Test(t, func(t *testing.T) {
				c := client(t)
				spoil(t, server, c)
				_, _ = mintMany(t.Context(), c, 64, 64)
			})
			want(t, "answers of 429", server.Limited(), 0)
		})
	}
}

// Status and header of a 429 count, whatever becomes of the rest.
func TestA429WhoseBodyIsLost(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*testing.T, http.ResponseWriter){
		"cut": func(_ *testing.T, w http.ResponseWriter) {
			w.Header().Set("Content-Length", "100")
			w.WriteHeader(http.StatusTooManyRequests)
		},
		"too large": func(_ *testing.T, w http.ResponseWriter) {
			w.WriteHeader(http.StatusTooManyRequests)
			_, err := w.Write(make([]byte, maxAnswer+1))
			_ = err // the client hangs up in the middle
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var calls atomic.Int32
			o := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				calls.Add(1)
				w.Header().Set("Retry-After", "300")
				end(t, w)
			})
			o.RateLimitTimeout = time.Minute
			_, err := New(o).Do(t.Context(), Call{Method: http.MethodGet, Route: "/"})
			e := failed(t, err)
			want(t, "reason", e.Reason, RateLimited)
			want(t, "wanted", e.Wanted.Round(time.Second), 300*time.Second)
			want(t, "calls", calls.Load(), 1)
		})
	}
}

// A 429 stops the others as soon as its header is there.
func TestA429StopsTheOthersBeforeItIsWhole(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	release := make(chan struct{})
	o := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		calls.Add(1)
		w.Header().Set("Retry-After", "300")
		w.WriteHeader(http.StatusTooManyRequests)
		want(t, "error", http.NewResponseController(w).Flush(), nil)
		<-release
	})
	o.RateLimitTimeout = time.Minute
	client := New(o)
	var group sync.WaitGroup
	group.Go(func() {
		_, err := client.Do(t.Context(), Call{Method: http.MethodGet, Route: "/"})
		want(t, "reason", failed(t, err).Reason, RateLimited)
	})
	for blocked := false; !blocked; time.Sleep(time.Millisecond) {
		client.limiter.mu.Lock()
		blocked = !client.limiter.limits.blocked.IsZero()
		client.limiter.mu.Unlock()
	}
	_, err := client.Do(t.Context(), Call{Method: http.MethodGet, Route: "/"})
	want(t, "reason", failed(t, err).Reason, RateLimited)
	close(release)
	group.Wait()
	want(t, "calls", calls.Load(), 1)
}

// Beyond what may be waited, a call ends at once.
func TestARetryAfterThatExceedsTheTimeLimit(t *testing.T) {
	t.Parallel()
	for _, after := range []string{"86400", "86401", "1795000000", "1e300", "Wed, 01 Oct 7000 00:00:00 GMT"} {
		var calls atomic.Int32
		o := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			calls.Add(1)
			w.Header().Set("Retry-After", after)
			w.WriteHeader(http.StatusTooManyRequests)
		})
		client := New(o)
		for range 3 {
			_, err := client.Do(t.Context(), Call{Method: http.MethodGet, Route: "/"})
			want(t, after, failed(t, err).Reason, RateLimited)
		}
		want(t, "calls", calls.Load(), 1)
	}
}

// What a 503 asks to wait is asked of all.
func TestTheRetryAfterOfA503HoldsForAllCalls(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		var early atomic.Int32
		client := withoutNetwork(plain(t, "http://localhost"), http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if since := time.Since(began); since < time.Second {
				w.Header().Set("Retry-After", "7")
				w.WriteHeader(http.StatusServiceUnavailable)
			} else if since < 7*time.Second {
				early.Add(1)
			}
		}))
		client.options.MaxRetries = 4
		var group sync.WaitGroup
		for i := range 64 {
			group.Go(func() {
				time.Sleep(time.Duration(i) * 100 * time.Millisecond)
				_, err := client.Do(t.Context(), Call{Method: http.MethodGet, Route: "/"})
				want(t, "error", err, nil)
			})
		}
		group.Wait()
		want(t, "calls that came early", early.Load(), 0)
	})
}

// What waits for one policy does not hold up a route that another governs.
func TestOneRouteDoesNotHoldUpAnother(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client := withoutNetwork(plain(t, "http://localhost"), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Ratelimit", map[string]string{"/lists": `"lists";r=0;t=300`, "/mint": `"mint";r=9;t=60`}[r.URL.Path])
		}))
		began := time.Now()
		var group sync.WaitGroup
		for range 3 {
			group.Go(func() {
				_, err := client.Do(t.Context(), Call{Method: http.MethodGet, Route: "/lists"})
				want(t, "error", err, nil)
			})
			synctest.Wait()
		}
		for range 5 {
			_, err := client.Do(t.Context(), Call{Method: http.MethodPost, Route: "/mint"})
			want(t, "error", err, nil)
		}
		want(t, "the others waited", time.Since(began), 0)
		group.Wait()
		want(t, "lists took", time.Since(began), 600*time.Second)
	})
}
