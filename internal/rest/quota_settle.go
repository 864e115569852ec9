package rest

import (
	"maps"
	"net/http"
	"slices"
	"time"
)

// What responses tell about a rate limit.

// settle learns from the response to a request.
func (l *limits) settle(request *reservation, said report, now time.Time) {
	r := request.route
	delete(l.inFlight, request)
	l.heard = l.heard || said.telling()
	late := !request.at.After(r.refusedAt) // says nothing about what the vendor does now
	if said.status == http.StatusTooManyRequests {
		l.refuse(r, late, said, now)
	} else if said.status != 0 && !late {
		l.learn(request, said, now)
	}
	if end := now.Add(said.after); said.status >= 500 && said.after > 0 && end.After(r.paused) {
		r.paused = end
	}
	for _, q := range request.unsure {
		q.unsure--
		switch {
		case said.telling() && !late && !slices.Contains(r.quotas, q): // it does not count the request
			q.remaining++
		case !said.names(q.policy): // it may have
			q.most--
		}
		if q.unsure == 0 {
			q.remaining = max(q.remaining, q.most)
		}
	}
}

func (l *limits) learn(request *reservation, said report, now time.Time) {
	r := request.route
	if said.telling() {
		r.accepted++
		r.rounds, l.blocked = 0, time.Time{}
	}
	if len(said.left) == 0 {
		// Only a response of the vendor's own tells that it sends no headers, and only where nothing else is known.
		r.silent = r.silent || said.telling() && !r.known(now)
		return
	}
	r.silent = false
	for _, told := range said.left {
		q := l.quota(r, told.policy, now)
		if q == nil {
			continue
		}
		// The vendor counted the seconds at some time since the request was sent, and rounded them up: so the window ends
		// between these two, and the earliest of the latter is the best to be had. A second more is for a vendor that
		// has several clocks.
		earliest, latest := request.at.Add(told.reset-2*time.Second), now.Add(told.reset)
		switch {
		case !q.live(now), !q.refused && earliest.After(q.reset):
			l.open(q, told.remaining, latest)
		case !q.refused:
			if q.most = min(q.most, told.remaining); slices.Contains(request.unsure, q) { // which may not include what was taken since
				q.most = min(q.most, told.remaining-q.taken)
			}
			q.remaining = min(q.remaining, told.remaining) // others may use the same credential
			if latest.Before(q.reset) {
				q.reset = latest
			}
		}
	}
}

// open begins a quota's new window. Requests in flight may be counted in what is left, or not yet.
func (l *limits) open(q *quota, remaining int, reset time.Time) {
	*q = quota{policy: q.policy, remaining: remaining, most: remaining, reset: reset}
	for request := range l.inFlight {
		request.unsure = slices.DeleteFunc(request.unsure, func(other *quota) bool { return other == q })
		if len(request.route.quotas) == 0 || slices.Contains(request.route.quotas, q) {
			q.doubt(request)
		}
	}
}

// quota is the one of a policy, which governs a route from now on. It is nil where there is no room for it.
func (l *limits) quota(r *route, policy string, now time.Time) *quota {
	q := l.quotas[policy]
	if q == nil && len(l.quotas) == maxQuotas {
		over := func(q *quota) bool { return !q.live(now) }
		maps.DeleteFunc(l.quotas, func(_ string, q *quota) bool { return over(q) })
		for _, r := range l.routes {
			r.quotas = slices.DeleteFunc(r.quotas, over)
		}
	}
	if q == nil && len(l.quotas) < maxQuotas {
		q = &quota{policy: policy}
		l.quotas[policy] = q
	}
	if q != nil && !slices.Contains(r.quotas, q) {
		r.quotas = append(r.quotas, q)
	}
	return q
}

// refuse stops what a 429 is about for as long as it says, or ever longer if it does not say: its policies where it names
// them, else everything.
func (l *limits) refuse(r *route, late bool, said report, now time.Time) {
	pause, none := said.after, said.exhausted()
	if pause == 0 || pause > maxPause { // an hour in the year 7000 is less to be believed than the policy's own end
		for _, told := range none {
			pause = told.reset
		}
	}
	if !late { // else it belongs to the round that is known already
		r.rounds++
		r.refusedAt = now
		// Also where it does say: a vendor that asks for a second, and refuses again after each, would be flooded.
		pause = max(pause, jittered(l.firstBackoff, r.rounds-1))
	}
	r.silent = false
	until := now.Add(pause)
	for _, told := range none {
		if q := l.quota(r, told.policy, now); q != nil && (!q.refused || q.reset.Before(until)) {
			*q = quota{policy: q.policy, reset: until, refused: true, unsure: q.unsure}
		}
	}
	if len(none) > 0 {
		return
	}
	if until.After(l.blocked) {
		l.blocked = until
	}
	for _, r := range l.routes { // what was known before does not hold any more, save what was refused
		r.silent, r.refusedAt = false, now
	}
	for _, q := range l.quotas {
		if !q.refused {
			q.reset = now
		}
	}
}
