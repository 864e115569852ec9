package rest

import (
	"fmt"
	"net/http"
	"strconv"
	"testing"
	"time"
)

// books is a ledger with a clock that a test moves.
type books struct {
	t *testing.T
	ledger
	at  string // the route of the calls
	now time.Time
}

// knownBooks are of a vendor that has answered another call.
func knownBooks(t *testing.T) *books {
	t.Helper()
	b := newBooks(t)
	b.at = "another"
	b.answered(b.send(1)[0], 200, http.Header{}, b.now)
	b.at = ""
	return b
}

func (b *books) answered(call leave, status int, header http.Header, now time.Time) {
	b.ledger.answered(call, readReport(status, header, now), now)
}

func newBooks(t *testing.T) *books {
	t.Helper()
	return &books{t: t, ledger: newLedger(time.Second), now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)}
}

func (b *books) pass(d time.Duration) { b.now = b.now.Add(d) }

// send books calls that must be granted.
func (b *books) send(calls int) []leave {
	b.t.Helper()
	var sent []leave
	for i := range calls {
		b.now = b.now.Add(time.Microsecond)
		granted, held := b.take(b.route(b.at), b.now)
		if held != (hold{}) {
			b.t.Fatalf("call %d of %d is held: %s", i+1, calls, held.why)
		}
		sent = append(sent, granted)
	}
	return sent
}

// wantHeld asks for a call that must be held, and says for how long.
func (b *books) wantHeld(why string, wait time.Duration) {
	b.t.Helper()
	_, held := b.take(b.route(b.at), b.now)
	if held.why != why || held.until.Sub(b.now).Round(time.Second) != wait {
		b.t.Fatalf("held %q for %s\nwant %q for %s", held.why, held.until.Sub(b.now), why, wait)
	}
}

func told(remaining, seconds int) http.Header {
	return http.Header{"Ratelimit": {`"default";r=` + strconv.Itoa(remaining) + `;t=` + strconv.Itoa(seconds)}}
}

// As many as a CLI works on go first, and later one.
func TestABurstGoesAheadToFindOut(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	scouts := b.send(burst)
	b.wantHeld(heldByScout, scoutPatience)
	for _, scout := range scouts {
		b.answered(scout, 200, told(2, 30), b.now)
	}
	b.send(2)
	b.wantHeld(heldByExhaustion, 30*time.Second)
	b.pass(30 * time.Second)
	b.send(1)
	b.wantHeld(heldByScout, scoutPatience)
}

