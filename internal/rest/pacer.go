package rest

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// A pacer keeps one vendor's calls within its rate limit: it waits before a call, rather than after a 429. Calls to one
// route pass one by one, in order: the first in the queue waits for the vendor, and the others wait for the first.
type pacer struct {
	options Options
	limiter *rate.Limiter // nil: no RequestsPerSecond

	mu      sync.Mutex
	ledger  ledger
	queues  map[string]*queue
	waiting int           // in all queues
	changed chan struct{} // closed when the first in each queue must check again
}

// queue has the waiting calls to one route.
type queue struct {
	route    *route
	turn     chan struct{} // held by the first
	stalled  time.Duration // how long in all the first has waited for the vendor
	stalling time.Time     // since when it waits now; zero: it does not
	progress time.Duration // what stalled was when the vendor last let a call through
}

// impatientError ends a call whose wait for the rate limit would take longer than RateLimitTimeout.
type impatientError struct{ wanted time.Duration }

func (e *impatientError) Error() string {
	return fmt.Sprintf("the rate limit requires a wait of %s, which exceeds RateLimitTimeout", e.wanted)
}

func newPacer(o Options) *pacer {
	p := &pacer{options: o, ledger: newLedger(o.FirstBackoff), queues: map[string]*queue{}, changed: make(chan struct{})}
	if o.RequestsPerSecond > 0 {
		p.limiter = rate.NewLimiter(rate.Limit(o.RequestsPerSecond), 1)
	}
	return p
}

// acquire waits until a call may be sent.
func (p *pacer) acquire(ctx context.Context, state *progress) (leave, error) {
	w := p.enqueue(ctx, state)
	defer p.dequeue(w)
	select {
	case w.turn <- struct{}{}:
		defer func() { <-w.turn }()
	case <-ctx.Done():
		return leave{}, ctx.Err()
	}
	if err := p.heed(ctx, w); err != nil {
		return leave{}, err
	}
	for {
		p.mu.Lock()
		granted, held := p.ledger.take(w.route, time.Now())
		changed := p.changed
		p.mu.Unlock()
		if held == (hold{}) {
			granted.waited = time.Since(w.queued)
			return granted, nil
		}
		if held.ofLimit() {
			if err := p.tooLong(w, held); err != nil {
				return leave{}, err
			}
		}
		p.tell(ctx, w, held)
		if err := p.pause(ctx, w, held, changed); err != nil {
			return leave{}, err
		}
	}
}

// release reports the response to a call. Status 0 means that there was none.
func (p *pacer) release(l leave, status int, header http.Header) {
	now := time.Now()
	said := readReport(status, header, now)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ledger.answered(l, said, now) {
		for _, q := range p.queues {
			if q.route == l.route {
				q.progress = q.stalledBy(now)
			}
		}
	}
	if p.waiting > 0 {
		close(p.changed)
		p.changed = make(chan struct{})
	}
}

// heed waits for RequestsPerSecond. The vendor did not ask for that wait, so it does not count for RateLimitTimeout.
func (p *pacer) heed(ctx context.Context, w *waiter) error {
	if p.limiter == nil {
		return nil
	}
	booked := p.limiter.Reserve()
	wait := booked.Delay()
	if wait == 0 {
		return nil
	}
	p.tell(ctx, w, hold{until: time.Now().Add(wait), why: heldByOwnCap})
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		booked.Cancel()
		return ctx.Err()
	}
}

// pause waits for the end of a hold, or for a response that may change it.
func (p *pacer) pause(ctx context.Context, w *waiter, held hold, changed <-chan struct{}) error {
	p.stall(w, held.ofLimit())
	defer p.stall(w, false)
	timer := time.NewTimer(time.Until(held.until))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
	case <-changed:
	}
	return nil
}
