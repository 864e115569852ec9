package rest

import (
	"fmt"
	"net/http"
	"strconv"
	"testing"
	"time"
)

// clocked are limits with a clock that a test moves.
type clocked struct {
	t *testing.T
	limits
	at  string // the route of the requests
	now time.Time
}

// heard are the limits of a vendor that has responded to another request.
func heard(t *testing.T) *clocked {
	t.Helper()
	c := unknown(t)
	c.at = "another"
	c.settle(c.send(1)[0], 200, http.Header{})
	c.at = ""
	return c
}

func unknown(t *testing.T) *clocked {
	t.Helper()
	return &clocked{t: t, limits: newLimits(time.Second), now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)}
}

func (c *clocked) settle(request *reservation, status int, header http.Header) {
	c.limits.settle(request, readReport(status, header, c.now), c.now)
}

func (c *clocked) pass(d time.Duration) { c.now = c.now.Add(d) }

func (c *clocked) delay() delay { return c.limits.delay(c.route(c.at), c.now) }

// send reserves requests that must have no delay.
func (c *clocked) send(requests int) []*reservation {
	c.t.Helper()
	var sent []*reservation
	for i := range requests {
		c.pass(time.Microsecond)
		if d := c.delay(); d != (delay{}) {
			c.t.Fatalf("request %d of %d is delayed: %s", i+1, requests, d.why)
		}
		sent = append(sent, c.reserve(c.route(c.at), c.now))
	}
	return sent
}

// wantDelay checks that a request must wait, why, and for how long.
func (c *clocked) wantDelay(why string, wait time.Duration) {
	c.t.Helper()
	if d := c.delay(); d.why != why || d.until.Sub(c.now).Round(time.Second) != wait {
		c.t.Fatalf("delayed %q for %s\nwant %q for %s", d.why, d.until.Sub(c.now), why, wait)
	}
}

func told(remaining, seconds int) http.Header {
	return http.Header{"Ratelimit": {`"default";r=` + strconv.Itoa(remaining) + `;t=` + strconv.Itoa(seconds)}}
}

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

