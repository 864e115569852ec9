package rest

import (
	"maps"
	"net/http"
	"slices"
	"time"
)

// answered learns from the response to a call. It says whether the vendor accepts calls at present.
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
