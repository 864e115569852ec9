package rest

import (
	"net/http"
	"testing"
	"time"
)

// A 429 that names its policy concerns no other; one that names none concerns all.
func TestWhomA429Concerns(t *testing.T) {
	t.Parallel()
	c := unknown(t)
	for _, at := range []string{"lists", "mint"} {
		c.at = at
		c.settle(c.send(1)[0], 200, http.Header{"Ratelimit": {at + `;r=100;t=60`}})
	}
	c.at = "lists"
	before := c.send(2)
	c.settle(before[0], 429, http.Header{"Ratelimit": {`lists;r=0;t=20`}, "Retry-After": {"300"}})
	c.settle(before[1], 200, http.Header{"Ratelimit": {`lists;r=98;t=60`}})
	c.wantDelay(delayedBy429, 300*time.Second)
	c.at = "mint"
	refused := c.send(1)[0]
	c.settle(refused, 429, http.Header{"Retry-After": {"30"}})
	c.wantDelay(delayedBy429, 30*time.Second)
	c.at = "new"
	c.wantDelay(delayedBy429, 30*time.Second)
	c.at = "lists"
	c.wantDelay(delayedBy429, 300*time.Second)
}

// What one call was told after an error of the vendor's holds for all to the same route.
func TestARetryAfterOfA503IsShared(t *testing.T) {
	t.Parallel()
	c := heard(t)
	sent := c.send(10)
	c.settle(sent[0], 503, http.Header{"Retry-After": {"7"}})
	c.settle(sent[1], 503, http.Header{"Retry-After": {"3"}})
	c.wantDelay(delayedBy5xx, 7*time.Second)
	c.settle(sent[2], 503, http.Header{"Retry-After": {"3600"}})
	c.wantDelay(delayedBy5xx, time.Hour)
	c.settle(sent[3], 200, http.Header{})
	c.wantDelay(delayedBy5xx, time.Hour)
	c.at = "other"
	c.send(1)
}

func TestA429StopsEverything(t *testing.T) {
	t.Parallel()
	for name, one := range map[string]struct {
		header http.Header
		wait   time.Duration
	}{
		"Retry-After":                 {http.Header{"Retry-After": {"300"}}, 300 * time.Second},
		"Retry-After before t":        {http.Header{"Retry-After": {"300"}, "Ratelimit": {`"default";r=0;t=20`}}, 300 * time.Second},
		"Retry-After of zero, with t": {http.Header{"Retry-After": {"0"}, "Ratelimit": {`"default";r=0;t=20`}}, 20 * time.Second},
		"Retry-After beyond belief":   {http.Header{"Retry-After": {"Wed, 01 Oct 7000 00:00:00 GMT"}, "Ratelimit": {`"default";r=0;t=20`}}, 20 * time.Second},
		"Retry-After of ten days":     {http.Header{"Retry-After": {"864000"}}, 10 * 24 * time.Hour},
		"t":                           {told(0, 20), 20 * time.Second},
		"Telnyx":                      {http.Header{"X-Ratelimit-Remaining": {"0"}, "X-Ratelimit-Reset": {"40"}}, 40 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := unknown(t)
			c.settle(c.send(1)[0], 200, told(100, 30))
			sent := c.send(10)
			c.settle(sent[0], 429, one.header)
			c.wantDelay(delayedBy429, one.wait)
			c.settle(sent[3], 429, http.Header{"Retry-After": {"1"}})
			c.settle(sent[1], 200, told(88, 30)) // was sent before the 429: says nothing about it
			c.settle(sent[2], 200, http.Header{})
			c.wantDelay(delayedBy429, one.wait)
			c.pass(one.wait)
			c.send(1)
			c.wantDelay(delayedByProbe, probeTimeout)
		})
	}
}

// A vendor that asks for a second and refuses again after each is believed less and less: six minutes would be 360 calls.
func TestAVendorThatAsksForLessThanItWants(t *testing.T) {
	t.Parallel()
	c := unknown(t)
	began := c.now
	rounds := 0
	for ; c.now.Sub(began) < 6*time.Minute; rounds++ {
		c.settle(c.send(1)[0], 429, http.Header{"Retry-After": {"1"}})
		c.now = c.blocked
	}
	if rounds > 60 {
		t.Errorf("%d calls in six minutes", rounds)
	}
}

// One answer without headers, such as an error of some gateway's, does not make the vendor one that sends none.
func TestAnAnswerWithoutHeadersAmongOthers(t *testing.T) {
	t.Parallel()
	c := unknown(t)
	c.settle(c.send(1)[0], 200, told(3, 30))
	c.settle(c.send(1)[0], 502, http.Header{})
	c.pass(30 * time.Second)
	c.send(1)
	c.wantDelay(delayedByProbe, probeTimeout)
}

// Without a word of how long, each round of 429 doubles the wait. All 429 to requests that were in flight together are one round.
func TestA429WithoutHeaders(t *testing.T) {
	t.Parallel()
	c := unknown(t)
	c.settle(c.send(1)[0], 200, http.Header{})
	for _, call := range c.send(64) {
		c.settle(call, 429, http.Header{"Retry-After": {"0"}})
	}
	want(t, "rounds", c.route("").rounds, 1)
	for round := 2; round < 8; round++ {
		c.now = c.blocked
		probe := c.send(1)[0]
		c.wantDelay(delayedByProbe, probeTimeout)
		c.settle(probe, 429, http.Header{})
		want(t, "rounds", c.route("").rounds, round)
		if wait := c.blocked.Sub(c.now); wait > time.Second<<(round-1) {
			t.Errorf("round %d waits for %s", round, wait)
		}
	}
	c.now = c.blocked
	c.settle(c.send(1)[0], 200, http.Header{})
	want(t, "rounds after a success", c.route("").rounds, 0)
	c.send(64)
}
