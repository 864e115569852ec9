package rest

import (
	"iter"
	"slices"
	"time"
)

// A ledger has what is known about a vendor's rate limit. lessons.go is what it learns from responses. It reads no clock
// and never waits: the pacer does.
//
// A call is counted before it is sent, so that calls under way cannot all use the last one that is left. The policies
// that the responses of a route have named apply to that route, and no others. If it is not known what is left, scouts
// go first to find out: a burst of calls at the start, a single call after a reset or a 429. A vendor that sends no rate
// limit headers is not throttled until it responds with 429.
type ledger struct {
	firstBackoff time.Duration

	routes  map[string]*route
	windows map[string]*window // by the name of the policy

	heard   bool      // the vendor has responded, so that it is known whether it sends rate limit headers
	blocked time.Time // nothing at all is sent before
	struck  time.Time // when the vendor last responded with 429 without naming a policy
	walled  bool      // it has let nothing through since

	scouts     int       // that are out
	lost       bool      // one of them got no response
	generation int       // of scouts; those of an earlier one are not waited for any more
	patience   time.Time // until when they are waited for
}

// route is what is known of the calls to one route.
type route struct {
	policies []string  // that its responses have named
	silent   bool      // its responses name none
	paused   time.Time // until when a 5xx asked to wait
	struck   time.Time // when the last round of 429 began
	strikes  int       // rounds of 429 since a call was last let through
	scouts   int       // that are out
	inFlight int       // scouts included
}

// window is the time in which a policy counts.
type window struct {
	remaining int // what may still be sent before reset; calls under way are taken off already
	reset     time.Time
	refused   bool // the vendor responded with 429: nothing is left, whatever earlier responses say
	taken     int  // by calls since the first response that named it
	least     int  // that a scout was told
}

const (
	// burst is how many calls go first while nothing is known: as many as a CLI works on at a time.
	burst = 10

	// scoutPatience is how long the others wait for scouts before more go: connections that hang must not hold up all.
	scoutPatience = 5 * time.Second

	// What is remembered is bounded, whatever a vendor names.
	maxPolicies = 16 // of one route
	maxWindows  = 64
)

// leave is a call's permission to be sent, to be given back with the answer.
type leave struct {
	route  *route
	at     time.Time
	scout  int                // its generation; 0: it is none
	booked map[string]*window // a scout's: which may count it
	waited time.Duration      // for anything: the rate limit, our own cap, others in the queue
}

// hold is why a call cannot be sent now, and until when. The zero hold is none.
type hold struct {
	until time.Time
	why   string
}

const (
	heldBy429        = "the vendor responded with 429"
	heldBy5xx        = "the vendor responded with a 5xx and asked to wait"
	heldByExhaustion = "the rate limit is used up"
	heldByScout      = "another request is finding out what is left of the rate limit"
	heldByOwnCap     = "requests_per_second"
)

// ofLimit says whether a wait is for the vendor's rate limit.
func (h hold) ofLimit() bool { return h.why == heldBy429 || h.why == heldByExhaustion }

func newLedger(firstBackoff time.Duration) ledger {
	return ledger{
		firstBackoff: firstBackoff, generation: 1, routes: map[string]*route{}, windows: map[string]*window{},
	}
}

func (l *ledger) route(name string) *route {
	if l.routes[name] == nil {
		l.routes[name] = &route{}
	}
	return l.routes[name]
}

// governing are the windows that count a route's calls at present.
func (l *ledger) governing(r *route, now time.Time) iter.Seq[*window] {
	return func(yield func(*window) bool) {
		for _, name := range r.policies {
			if w := l.windows[name]; w != nil && now.Before(w.reset) && !yield(w) {
				return
			}
		}
	}
}

// known says whether anything is known of what is left for a route's calls.
func (l *ledger) known(r *route, now time.Time) bool {
	for range l.governing(r, now) {
		return true
	}
	return r.silent
}

// holding says what a call would have to wait for.
func (l *ledger) holding(r *route, now time.Time) (held hold) {
	until := func(end time.Time, why string) {
		if end.After(now) && end.After(held.until) {
			held = hold{until: end, why: why}
		}
	}
	until(l.blocked, heldBy429)
	until(r.paused, heldBy5xx)
	for w := range l.governing(r, now) {
		switch {
		case w.refused:
			until(w.reset, heldBy429)
		case w.remaining == 0 && l.mayRise(w, now):
			until(l.patience, heldByScout)
		case w.remaining == 0:
			until(w.reset, heldByExhaustion)
		}
	}
	if held == (hold{}) && l.enough(r, now) {
		until(l.patience, heldByScout)
	}
	return held
}

// enough says whether calls must wait for the scouts, because enough of them are out. If a vendor sends no headers, all
// scouts of a burst count, not just the first: some may get a 429.
func (l *ledger) enough(r *route, now time.Time) bool {
	switch {
	case r.silent:
		return r.scouts > 0
	case l.known(r, now):
		return false
	case !l.heard:
		return l.scouts >= burst
	case l.walled, r.strikes > 0, len(r.policies) > 0, l.exhausted(now): // it may concern this route as well
		return r.scouts >= 1
	}
	return r.scouts >= burst
}

func (l *ledger) exhausted(now time.Time) bool {
	for _, w := range l.windows {
		if w.remaining == 0 && now.Before(w.reset) {
			return true
		}
	}
	return false
}

// take books a call, unless something holds it.
func (l *ledger) take(r *route, now time.Time) (leave, hold) {
	if held := l.holding(r, now); held != (hold{}) {
		return leave{}, held
	}
	granted := leave{route: r, at: now}
	for w := range l.governing(r, now) {
		w.remaining--
		w.taken++
	}
	if !l.known(r, now) {
		l.scout(&granted, now)
	}
	r.inFlight++
	return granted, hold{}
}

// scout books a call that finds out what is left.
func (l *ledger) scout(call *leave, now time.Time) {
	if l.scouts == 0 || !now.Before(l.patience) {
		l.generation++
		l.scouts, l.lost, l.patience = 0, false, now.Add(scoutPatience)
		for _, r := range l.routes {
			r.scouts = 0
		}
	}
	l.scouts++
	call.route.scouts++
	call.scout = l.generation
	if len(call.route.policies) > 0 {
		return
	}
	for name, w := range l.windows { // any of which may turn out to count it
		if w.remaining > 0 {
			if call.booked == nil {
				call.booked = map[string]*window{}
			}
			call.booked[name] = w
			w.remaining--
			w.taken++
		}
	}
}

// unbook gives back what a scout took of policies that turned out not to govern it.
func (l *ledger) unbook(call leave) {
	for name, w := range call.booked {
		if !slices.Contains(call.route.policies, name) {
			w.remaining++
			w.taken--
		}
	}
}
