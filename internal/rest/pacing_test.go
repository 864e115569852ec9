package rest

import (
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// Cloudflare's documented limit: 1,200 calls in five minutes, and beyond it a block of five more.
func documented() simulator.Limit {
	return simulator.Limit{Quota: 1200, Window: 5 * time.Minute, Block: 5 * time.Minute}
}

const latency = 150 * time.Millisecond

// limited is a client of a simulator with a rate limit, on a clock that does not run for real.
func limited(t *testing.T, limit simulator.Limit, change func(*Options)) (*simulator.Server, func(*testing.T) *Client) {
	t.Helper()
	server, o := vendor(t, simulator.Options{CloudflareLimit: limit, Latency: latency})
	o.FirstBackoff = time.Second
	if change != nil {
		change(&o)
	}
	return server, func(t *testing.T) *Client { t.Helper(); return withoutNetwork(o, server) }
}

// The vendor's own numbers, at the speed of a clock that jumps: 3,000 tokens need two waits for a new window, so that
// ten minutes is the least anybody could take.
func TestThreeThousandMintsWithinTheDocumentedLimit(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		tokens, parallelism int
		least               time.Duration
	}{
		"at Terraform's parallelism": {3000, 10, 10 * time.Minute},
		"in one block":               {1300, 64, 5 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, client := limited(t, documented(), nil)
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				arrived, failures := mintMany(t.Context(), client(t), c.tokens, c.parallelism)
				took := time.Since(began)
				want(t, "tokens", len(arrived), c.tokens)
				want(t, "failures", failures, nil)
				want(t, "answers of 429", server.Limited(), 0)
				ratio := took.Seconds() / c.least.Seconds()
				t.Logf("%s, %.3f of the least possible", took, ratio)
				if ratio > 1.2 {
					t.Error("that is too long")
				}
			})
		})
	}
}

// Without headers, only a 429 tells of the limit. Then the default of rate_limit_timeout has to outlast the block.
func TestThreeThousandMintsWithoutHeaders(t *testing.T) {
	t.Parallel()
	limit := documented()
	limit.Headerless = true
	server, client := limited(t, limit, nil)
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		arrived, failures := mintMany(t.Context(), client(t), 3000, 10)
		want(t, "tokens", len(arrived), 3000)
		want(t, "failures", failures, nil)
		t.Logf("%s, %d answers of 429", time.Since(began), server.Limited())
	})
}

// Beyond RateLimitTimeout a call ends. Where the vendor says beforehand how long it will take, that is at once.
func TestARateLimitThatLastsTooLong(t *testing.T) {
	t.Parallel()
	limit := documented()
	limit.Quota = 20
	server, client := limited(t, limit, func(o *Options) { o.RateLimitTimeout = 2 * time.Minute })
	synctest.Test(t, func(t *testing.T) {
		arrived, failures := mintMany(t.Context(), client(t), 30, 10)
		want(t, "tokens", len(arrived), 20)
		want(t, "failures", len(failures), 10)
		for _, err := range failures {
			e := failed(t, err)
			want(t, "reason", e.Reason, RateLimited)
			want(t, "waited", e.Waited, 0)
			want(t, "wants another", e.Wanted.Round(time.Minute), 5*time.Minute)
		}
	})
	want(t, "answers of 429", server.Limited(), 0)
}

// Where nobody says how long, all wait until it is too long, and each knows that it did, also if it waited behind
// others.
func TestARateLimitThatLastsTooLongUnannounced(t *testing.T) {
	t.Parallel()
	limit := documented()
	limit.Quota, limit.Headerless = 20, true
	_, client := limited(t, limit, func(o *Options) { o.RateLimitTimeout = 2 * time.Minute })
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		arrived, failures := mintMany(t.Context(), client(t), 30, 10)
		want(t, "tokens", len(arrived), 20)
		want(t, "failures", len(failures), 10)
		for _, err := range failures {
			e := failed(t, err)
			want(t, "reason", e.Reason, RateLimited)
			want(t, "the vendor's last answer", e.Status, http.StatusTooManyRequests)
			if e.Waited+e.Wanted < 2*time.Minute || e.Waited > 2*time.Minute+10*latency {
				t.Errorf("waited %s, wants another %s", e.Waited, e.Wanted)
			}
		}
		if took := time.Since(began); took > 2*time.Minute+20*latency {
			t.Errorf("gave up after %s", took)
		}
	})
}

