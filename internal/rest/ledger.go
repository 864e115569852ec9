package rest

import (
	"net/http"
	"time"
)

// A ledger keeps what is known of a vendor's rate limit. It asks no clock and waits for nothing: that is the pacer's
// part.
//
// An allowance is taken before a call is sent, so that calls under way cannot all count on the last one. When it is
// not known what is left (at the start, and after each reset) a single call, the scout, goes ahead to find out. A
// vendor that sends no rate limit headers is not slowed down until it answers 429.
type ledger struct {
	firstBackoff time.Duration

	silent    bool // the vendor's answers carry no allowance
	known     bool // remaining and reset hold
	remaining int  // what may still be sent before reset; calls under way are taken off already
	reset     time.Time
	inFlight  int
	scout     time.Time // until when a scout is waited for; zero: none is out
	blocked   time.Time // nothing is sent before
	struck    time.Time // when the last round of 429 began
	strikes   int       // rounds of 429 since a call was last let through
}

// scoutPatience is how long the others wait for a scout before another one goes: one connection that hangs must not
// hold up all.
const scoutPatience = 5 * time.Second

// leave is a call's permission to be sent, to be given back with the answer.
type leave struct {
	at     time.Time
	scout  bool
	waited time.Duration // for anything: the rate limit, our own cap, others in the queue
}

// hold is why a call cannot be sent now, and until when. The zero hold is none.
type hold struct {
	until time.Time
	why   string
}

const (
	heldBy429        = "the vendor answered 429"
	heldByExhaustion = "nothing is left of the rate limit"
	heldByScout      = "another call finds out what the vendor's rate limit leaves"
	heldByOwnCap     = "requests_per_second"
)

// holding says what a call would have to wait for.
func (l *ledger) holding(now time.Time) hold {
	known := l.known && now.Before(l.reset)
	switch {
	case now.Before(l.blocked):
		return hold{until: l.blocked, why: heldBy429}
	case known && l.remaining == 0:
		return hold{until: l.reset, why: heldByExhaustion}
	case !known && !l.silent && now.Before(l.scout):
		return hold{until: l.scout, why: heldByScout}
	}
	return hold{}
}

// take books a call, unless something holds it.
func (l *ledger) take(now time.Time) (leave, hold) {
	if held := l.holding(now); held != (hold{}) {
		return leave{}, held
	}
	l.known = l.known && now.Before(l.reset)
	granted := leave{at: now}
	switch {
	case l.known:
		l.remaining--
	case !l.silent:
		granted.scout = true
		l.scout = now.Add(scoutPatience)
	}
	l.inFlight++
	return granted, hold{}
}

// answered learns from what came of a call; status 0 means that no answer did. It says whether the vendor lets calls
// through now.
func (l *ledger) answered(call leave, status int, header http.Header, now time.Time) (letThrough bool) {
	l.inFlight--
	if call.scout {
		l.scout = time.Time{}
	}
	late := !call.at.After(l.struck) // sent before the vendor began to refuse: says nothing of what it does now
	switch {
	case status == 0:
		l.silent = l.silent || call.scout // an outage must not make the others queue for scouts that never return
	case status == http.StatusTooManyRequests:
		l.strike(late, header, now)
	case !late:
		l.strikes = 0
		l.learn(call, header, now)
		return true
	}
	return false
}

func (l *ledger) learn(call leave, header http.Header, now time.Time) {
	told, ok := readAllowance(header)
	if !ok {
		l.silent = l.silent || !l.known
		return
	}
	l.silent = false
	// The vendor counted the seconds at some time since the call was sent, and rounded them up: so the window ends
	// between these two, and the earliest of the latter is the best to be had. A second more is for a vendor that has
	// several clocks.
	earliest, latest := call.at.Add(told.reset-2*time.Second), now.Add(told.reset)
	if l.known && !earliest.After(l.reset) {
		// The window that is known. Less can be left than booked where others use the same credential.
		l.remaining = min(l.remaining, told.remaining)
		if latest.Before(l.reset) {
			l.reset = latest
		}
		return
	}
	l.known, l.reset = true, latest
	l.remaining = max(0, told.remaining-l.inFlight) // those under way may not be counted yet
}

// strike stops everything for as long as a 429 says, or ever longer if it does not say.
func (l *ledger) strike(late bool, header http.Header, now time.Time) {
	l.known, l.silent = false, false
	pause, ok := retryAfter(header, now)
	if !ok {
		if told, has := readAllowance(header); has && told.remaining == 0 {
			pause = told.reset
		}
	}
	if !late { // else it belongs to the round that is noticed already
		l.strikes++
		l.struck = now
		// Also where it does say: a vendor that asks for a second, and refuses again after each, would be flooded.
		pause = max(pause, jittered(l.firstBackoff, l.strikes-1))
	}
	if until := now.Add(pause); until.After(l.blocked) {
		l.blocked = until
	}
}