// The first answer of a burst counts the others as if the vendor had not; their own answers tell.
func TestABurstUsesUpWhatIsLeft(t *testing.T) {
	t.Parallel()
	for name, order := range map[string][]int{
		"in order": {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, "backwards": {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}, "mixed": {3, 9, 0, 7, 1, 8, 2, 6, 5, 4},
	} {
		b := newBooks(t)
		scouts := b.send(burst)
		for _, i := range order {
			b.answered(scouts[i], 200, told(20-burst, 30), b.now) // the vendor had seen all when it answered the first
		}
		t.Log(name)
		b.send(20 - burst)
		b.wantHeld(heldByExhaustion, 30*time.Second)
	}
}

func TestScoutsThatHangHoldNobodyForLong(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	lost := b.send(burst)
	b.wantHeld(heldByScout, scoutPatience)
	b.pass(scoutPatience)
	b.send(burst)
	b.answered(lost[0], 0, nil, b.now) // is not waited for any more
	_, held := b.take(b.route(""), b.now)
	want(t, "held", held.why, heldByScout)
}

func TestAVendorThatSaysNothingIsNotSlowedDown(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	b.answered(b.send(1)[0], 200, http.Header{}, b.now)
	b.send(1000)
}

// A lost answer, a canceled call or an error of some gateway's does not say that a vendor has no limit.
func TestOnlyAnAnswerTellsThatThereAreNoHeaders(t *testing.T) {
	t.Parallel()
	for _, status := range []int{0, 408, 500, 502, 503, 520} {
		b := newBooks(t)
		b.answered(b.send(1)[0], status, http.Header{}, b.now)
		b.send(burst)
		b.wantHeld(heldByScout, scoutPatience)
	}
	for _, status := range []int{200, 302, 400, 404} {
		b := newBooks(t)
		b.answered(b.send(1)[0], status, http.Header{}, b.now)
		b.send(1000)
	}
}

// In an outage nobody queues for calls that never return: as they fail, others go.
func TestAnOutageDoesNotQueueCalls(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	for range 10 {
		for _, call := range b.send(burst) {
			b.answered(call, 0, nil, b.now)
		}
	}
}

// What one policy wants does not concern what another governs.
func TestPoliciesAreKeptApart(t *testing.T) {
	t.Parallel()
	policy := func(name string, remaining, seconds int) http.Header {
		return http.Header{"Ratelimit": {fmt.Sprintf(`%q;r=%d;t=%d`, name, remaining, seconds)}}
	}
	b := newBooks(t)
	b.at = "GET /lists"
	b.answered(b.send(1)[0], 200, policy("lists", 0, 300), b.now)
	b.wantHeld(heldByExhaustion, 300*time.Second)
	b.at = "POST /token"
	b.answered(b.send(1)[0], 200, policy("mint", 2, 60), b.now)
	b.at = "GET /others"
	b.answered(b.send(1)[0], 200, policy("others", 1000, 300), b.now)
	b.at = "POST /token"
	b.send(2)
	b.wantHeld(heldByExhaustion, 60*time.Second)
	b.at = "GET /others"
	b.send(1000)
	b.at = "GET /lists"
	b.wantHeld(heldByExhaustion, 300*time.Second)
}

// One route may name another policy each time: all govern it.
func TestARouteOfSeveralPolicies(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	b.answered(b.send(1)[0], 200, http.Header{"Ratelimit": {`"mint";r=4;t=60`}}, b.now)
	b.answered(b.send(1)[0], 200, http.Header{"Ratelimit": {`"all";r=1000;t=300`}}, b.now)
	b.send(3)
	b.wantHeld(heldByExhaustion, 60*time.Second)
}

// Two routes that name the same policy share it, calls under way included.
func TestAPolicyOfSeveralRoutes(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	b.answered(b.send(1)[0], 200, told(10, 30), b.now)
	b.at = "another"
	call := b.send(1)[0] // may be counted by it, and is
	b.answered(call, 200, told(9, 30), b.now)
	b.send(4)
	b.at = ""
	b.send(5)
	b.wantHeld(heldByExhaustion, 30*time.Second)
	b.at = "another"
	b.wantHeld(heldByExhaustion, 30*time.Second)
}

// A 429 that names its policy concerns no other; one that names none concerns all.
func TestWhomA429Concerns(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	for _, at := range []string{"lists", "mint"} {
		b.at = at
		b.answered(b.send(1)[0], 200, http.Header{"Ratelimit": {at + `;r=100;t=60`}}, b.now)
	}
	b.at = "lists"
	before := b.send(2)
	b.answered(before[0], 429, http.Header{"Ratelimit": {`lists;r=0;t=20`}, "Retry-After": {"300"}}, b.now)
	b.answered(before[1], 200, http.Header{"Ratelimit": {`lists;r=98;t=60`}}, b.now)
	b.wantHeld(heldBy429, 300*time.Second)
	b.at = "mint"
	refused := b.send(1)[0]
	b.answered(refused, 429, http.Header{"Retry-After": {"30"}}, b.now)
	b.wantHeld(heldBy429, 30*time.Second)
	b.at = "new"
	b.wantHeld(heldBy429, 30*time.Second)
	b.at = "lists"
	b.wantHeld(heldBy429, 300*time.Second)
}

// Of a new route nothing is known but that some policy is used up, which may concern it or not: one call finds out.
func TestANewRouteWhileAPolicyIsUsedUp(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	b.answered(b.send(1)[0], 200, told(0, 60), b.now)
	b.at = "new"
	scout := b.send(1)[0]
	b.wantHeld(heldByScout, scoutPatience)
	b.answered(scout, 200, told(0, 60), b.now)
	b.wantHeld(heldByExhaustion, 60*time.Second)
}

// Whatever a vendor names, books stay small and calls go on.
func TestPoliciesWithoutEnd(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	for i := range 10000 {
		b.at = strconv.Itoa(i % 100)
		header := http.Header{"Ratelimit": {fmt.Sprintf(`"%d";r=9;t=1, "a%d";r=9999;t=86400`, i, i)}}
		b.answered(b.send(1)[0], 200, header, b.now)
		b.pass(100 * time.Millisecond)
	}
	if len(b.windows) > maxWindows || len(b.routes) != 100 {
		t.Errorf("%d windows, %d routes", len(b.windows), len(b.routes))
	}
	for name, r := range b.routes {
		if len(r.policies) > maxPolicies {
			t.Errorf("%s: %d policies", name, len(r.policies))
		}
	}
}

// What one call was told after an error of the vendor's holds for all to the same route.
func TestARetryAfterOfA503IsShared(t *testing.T) {
	t.Parallel()
	b := knownBooks(t)
	sent := b.send(10)
	b.answered(sent[0], 503, http.Header{"Retry-After": {"7"}}, b.now)
	b.answered(sent[1], 503, http.Header{"Retry-After": {"3"}}, b.now)
	b.wantHeld(heldBy5xx, 7*time.Second)
	b.answered(sent[2], 503, http.Header{"Retry-After": {"3600"}}, b.now)
	b.wantHeld(heldBy5xx, maxBackoff)
	b.answered(sent[3], 200, http.Header{}, b.now)
	b.wantHeld(heldBy5xx, maxBackoff)
	b.at = "other"
	b.send(1)
}

// 64 calls are under way when the vendor says that 5 are left: those under way may not be counted in that.
func TestAllowanceIsReservedNotObserved(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	b.answered(b.send(1)[0], 200, http.Header{}, b.now) // no word of a limit, so 64 go at once
	sent := b.send(64)
	b.answered(sent[0], 200, told(5, 30), b.now)
	b.wantHeld(heldByExhaustion, 30*time.Second)
}

// What is booked is not booked again when answers come, in whichever order they do.
func TestAnswersUnderWayTakeNothingTwice(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	b.answered(b.send(1)[0], 200, told(100, 30), b.now)
	sent := b.send(60)
	for i, call := range sent {
		b.answered(call, 200, told(99-(i*7)%60, 30), b.now)
	}
	b.send(40)
	b.wantHeld(heldByExhaustion, 30*time.Second)
}

func TestOthersUseTheSameCredential(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	b.answered(b.send(1)[0], 200, told(100, 30), b.now)
	b.answered(b.send(1)[0], 200, told(10, 30), b.now)
	b.send(10)
	b.wantHeld(heldByExhaustion, 30*time.Second)
}

// Seconds are rounded up, so that a later answer may tell the end of a window more exactly, never less.
func TestTheEndOfAWindow(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	b.answered(b.send(1)[0], 200, told(2, 30), b.now)
	b.pass(10*time.Second - 900*time.Millisecond)
	b.answered(b.send(1)[0], 200, told(1, 20), b.now)
	b.answered(b.send(1)[0], 200, told(0, 21), b.now)
	_, held := b.take(b.route(b.at), b.now)
	if wait := held.until.Sub(b.now).Round(time.Millisecond); wait != 20*time.Second {
		t.Errorf("waits for %s", wait)
	}
}

// An answer that was long under way tells of a window's end as if it were later. It must not pass for a new window,
// whose allowance would be booked a second time.
func TestASlowAnswerIsNoNewWindow(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	b.answered(b.send(1)[0], 200, told(100, 30), b.now)
	slow := b.send(1)[0]
	for range 9 {
		b.answered(b.send(10)[9], 200, told(100, 30), b.now)
	}
	b.pass(5 * time.Second)
	b.answered(slow, 200, told(99, 30), b.now)
	b.send(9)
	b.wantHeld(heldByExhaustion, 25*time.Second)
}

func TestAWindowThatMovesOn(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	b.answered(b.send(1)[0], 200, told(0, 30), b.now)
	b.wantHeld(heldByExhaustion, 30*time.Second)
	b.pass(30 * time.Second)
	late := b.send(1)[0]
	b.answered(late, 200, told(7, 300), b.now)
	b.send(7)
	b.wantHeld(heldByExhaustion, 300*time.Second)
}

func TestHeadersThatTurnAbsurd(t *testing.T) {
	t.Parallel()
	for _, absurd := range []http.Header{told(0, 0), told(0, -1), told(-1, 5), told(0, 1<<40), {"Ratelimit": {`"`}}, {}} {
		b := newBooks(t)
		b.answered(b.send(1)[0], 200, told(3, 30), b.now)
		b.answered(b.send(1)[0], 200, absurd, b.now) // what was known still holds
		b.send(2)
		b.wantHeld(heldByExhaustion, 30*time.Second)
		b.pass(30 * time.Second)
		b.answered(b.send(1)[0], 200, absurd, b.now) // now nothing is known, and nobody waits
		b.send(100)
	}
}

func TestA429StopsEverything(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
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
			b := newBooks(t)
			b.answered(b.send(1)[0], 200, told(100, 30), b.now)
			sent := b.send(10)
			b.answered(sent[0], 429, c.header, b.now)
			b.wantHeld(heldBy429, c.wait)
			b.answered(sent[3], 429, http.Header{"Retry-After": {"1"}}, b.now)
			b.answered(sent[1], 200, told(88, 30), b.now) // was let through before the wall: says nothing of it
			b.answered(sent[2], 200, http.Header{}, b.now)
			b.wantHeld(heldBy429, c.wait)
			b.pass(c.wait)
			b.send(1)
			b.wantHeld(heldByScout, scoutPatience)
		})
	}
}

