package rest

import (
	"slices"
	"time"
)

// limits is what is known about a vendor's rate limit. It reads no clock and never waits: the limiter does.
//
// A request is counted before it is sent, so that requests in flight cannot all use the last one that is left. Each policy
// that a response names is a quota. It counts the requests to the routes whose responses have named it. Where it is not
// known what is left, probes go first to find out: a burst at the start, a single request after a 429 or a reset. A vendor
// that sends no rate limit headers is not throttled until it responds with 429.
type limits struct {
	firstBackoff time.Duration
	routes       map[string]*route
	quotas       map[string]*quota // by the name of the policy
	inFlight     map[*reservation]bool
	heard        bool      // the vendor has responded, so that it is known whether it sends rate limit headers
	blocked      time.Time // nothing at all is sent before; zero once the vendor has accepted a request again
}

// route is what is known about the requests to one route.
type route struct {
	quotas    []*quota  // that its responses have named
	silent    bool      // its responses name none
	paused    time.Time // until when a 5xx asked to wait
	refusedAt time.Time // when a 429 last stopped it
	rounds    int       // of 429, since a request was last accepted
	accepted  int       // requests
}

// quota is what is left of one policy until its reset.
type quota struct {
	policy    string
	reset     time.Time
	refused   bool // the vendor responded with 429: nothing is left, whatever earlier responses say
	remaining int  // if the vendor has yet to count every request in flight that it may count
	most      int  // if it has counted them all
	taken     int  // by requests since the reset was first known
	unsure    int  // requests in flight that the vendor may have counted, or may never count
}

// reservation is the permission to send one request, to be settled with the response.
type reservation struct {
	route  *route
	at     time.Time
	probe  bool
	unsure []*quota // that may count it
	waited time.Duration
}

const (
	burst        = 10              // probes that go first: as many requests as a CLI works on at a time
	probeTimeout = 5 * time.Second // for which others wait for a probe: connections that hang must not hold up all
	maxQuotas    = 64              // that are remembered, whatever a vendor names
)

// delay is why a request cannot be sent now, and until when. The zero delay is none.
type delay struct {
	until time.Time
	why   string
}

func newLimits(firstBackoff time.Duration) limits {
	return limits{firstBackoff: firstBackoff, routes: map[string]*route{}, quotas: map[string]*quota{}, inFlight: map[*reservation]bool{}}
}

func (l *limits) route(name string) *route {
	if l.routes[name] == nil {
		l.routes[name] = &route{}
	}
	return l.routes[name]
}

func (q *quota) live(now time.Time) bool { return now.Before(q.reset) }

// known says whether it is known what is left for a route's requests.
func (r *route) known(now time.Time) bool {
	return slices.ContainsFunc(r.quotas, func(q *quota) bool { return q.live(now) })
}

// reserve counts a request that has no delay.
func (l *limits) reserve(r *route, now time.Time) *reservation {
	granted := &reservation{route: r, at: now, probe: !r.silent && !r.known(now)}
	for _, q := range r.quotas {
		if q.live(now) {
			q.remaining--
			q.most--
			q.taken++
		}
	}
	if granted.probe && len(r.quotas) == 0 {
		for _, q := range l.quotas { // any of which may turn out to count it
			if q.live(now) && q.remaining > 0 {
				q.doubt(granted)
			}
		}
	}
	l.inFlight[granted] = true
	return granted
}

// doubt takes a request in flight off what is left, until its response tells whether it counts.
func (q *quota) doubt(request *reservation) {
	request.unsure = append(request.unsure, q)
	q.unsure++
	q.remaining--
}

// delay is the longest that a request to a route has, of these and its own.
func (l *limits) delay(r *route, now time.Time, others ...delay) (longest delay) {
	until := func(end time.Time, why string) {
		if end.After(now) && end.After(longest.until) {
			longest = delay{end, why}
		}
	}
	until(l.blocked, delayedBy429)
	until(r.paused, delayedBy5xx)
	for _, d := range others {
		until(d.until, d.why)
	}
	for _, q := range r.quotas {
		switch {
		case !q.live(now):
		case q.refused:
			until(q.reset, delayedBy429)
		case q.remaining <= 0 && q.unsure > 0:
			until(q.reset, delayedByProbe)
		case q.remaining <= 0:
			until(q.reset, delayedByExhaustion)
		}
	}
	if longest == (delay{}) && !r.known(now) {
		until(l.enoughProbes(r, now), delayedByProbe)
	}
	return longest
}

// enoughProbes is until when a request must wait for the probes that are out. If a vendor sends no headers, all probes of
// a burst count, not just the first: some may get a 429.
func (l *limits) enoughProbes(r *route, now time.Time) (until time.Time) {
	alone := r.silent || !l.blocked.IsZero() || r.rounds > 0 || len(r.quotas) > 0
	for _, q := range l.quotas {
		alone = alone || q.live(now) && q.remaining <= 0 // it may count the requests to this route
	}
	probes := 0
	for request := range l.inFlight {
		end := request.at.Add(probeTimeout)
		if !request.probe || !now.Before(end) || l.heard && request.route != r {
			continue
		}
		if probes++; end.After(until) {
			until = end
		}
	}
	if alone && probes > 0 || probes >= burst {
		return until
	}
	return time.Time{}
}
