package rest

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// A limiter keeps one vendor's requests within its rate limit: it waits before a request, rather than after a 429. It also
// bounds how many are sent at the same time, and per second.
type limiter struct {
	options  Options
	places   chan struct{} // taken by the requests in flight
	interval time.Duration // between two requests, for RequestsPerSecond

	mu      sync.Mutex
	limits  limits
	next    time.Time     // when RequestsPerSecond allows another request
	changed chan struct{} // closed when those who wait must check again; nil: nobody waits
}

// tooLongError is a delay that exceeds RateLimitTimeout.
type tooLongError struct{ delay }

func (e *tooLongError) Error() string { return e.why + ": the wait would exceed RateLimitTimeout" }

func newLimiter(o Options) *limiter {
	l := &limiter{options: o, places: make(chan struct{}, o.MaxInFlight), limits: newLimits(o.FirstBackoff)}
	if o.RequestsPerSecond > 0 {
		l.interval = time.Duration(min(float64(time.Second)/o.RequestsPerSecond, float64(forEver)))
	}
	return l
}

// acquire waits until a request may be sent, and takes a place among the requests in flight, to be given back. It
// waits for the rate limit without one, so that a route that waits holds up no other.
func (l *limiter) acquire(ctx context.Context, p *progress) (*reservation, error) {
	began := time.Now()
	var told delay
	for {
		if ctx.Err() != nil { // else a free place could win over a caller who has given up
			return nil, ctx.Err()
		}
		select {
		case l.places <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		granted, d, changed := l.reserve(p)
		if granted != nil {
			granted.waited = time.Since(began)
			return granted, nil
		}
		<-l.places
		if d.counts() && d != p.pause && p.counted+time.Until(d.until) > l.options.RateLimitTimeout {
			return nil, &tooLongError{d}
		}
		if d.news(told) {
			told = d
			l.options.Observe(ctx, Event{
				Vendor: l.options.Vendor, Call: p.call.public(), Attempt: p.attempts + 1, Wait: time.Until(d.until), Why: d.why,
			})
		}
		p.wait(ctx, d, changed)
	}
}

// reserve counts a call's next request, unless it must wait: until the end of the delay, or a response that changes it.
func (l *limiter) reserve(p *progress) (*reservation, delay, <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now, r := time.Now(), l.limits.route(p.call.Method+" "+p.call.Route)
	d := l.limits.delay(r, now, p.pause, delay{l.next, delayedByOwnLimit})
	if d == (delay{}) {
		l.next = now.Add(l.interval)
		return l.limits.reserve(r, now), d, nil
	}
	if p.queues(d) && p.accepted != r.accepted { // a queued call does not time out while the queue moves
		p.counted -= p.queued
		p.queued, p.accepted = 0, r.accepted
	}
	if l.changed == nil {
		l.changed = make(chan struct{})
	}
	return nil, d, l.changed
}

// settle reports the response to a request. Status 0 means that there was none.
func (l *limiter) settle(request *reservation, status int, header http.Header) {
	now := time.Now()
	said := readReport(status, header, now)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.limits.settle(request, said, now)
	if l.changed != nil {
		close(l.changed)
		l.changed = nil
	}
}

// wait ends with the delay, or with a response that may change it.
func (p *progress) wait(ctx context.Context, d delay, changed <-chan struct{}) {
	began := time.Now()
	timer := time.NewTimer(time.Until(d.until))
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	case <-changed:
	}
	if waited := time.Since(began); d.counts() {
		p.waited += waited
		p.counted += waited
		if p.queues(d) {
			p.queued += waited
		}
	}
}

// queues says whether a call waits because of other calls, rather than of the response to its own request.
func (p *progress) queues(d delay) bool { return p.attempts == 0 || d.why == delayedByExhaustion }

// counts says whether a wait counts against RateLimitTimeout: those that the vendor asks for do.
func (d delay) counts() bool {
	return d.why == delayedBy429 || d.why == delayedBy5xx || d.why == delayedByExhaustion
}

// news says whether a delay is worth an event: once for each wait, and not for those that take as long as one request.
func (d delay) news(told delay) bool {
	short := d.why == delayedByProbe || d.why == delayedByBackoff && time.Until(d.until) < 5*time.Second
	return !short && (d.why != told.why || d.why != delayedByOwnLimit && d.until.Sub(told.until).Abs() > time.Second)
}
