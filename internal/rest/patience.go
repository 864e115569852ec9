package rest

import (
	"context"
	"time"
)

// A waiter is one attempt in the pacer's queue. It waits for the vendor by itself, or behind another that does; either
// is told of and counted alike.
type waiter struct {
	state  *progress
	queued time.Time
	mark   time.Duration // what pacer.stalled was when it came
	told   time.Time     // the end of the wait that was last told of
}

func (p *pacer) enqueue(ctx context.Context, state *progress) *waiter {
	now := time.Now()
	p.mu.Lock()
	w := &waiter{state: state, queued: now, mark: p.stalledBy(now)}
	held := p.ledger.holding(now)
	p.mu.Unlock()
	p.tell(ctx, w, held)
	return w
}

func (p *pacer) dequeue(w *waiter) {
	p.mu.Lock()
	defer p.mu.Unlock()
	w.state.waited += p.stalledBy(time.Now()) - w.mark
}

// tell lets it be known that a call waits, once for each wait. Waiting for a scout takes as long as one call, and is
// no news.
func (p *pacer) tell(ctx context.Context, w *waiter, held hold) {
	if held == (hold{}) || held.why == heldByScout || held.until.Sub(w.told).Abs() <= time.Second {
		return
	}
	w.told = held.until
	p.options.Observe(ctx, Event{
		Vendor: p.options.Vendor, Call: w.state.call.public(), Attempt: w.state.attempts + 1,
		Wait: time.Until(held.until), Why: held.why,
	})
}

// stall notes when the first in the queue begins and ends to wait for the vendor.
func (p *pacer) stall(begin bool) {
	now := time.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stalled = p.stalledBy(now)
	p.stalling = time.Time{}
	if begin {
		p.stalling = now
	}
}

func (p *pacer) stalledBy(now time.Time) time.Duration {
	if p.stalling.IsZero() {
		return p.stalled
	}
	return p.stalled + now.Sub(p.stalling)
}

// tooLong ends a call that would wait longer than RateLimitTimeout. One that was refused itself counts all that it
// waited; one that only stands in the queue, since the vendor last let a call through: while the queue moves, nobody
// in it is stuck.
func (p *pacer) tooLong(w *waiter, held hold) error {
	now := time.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	waited := p.stalledBy(now) - max(w.mark, p.progress)
	if w.state.refused {
		waited = w.state.waited + p.stalledBy(now) - w.mark
	}
	wanted := held.until.Sub(now)
	if waited+wanted <= p.options.RateLimitTimeout {
		return nil
	}
	return &impatientError{wanted: wanted}
}
