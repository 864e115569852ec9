package rest

import (
	"iter"
	"maps"
	"net/http"
	"slices"
	"time"
)

// A ledger keeps what is known of a vendor's rate limit. It asks no clock and waits for nothing: that is the pacer's
// part.
//
// An allowance is taken before a call is sent, so that calls under way cannot all count on the last one. A route is
// governed by the policies that its answers have named; what another policy wants does not concern it. Where it is not
// known what is left, scouts go ahead to find out: a burst of them at the start, a single one after a reset or a 429.
// A vendor that sends no rate limit headers is not slowed down until it answers 429.
type ledger struct {
	firstBackoff time.Duration

	routes  map[string]*route
	windows map[string]*window // by the name of the policy

	heard   bool      // the vendor has answered, so that it is known whether it speaks of a limit
	blocked time.Time // nothing at all is sent before
	struck  time.Time // when the vendor last answered 429 without naming a policy
	walled  bool      // it has let nothing through since

	scouts     int       // that are out
	lost       bool      // one of them got no answer
	generation int       // of scouts; those of an earlier one are not waited for any more
	patience   time.Time // until when they are waited for
}

// route is what is known of the calls to one route.
type route struct {
	policies []string  // that its answers have named
	silent   bool      // its answers name none
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
	refused   bool // the vendor answered 429: whatever earlier answers say, nothing is left
	taken     int  // by calls since the first answer that told of it
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
	heldBy429        = "the vendor answered 429"
	heldBy5xx        = "the vendor asked to wait after an error of its own"
	heldByExhaustion = "nothing is left of the rate limit"
	heldByScout      = "another call finds out what the vendor's rate limit leaves"
	heldByOwnCap     = "requests_per_second"
)

// ofLimit says whether a wait is for the vendor's rate limit, rather than for a call or for better times.
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

// governing are the windows that count a route's calls now.
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

// enough says whether no more calls may go before scouts have come back: as many are out as may be refused at once. Of a
// vendor that sends no headers the whole burst tells more than the first of it: some may be answered 429.
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

// answered learns from what came of a call. It says whether the vendor lets calls through now.
func (l *ledger) answered(call leave, said report, now time.Time) (letThrough bool) {
	r := call.route
	r.inFlight--
	if call.scout == l.generation {
		l.scouts--
		r.scouts--
		l.lost = l.lost || said.status == 0
	}
	l.heard = l.heard || said.telling()
	// Sent before the vendor began to refuse: says nothing of what it does now.
	late := !call.at.After(l.struck) || !call.at.After(r.struck)
	switch {
	case said.status == http.StatusTooManyRequests:
		l.strike(r, late, said, now)
		return false
	case said.status >= 500 && said.after > 0:
		if end := now.Add(min(said.after, maxBackoff)); end.After(r.paused) {
			r.paused = end
		}
	}
	if said.status == 0 || late {
		return false
	}
	if said.telling() {
		r.strikes, l.walled = 0, false
	}
	l.learn(call, said, now)
	if said.telling() {
		l.unbook(call)
	}
	return true
}

func (l *ledger) learn(call leave, said report, now time.Time) {
	r := call.route
	if len(said.left) == 0 {
		// Only an answer of the vendor's own tells that it sends no headers, and only where nothing else is known.
		r.silent = r.silent || said.telling() && !l.known(r, now)
		return
	}
	r.silent = false
	l.tidy(r, now)
	for _, told := range said.left {
		// The vendor counted the seconds at some time since the call was sent, and rounded them up: so the window ends
		// between these two, and the earliest of the latter is the best to be had. A second more is for a vendor that
		// has several clocks.
		earliest, latest := call.at.Add(told.reset-2*time.Second), now.Add(told.reset)
		w := l.windows[told.policy]
		if w == nil || !now.Before(w.reset) || !w.refused && earliest.After(w.reset) {
			// Those under way may not be counted yet.
			left := max(0, told.remaining-l.underWay(told.policy))
			l.open(r, told.policy, window{remaining: left, reset: latest, least: told.remaining})
			continue
		}
		if !r.governedBy(told.policy) || w.refused {
			continue
		}
		// Less can be left than booked where others use the same credential.
		w.remaining = min(w.remaining, told.remaining)
		if call.scout == l.generation {
			l.recount(w, told.remaining)
		}
		if latest.Before(w.reset) {
			w.reset = latest
		}
	}
}

// tidy drops windows that are over, where there are so many that new ones would find no room.
func (l *ledger) tidy(r *route, now time.Time) {
	if len(l.windows) > maxWindows-maxPolicies {
		maps.DeleteFunc(l.windows, func(_ string, w *window) bool { return !now.Before(w.reset) })
	}
	if len(r.policies) == maxPolicies {
		r.policies = slices.DeleteFunc(r.policies, func(name string) bool { return l.windows[name] == nil || !now.Before(l.windows[name].reset) })
	}
}

// open notes what is left of a policy that governs a route.
func (l *ledger) open(r *route, policy string, w window) {
	if r.governedBy(policy) && (l.windows[policy] != nil || len(l.windows) < maxWindows) {
		l.windows[policy] = &w
	}
}

// governedBy notes that a policy governs a route, where there is room for it.
func (r *route) governedBy(policy string) bool {
	known := slices.Contains(r.policies, policy)
	if !known && len(r.policies) < maxPolicies {
		r.policies = append(r.policies, policy)
		return true
	}
	return known
}

// underWay are the calls without an answer that a policy may have to count.
func (l *ledger) underWay(policy string) (calls int) {
	for _, r := range l.routes {
		if slices.Contains(r.policies, policy) || len(r.policies) == 0 {
			calls += r.inFlight
		}
	}
	return calls
}

// mayRise says whether scouts are out whose answers may show that there is more left.
func (l *ledger) mayRise(w *window, now time.Time) bool {
	return l.scouts > 0 && !l.lost && w.least > w.taken && now.Before(l.patience)
}

// recount learns from a scout's answer that the others of its burst, which were under way when the first came back, are
// counted: when all are back, the least that one was told leaves out only what was taken since.
func (l *ledger) recount(w *window, remaining int) {
	w.least = min(w.least, remaining)
	if l.scouts == 0 && !l.lost {
		w.remaining = max(w.remaining, w.least-w.taken)
	}
}

// strike stops what a 429 is about for as long as it says, or ever longer if it does not say: its policies where it
// names them, else everything.
func (l *ledger) strike(r *route, late bool, said report, now time.Time) {
	pause, none := said.after, said.exhausted()
	if pause == 0 || pause > maxPause { // an hour in the year 7000 is less to be believed than the policy's own end
		for _, told := range none {
			pause = told.reset
		}
	}
	if !late { // else it belongs to the round that is noticed already
		r.strikes++
		r.struck = now
		// Also where it does say: a vendor that asks for a second, and refuses again after each, would be flooded.
		pause = max(pause, jittered(l.firstBackoff, r.strikes-1))
	}
	until := now.Add(pause)
	for _, told := range none {
		if w := l.windows[told.policy]; w == nil || !w.refused || w.reset.Before(until) {
			l.open(r, told.policy, window{reset: until, refused: true})
		}
	}
	r.silent = false
	if len(none) > 0 {
		return
	}
	if until.After(l.blocked) {
		l.blocked = until
	}
	if !late {
		l.struck, l.walled = now, true
		l.forget()
	}
}

// forget drops what was known before a 429, save what was refused.
func (l *ledger) forget() {
	for _, r := range l.routes {
		r.silent = false
	}
	for name, w := range l.windows {
		if !w.refused {
			delete(l.windows, name)
		}
	}
}
