package rest

import (
	"net/http"
	"testing"
	"time"
)

// As many as a CLI works on go first, and later one.
func TestABurstGoesAheadToFindOut(t *testing.T) {
	t.Parallel()
	c := unknown(t)
	probes := c.send(burst)
	c.wantDelay(delayedByProbe, probeTimeout)
	for _, probe := range probes {
		c.settle(probe, 200, told(2, 30))
	}
	c.send(2)
	c.wantDelay(delayedByExhaustion, 30*time.Second)
	c.pass(30 * time.Second)
	c.send(1)
	c.wantDelay(delayedByProbe, probeTimeout)
}

// The first answer of a burst counts the others as if the vendor had not; their own answers tell.
func TestABurstUsesUpWhatIsLeft(t *testing.T) {
	t.Parallel()
	for name, order := range map[string][]int{
		"in order": {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, "backwards": {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}, "mixed": {3, 9, 0, 7, 1, 8, 2, 6, 5, 4},
	} {
		c := unknown(t)
		probes := c.send(burst)
		for _, i := range order {
			c.settle(probes[i], 200, told(20-burst, 30)) // the vendor had seen all when it answered the first
		}
		t.Log(name)
		c.send(20 - burst)
		c.wantDelay(delayedByExhaustion, 30*time.Second)
	}
}

func TestProbesThatHangDelayOthersBriefly(t *testing.T) {
	t.Parallel()
	c := unknown(t)
	lost := c.send(burst)
	c.wantDelay(delayedByProbe, probeTimeout)
	c.pass(probeTimeout)
	c.send(burst)
	c.settle(lost[0], 0, nil) // is not waited for any more
	want(t, "delayed", c.delay().why, delayedByProbe)
}

func TestAVendorThatSaysNothingIsNotSlowedDown(t *testing.T) {
	t.Parallel()
	c := unknown(t)
	c.settle(c.send(1)[0], 200, http.Header{})
	c.send(1000)
}

// If a vendor sends no headers, all of a burst are awaited: some may get a 429.
func TestTheWholeBurstIsAwaitedWithoutHeaders(t *testing.T) {
	t.Parallel()
	c := unknown(t)
	probes := c.send(burst)
	for _, probe := range probes {
		c.wantDelay(delayedByProbe, probeTimeout)
		c.settle(probe, 200, http.Header{})
	}
	c.send(1000)
}

// Probes of several new routes count against a policy that is nearly used up: any of them may be governed by it. Those
// that are not are given back.
func TestProbesOfNewRoutesCount(t *testing.T) {
	t.Parallel()
	c := unknown(t)
	c.settle(c.send(1)[0], 200, told(4, 30))
	var probes []*reservation
	for _, c.at = range []string{"a", "b", "c"} {
		probes = append(probes, c.send(1)...)
	}
	c.at = ""
	c.send(1)
	c.wantDelay(delayedByProbe, 30*time.Second)
	for i, header := range []http.Header{told(2, 30), {"Ratelimit": {`"other";r=9;t=30`}}, {}} {
		c.settle(probes[i], 200, header)
	}
	c.send(2)
	c.wantDelay(delayedByExhaustion, 30*time.Second)
}

// A lost answer, a canceled call or an error of some gateway's does not say that a vendor has no limit.
func TestOnlyAnAnswerTellsThatThereAreNoHeaders(t *testing.T) {
	t.Parallel()
	for _, status := range []int{0, 408, 500, 502, 503, 520} {
		c := unknown(t)
		c.settle(c.send(1)[0], status, http.Header{})
		c.send(burst)
		c.wantDelay(delayedByProbe, probeTimeout)
	}
	for _, status := range []int{200, 302, 400, 404} {
		c := unknown(t)
		c.settle(c.send(1)[0], status, http.Header{})
		c.send(1000)
	}
}

// In an outage nobody queues for calls that never return: as they fail, others go.
func TestAnOutageDoesNotQueueCalls(t *testing.T) {
	t.Parallel()
	c := unknown(t)
	for range 10 {
		for _, call := range c.send(burst) {
			c.settle(call, 0, nil)
		}
	}
}

// Of a new route nothing is known but that some policy is used up, which may concern it or not: one call finds out.
func TestANewRouteWhileAPolicyIsUsedUp(t *testing.T) {
	t.Parallel()
	c := unknown(t)
	c.settle(c.send(1)[0], 200, told(0, 60))
	c.at = "new"
	probe := c.send(1)[0]
	c.wantDelay(delayedByProbe, probeTimeout)
	c.settle(probe, 200, told(0, 60))
	c.wantDelay(delayedByExhaustion, 60*time.Second)
}