func TestProbesThatHangHoldNobodyForLong(t *testing.T) {
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

// What one policy wants does not concern what another governs.
func TestPoliciesAreKeptApart(t *testing.T) {
	t.Parallel()
	policy := func(name string, remaining, seconds int) http.Header {
		return http.Header{"Ratelimit": {fmt.Sprintf(`%q;r=%d;t=%d`, name, remaining, seconds)}}
	}
	c := unknown(t)
	c.at = "GET /lists"
	c.settle(c.send(1)[0], 200, policy("lists", 0, 300))
	c.wantDelay(delayedByExhaustion, 300*time.Second)
	c.at = "POST /token"
	c.settle(c.send(1)[0], 200, policy("mint", 2, 60))
	c.at = "GET /others"
	c.settle(c.send(1)[0], 200, policy("others", 1000, 300))
	c.at = "POST /token"
	c.send(2)
	c.wantDelay(delayedByExhaustion, 60*time.Second)
	c.at = "GET /others"
	c.send(1000)
	c.at = "GET /lists"
	c.wantDelay(delayedByExhaustion, 300*time.Second)
}

// One route may name another policy each time: all govern it.
func TestARouteOfSeveralPolicies(t *testing.T) {
	t.Parallel()
	c := unknown(t)
	c.settle(c.send(1)[0], 200, http.Header{"Ratelimit": {`"mint";r=4;t=60`}})
	c.settle(c.send(1)[0], 200, http.Header{"Ratelimit": {`"all";r=1000;t=300`}})
	c.send(3)
	c.wantDelay(delayedByExhaustion, 60*time.Second)
}

// Two routes that name the same policy share it, calls under way included.
func TestAPolicyOfSeveralRoutes(t *testing.T) {
	t.Parallel()
	c := unknown(t)
	c.settle(c.send(1)[0], 200, told(10, 30))
	c.at = "another"
	call := c.send(1)[0] // may be counted by it, and is
	c.settle(call, 200, told(9, 30))
	c.send(4)
	c.at = ""
	c.send(5)
	c.wantDelay(delayedByExhaustion, 30*time.Second)
	c.at = "another"
	c.wantDelay(delayedByExhaustion, 30*time.Second)
}

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

// Whatever a vendor names, what is kept stays small and calls go on.
func TestPoliciesWithoutEnd(t *testing.T) {
	t.Parallel()
	c := unknown(t)
	for i := range 10000 {
		c.at = strconv.Itoa(i % 100)
		header := http.Header{"Ratelimit": {fmt.Sprintf(`"%d";r=9;t=1, "a%d";r=9999;t=86400`, i, i)}}
		c.settle(c.send(1)[0], 200, header)
		c.pass(100 * time.Millisecond)
	}
	if len(c.quotas) > maxQuotas || len(c.routes) != 100 {
		t.Errorf("%d quotas, %d routes", len(c.quotas), len(c.routes))
	}
	for name, r := range c.routes {
		if len(r.quotas) > maxQuotas {
			t.Errorf("%s: %d quotas", name, len(r.quotas))
		}
	}
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

// 64 calls are under way when the vendor says that 5 are left: those under way may not be counted in that.
func TestAllowanceIsReservedNotObserved(t *testing.T) {
	t.Parallel()
	c := unknown(t)
	c.settle(c.send(1)[0], 200, http.Header{}) // no word of a limit, so 64 go at once
	sent := c.send(64)
	c.settle(sent[0], 200, told(5, 30))
	for _, call := range sent[1:] {
		c.wantDelay(delayedByProbe, 30*time.Second) // their responses may tell that they are counted
		c.settle(call, 0, nil)
	}
	c.wantDelay(delayedByExhaustion, 30*time.Second)
}

// What is reserved is not taken off again when answers come, in whichever order they do.
func TestAnswersUnderWayTakeNothingTwice(t *testing.T) {
	t.Parallel()
	c := unknown(t)
	c.settle(c.send(1)[0], 200, told(100, 30))
	sent := c.send(60)
	for i, call := range sent {
		c.settle(call, 200, told(99-(i*7)%60, 30))
	}
	c.send(40)
	c.wantDelay(delayedByExhaustion, 30*time.Second)
}

func TestOthersUseTheSameCredential(t *testing.T) {
	t.Parallel()
	c := unknown(t)
	c.settle(c.send(1)[0], 200, told(100, 30))
	c.settle(c.send(1)[0], 200, told(10, 30))
	c.send(10)
	c.wantDelay(delayedByExhaustion, 30*time.Second)
}

// Seconds are rounded up, so that a later answer may tell the end of a window more exactly, never less.
func TestTheEndOfAWindow(t *testing.T) {
	t.Parallel()
	c := unknown(t)
	c.settle(c.send(1)[0], 200, told(2, 30))
	c.pass(10*time.Second - 900*time.Millisecond)
	c.settle(c.send(1)[0], 200, told(1, 20))
	c.settle(c.send(1)[0], 200, told(0, 21))
	if wait := c.delay().until.Sub(c.now).Round(time.Millisecond); wait != 20*time.Second {
		t.Errorf("waits for %s", wait)
	}
}

// An answer that was long under way tells of a window's end as if it were later. It must not pass for a new window,
// whose allowance would be used a second time.
func TestASlowAnswerIsNoNewWindow(t *testing.T) {
	t.Parallel()
	c := unknown(t)
	c.settle(c.send(1)[0], 200, told(100, 30))
	slow := c.send(1)[0]
	for range 9 {
		c.settle(c.send(10)[9], 200, told(100, 30))
	}
	c.pass(5 * time.Second)
	c.settle(slow, 200, told(99, 30))
	c.send(9)
	c.wantDelay(delayedByExhaustion, 25*time.Second)
}

func TestAWindowThatMovesOn(t *testing.T) {
	t.Parallel()
	c := unknown(t)
	c.settle(c.send(1)[0], 200, told(0, 30))
	c.wantDelay(delayedByExhaustion, 30*time.Second)
	c.pass(30 * time.Second)
	late := c.send(1)[0]
	c.settle(late, 200, told(7, 300))
	c.send(7)
	c.wantDelay(delayedByExhaustion, 300*time.Second)
}

func TestHeadersThatTurnAbsurd(t *testing.T) {
	t.Parallel()
	for _, absurd := range []http.Header{told(0, 0), told(0, -1), told(-1, 5), told(0, 1<<40), {"Ratelimit": {`"`}}, {}} {
		c := unknown(t)
		c.settle(c.send(1)[0], 200, told(3, 30))
		c.settle(c.send(1)[0], 200, absurd) // what was known still holds
		c.send(2)
		c.wantDelay(delayedByExhaustion, 30*time.Second)
		c.pass(30 * time.Second)
		c.settle(c.send(1)[0], 200, absurd) // now nothing is known, and nobody waits
		c.send(100)
	}
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
			c.settle(sent[1], 200, told(88, 30)) // was let through before the wall: says nothing of it
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

// Without a word of how long, each round of 429 doubles the wait; all 429 of one wall are one round.
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
