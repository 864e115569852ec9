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