// A vendor that asks for a second and refuses again after each is believed less and less: six minutes would be 360 calls.
func TestAVendorThatAsksForLessThanItWants(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	began := b.now
	rounds := 0
	for ; b.now.Sub(began) < 6*time.Minute; rounds++ {
		b.answered(b.send(1)[0], 429, http.Header{"Retry-After": {"1"}}, b.now)
		b.now = b.blocked
	}
	if rounds > 60 {
		t.Errorf("%d calls in six minutes", rounds)
	}
}

// One answer without headers, such as an error of some gateway's, does not make the vendor one that sends none.
func TestAnAnswerWithoutHeadersAmongOthers(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	b.answered(b.send(1)[0], 200, told(3, 30), b.now)
	b.answered(b.send(1)[0], 502, http.Header{}, b.now)
	b.pass(30 * time.Second)
	b.send(1)
	b.wantHeld(heldByScout, scoutPatience)
}

// Without a word of how long, each round of 429 doubles the wait; all 429 of one wall are one round.
func TestA429WithoutHeaders(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	b.answered(b.send(1)[0], 200, http.Header{}, b.now)
	for _, call := range b.send(64) {
		b.answered(call, 429, http.Header{"Retry-After": {"0"}}, b.now)
	}
	want(t, "rounds", b.route("").strikes, 1)
	for round := 2; round < 8; round++ {
		b.now = b.blocked
		scout := b.send(1)[0]
		b.wantHeld(heldByScout, scoutPatience)
		b.answered(scout, 429, http.Header{}, b.now)
		want(t, "rounds", b.route("").strikes, round)
		if wait := b.blocked.Sub(b.now); wait > time.Second<<(round-1) {
			t.Errorf("round %d waits for %s", round, wait)
		}
	}
	b.now = b.blocked
	b.answered(b.send(1)[0], 200, http.Header{}, b.now)
	want(t, "rounds after a success", b.route("").strikes, 0)
	b.send(64)
}
