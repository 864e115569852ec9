package rest

import (
	"context"
	"time"
)

// A waiter is one attempt in the pacer's queue. It waits for the vendor, or behind another attempt that does. Both are
// logged and counted alike.
type waiter struct {
	*queue
	state  *progress
	queued time.Time
	mark   time.Duration // what queue.stalled was when it came
	told   time.Time     // the end of the wait that was last told of
}

func (p *pacer) enqueue(ctx context.Context, state *progress) *waiter {
	now := time.Now()
	name := state.call.Method + " " + state.call.Route
	p.mu.Lock()
	q := p.queues[name]
	if q == nil {
		q = &queue{route: p.ledger.route(name), turn: make(chan struct{}, 1)}
		p.queues[name] = q
	}
	p.waiting++
	w := &waiter{queue: q, state: state, queued: now, mark: q.stalledBy(now)}
	held := p.ledger.holding(q.route, now)
	p.mu.Unlock()
	p.tell(ctx, w, held)
	return w
}

func (p *pacer) dequeue(w *waiter) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting--
	w.state.waited += w.stalledBy(time.Now()) - w.mark
}

// tell reports that a call waits, once for each wait. It does not report waits for a scout, which take as long as one
// call.
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

// stall notes when the first in a queue begins and ends to wait, for the vendor's rate limit or otherwise.
func (p *pacer) stall(w *waiter, ofLimit bool) {
	now := time.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	w.stalled = w.stalledBy(now)
	w.stalling = time.Time{}
	if ofLimit {
		w.stalling = now
	}
}

func (q *queue) stalledBy(now time.Time) time.Duration {
	if q.stalling.IsZero() {
		return q.stalled
	}
	return q.stalled + now.Sub(q.stalling)
}

// tooLong ends a call that would wait longer than RateLimitTimeout. A call that got more than one 429 counts its whole
// wait. A queued call counts the wait since the vendor last accepted a call: queued calls do not time out while the queue
// moves.
func (p *pacer) tooLong(w *waiter, held hold) error {
	now := time.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	waited := w.stalledBy(now) - max(w.mark, w.progress)
	if w.state.refusals > 1 {
		waited = w.state.waited + w.stalledBy(now) - w.mark
	}
	wanted := held.until.Sub(now)
	if waited+wanted <= p.options.RateLimitTimeout {
		return nil
	}
	return &impatientError{wanted: wanted}
}