// Who stands in a queue that moves is not stuck, however long it takes: here eleven minutes, with a timeout of six.
func TestAQueueThatMovesIsNoStandstill(t *testing.T) {
	t.Parallel()
	server, client := limited(t, simulator.Limit{Quota: 5, Window: time.Minute}, nil)
	synctest.Test(t, func(t *testing.T) {
		arrived, failures := mintMany(t.Context(), client(t), 60, 60)
		want(t, "tokens", len(arrived), 60)
		want(t, "failures", failures, nil)
		want(t, "answers of 429", server.Limited(), burst-5)
	})
}

func TestRequestsPerSecondCapOnTop(t *testing.T) {
	t.Parallel()
	server, client := limited(t, simulator.Limit{Quota: 40, Window: 10 * time.Second}, func(o *Options) { o.RequestsPerSecond = 2 })
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		arrived, failures := mintMany(t.Context(), client(t), 101, 10)
		want(t, "tokens", len(arrived), 101)
		want(t, "failures", failures, nil)
		want(t, "answers of 429", server.Limited(), 0)
		if took := time.Since(began) - latency; took.Round(time.Second) != 50*time.Second {
			t.Errorf("101 calls at 2 a second took %s", took)
		}
	})
}

// The last request that is left goes while many are in flight: those that come then wait, and none gets a 429. Only of the
// first burst some do, where not even that many are allowed.
func TestNoRequestExceedsTheLimit(t *testing.T) {
	t.Parallel()
	for _, quota := range []int{1, 2, 5, 63, 64, 65, 100} {
		t.Run(fmt.Sprint(quota), func(t *testing.T) {
			t.Parallel()
			server, client := limited(t, simulator.Limit{Quota: quota, Window: 10 * time.Second, Block: time.Minute}, nil)
			synctest.Test(t, func(t *testing.T) {
				arrived, failures := mintMany(t.Context(), client(t), 4*quota, 64)
				want(t, "tokens", len(arrived), 4*quota)
				want(t, "failures", failures, nil)
				if limited := server.Limited(); limited > max(0, burst-quota) {
					t.Errorf("%d answers of 429", limited)
				}
			})
		})
	}
}

// A call that begins to wait is told of, once: for how long and why.
func TestAWaitIsToldOf(t *testing.T) {
	t.Parallel()
	var seen observed
	_, client := limited(t, simulator.Limit{Quota: 20, Window: time.Minute}, func(o *Options) { o.Observe = seen.observe })
	synctest.Test(t, func(t *testing.T) {
		_, failures := mintMany(t.Context(), client(t), 30, 10)
		want(t, "failures", failures, nil)
	})
	waits := seen.waits()
	want(t, "waits", len(waits), 10)
	for _, e := range waits {
		want(t, "why", e.Why, delayedByExhaustion)
		want(t, "call", e.Call, minting().public())
		want(t, "vendor", e.Vendor, "Vendor")
		if e.Attempt != 1 || e.Wait < 59*time.Second || e.Wait > time.Minute {
			t.Errorf("%+v", e)
		}
	}
}

// A vendor whose headers change for the worse while many calls are made is at worst one without headers.
func TestHeadersThatTurnAbsurdUnderLoad(t *testing.T) {
	t.Parallel()
	for _, absurd := range []string{`"default";r=0;t=0`, `"default";r=-4;t=7`, `"default";r=0;t=99999999`, `"default";r=0;t=-1`, `r=0`, `"`} {
		t.Run(absurd, func(t *testing.T) {
			t.Parallel()
			calls := 0
			handler := func(w http.ResponseWriter, _ *http.Request) {
				calls++
				w.Header().Set("Ratelimit", `"default";r=1000;t=60`)
				if calls > 20 {
					w.Header().Set("Ratelimit", absurd)
				}
			}
			synctest.Test(t, func(t *testing.T) {
				client := withoutNetwork(plain(t, "http://localhost"), http.HandlerFunc(handler))
				began := time.Now()
				for range 1200 {
					if _, err := client.Do(t.Context(), Call{Method: http.MethodPost, Route: "/"}); err != nil {
						t.Fatal(err)
					}
				}
				if took := time.Since(began); took > time.Minute {
					t.Errorf("it took %s", took)
				}
			})
		})
	}
}
