package rest

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// A pacer keeps one vendor's calls within its rate limit by waiting before a call, not by failing after it. Calls pass
// one by one, in the order they came: the first in the queue waits for the vendor, the others for it.
type pacer struct {
	options Options
	limiter *rate.Limiter // nil: no cap of our own
	turn    chan struct{} // held by the first in the queue
	changed chan struct{} // tells the first in the queue to look again

	mu       sync.Mutex
	ledger   ledger
	stalled  time.Duration // how long in all the first in the queue has waited for the vendor
	stalling time.Time     // since when it waits now; zero: it does not
	progress time.Duration // what stalled was when the vendor last let a call through
}

// impatientError ends a call whose wait for the rate limit would take longer than RateLimitTimeout.
type impatientError struct{ wanted time.Duration }

func (e *impatientError) Error() string {
	return fmt.Sprintf("the rate limit wants a wait of %s more than may be waited", e.wanted)
}

func newPacer(o Options) *pacer {
	p := &pacer{
		options: o,
		turn:    make(chan struct{}, 1),
		changed: make(chan struct{}, 1),
		ledger:  ledger{firstBackoff: o.FirstBackoff},
	}
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
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
	case <-ctx.Done():
		return leave{}, ctx.Err()
	}
	if err := p.heed(ctx, w); err != nil {
		return leave{}, err
	}
	for {
		p.mu.Lock()
		granted, held := p.ledger.take(time.Now())
		p.mu.Unlock()
		if held == (hold{}) {
			granted.waited = time.Since(w.queued)
			return granted, nil
		}
		if held.why != heldByScout {
			if err := p.tooLong(w, held); err != nil {
				return leave{}, err
			}
			p.tell(ctx, w, held)
		}
		if err := p.pause(ctx, held); err != nil {
			return leave{}, err
		}
	}
}

// release hands a call's answer in; nil means there was none.
func (p *pacer) release(l leave, got *response) {
	var status int
	var header http.Header
	if got != nil {
		status, header = got.status, got.header
	}
	now := time.Now()
	p.mu.Lock()
	if p.ledger.answered(l, status, header, now) {
		p.progress = p.stalledBy(now)
	}
	p.mu.Unlock()
	select {
	case p.changed <- struct{}{}:
	default: // the first in the queue has not looked yet since the last change
	}
}

// heed waits for our own cap. That is nothing the vendor asked for, so it counts for no timeout.
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

// pause waits for the end of a hold, or for an answer that may change it.
func (p *pacer) pause(ctx context.Context, held hold) error {
	if held.why != heldByScout {
		p.stall(true)
		defer p.stall(false)
	}
	timer := time.NewTimer(time.Until(held.until))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
	case <-p.changed:
	}
	return nil
}
