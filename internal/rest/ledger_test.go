package rest

import (
	"net/http"
	"strconv"
	"testing"
	"time"
)

// books is a ledger with a clock that a test moves.
type books struct {
	t *testing.T
	ledger
	now time.Time
}

func newBooks(t *testing.T) *books {
	t.Helper()
	return &books{t: t, ledger: ledger{firstBackoff: time.Second}, now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)}
}

func (b *books) pass(d time.Duration) { b.now = b.now.Add(d) }

// send books calls that must be granted.
func (b *books) send(calls int) []leave {
	b.t.Helper()
	var sent []leave
	for i := range calls {
		b.now = b.now.Add(time.Microsecond)
		granted, held := b.take(b.now)
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
	_, held := b.take(b.now)
	if held.why != why || held.until.Sub(b.now).Round(time.Second) != wait {
		b.t.Fatalf("held %q for %s\nwant %q for %s", held.why, held.until.Sub(b.now), why, wait)
	}
}

func told(remaining, seconds int) http.Header {
	return http.Header{"Ratelimit": {`"default";r=` + strconv.Itoa(remaining) + `;t=` + strconv.Itoa(seconds)}}
}

func TestOneCallGoesAheadToFindOut(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	scout := b.send(1)[0]
	b.wantHeld(heldByScout, scoutPatience)
	b.answered(scout, 200, told(2, 30), b.now)
	b.send(2)
	b.wantHeld(heldByExhaustion, 30*time.Second)
	b.pass(30 * time.Second)
	b.send(1)
	b.wantHeld(heldByScout, scoutPatience)
}

func TestAScoutThatHangsHoldsNobodyForLong(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	b.send(1)
	b.pass(scoutPatience)
	b.send(1)
	b.wantHeld(heldByScout, scoutPatience)
}

func TestAVendorThatSaysNothingIsNotSlowedDown(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	b.answered(b.send(1)[0], 200, http.Header{}, b.now)
	b.send(1000)
}

func TestAnOutageDoesNotQueueCallsForScouts(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	b.answered(b.send(1)[0], 0, nil, b.now)
	b.send(64)
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
	_, held := b.take(b.now)
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
	want(t, "rounds", b.strikes, 1)
	for round := 2; round < 8; round++ {
		b.now = b.blocked
		scout := b.send(1)[0]
		b.wantHeld(heldByScout, scoutPatience)
		b.answered(scout, 429, http.Header{}, b.now)
		want(t, "rounds", b.strikes, round)
		if wait := b.blocked.Sub(b.now); wait > time.Second<<(round-1) {
			t.Errorf("round %d waits for %s", round, wait)
		}
	}
	b.now = b.blocked
	b.answered(b.send(1)[0], 200, http.Header{}, b.now)
	want(t, "rounds after a success", b.strikes, 0)
	b.send(64)
}
