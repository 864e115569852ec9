package rest

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// A pacer keeps one vendor's calls within its rate limit by waiting before a call, not by failing after it.
//
// Calls pass one by one, in the order they came: the first in the queue waits for the vendor, the others for it. An
// allowance is taken before a call is sent, so that calls under way cannot all count on the last one. When it is not
// known what is left (at the start, and after each reset) a single call goes ahead to find out. A vendor that sends
// no rate limit headers is not slowed down until it answers 429.
type pacer struct {
	options Options
	limiter *rate.Limiter // nil: no cap of our own
	turn    chan struct{} // held by the first in the queue
	changed chan struct{} // tells the first in the queue to look again

	mu        sync.Mutex
	silent    bool // the vendor's answers carry no allowance
	known     bool // remaining and reset hold
	remaining int
	reset     time.Time
	inFlight  int
	scouting  bool      // a call is out to see what is left
	blocked   time.Time // nothing is sent before
	struck    time.Time // when blocked was last set
	strikes   int       // rounds of 429 since a call was last let through
	accepted  time.Time // when a call was last let through by the vendor
}

// leave is a call's permission to be sent, to be given back with the answer.
type leave struct {
	at     time.Time
	scout  bool
	waited time.Duration
}

// impatientError ends a call whose wait for the rate limit would take longer than RateLimitTimeout.
type impatientError struct{ wanted time.Duration }

func (e *impatientError) Error() string {
	return fmt.Sprintf("the rate limit wants a wait of %s more than may be waited", e.wanted)
}

func newPacer(o Options) *pacer {
	p := &pacer{options: o, turn: make(chan struct{}, 1), changed: make(chan struct{}, 1)}
	if o.RequestsPerSecond > 0 {
		p.limiter = rate.NewLimiter(rate.Limit(o.RequestsPerSecond), 1)
	}
	return p
}

// acquire waits until a call may be sent.
func (p *pacer) acquire(ctx context.Context, state *progress) (leave, error) {
	queued := time.Now()
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
	case <-ctx.Done():
		return leave{}, ctx.Err()
	}
	if p.limiter != nil {
		if err := p.limiter.Wait(ctx); err != nil {
			return leave{}, err
		}
	}
	var waited time.Duration
	for {
		granted, wait, why := p.try()
		if wait == 0 && why == "" {
			granted.waited = waited
			return granted, nil
		}
		if wait > 0 && p.tooLong(state, queued, wait) {
			return leave{}, &impatientError{wanted: wait}
		}
		began := time.Now()
		if err := p.pause(ctx, state, wait, why); err != nil {
			return leave{}, err
		}
		if wait > 0 {
			waited += time.Since(began)
			state.waited += time.Since(began)
		}
	}
}

// try takes an allowance, or says for how long there is none and why; 0 means until something changes.
func (p *pacer) try() (granted leave, wait time.Duration, why string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if p.known && !now.Before(p.reset) {
		p.known = false
	}
	granted = leave{at: now}
	switch {
	case now.Before(p.blocked):
		return leave{}, p.blocked.Sub(now), "the vendor answered 429"
	case p.known && p.remaining == 0:
		return leave{}, p.reset.Sub(now), "nothing is left of the rate limit"
	case p.known:
		p.remaining--
	case p.silent:
	case p.scouting:
		return leave{}, 0, "another call finds out what the rate limit leaves"
	default:
		p.scouting, granted.scout = true, true
	}
	p.inFlight++
	return granted, 0, ""
}

// tooLong bounds what one call waits in all, and how long all of them wait for a vendor that lets nothing through.
func (p *pacer) tooLong(state *progress, queued time.Time, wait time.Duration) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	stalled := queued
	if p.accepted.After(stalled) {
		stalled = p.accepted
	}
	return max(state.waited, time.Since(stalled))+wait > p.options.RateLimitTimeout
}

func (p *pacer) pause(ctx context.Context, state *progress, wait time.Duration, why string) error {
	var elapsed <-chan time.Time
	if wait > 0 {
		p.options.Observe(ctx, Event{
			Vendor: p.options.Vendor, Call: state.call, Attempt: state.attempts + 1, Wait: wait, Why: why,
		})
		timer := time.NewTimer(wait)
		defer timer.Stop()
		elapsed = timer.C
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-elapsed:
	case <-p.changed:
	}
	return nil
}

// release learns from an answer; nil means there was none.
func (p *pacer) release(l leave, response *http.Response) {
	p.mu.Lock()
	p.inFlight--
	if l.scout {
		p.scouting = false
	}
	now := time.Now()
	switch {
	case response == nil:
		p.silent = p.silent || l.scout // an outage must not make the others queue for scouts that never return
	case response.StatusCode == http.StatusTooManyRequests:
		p.strike(l, response.Header, now)
	default:
		p.strikes, p.accepted = 0, now
		p.learn(response.Header, now)
	}
	p.mu.Unlock()
	select {
	case p.changed <- struct{}{}:
	default: // the first in the queue has not looked yet since the last change
	}
}

func (p *pacer) learn(header http.Header, now time.Time) {
	told, ok := readAllowance(header)
	if !ok {
		p.silent = p.silent || !p.known
		return
	}
	p.silent = false
	reset := now.Add(told.reset)
	// Whole seconds, rounded up: within one window the estimates of its end differ by less than one.
	if p.known && reset.Sub(p.reset) <= time.Second {
		p.remaining = min(p.remaining, told.remaining)
		if reset.Before(p.reset) {
			p.reset = reset
		}
		return
	}
	p.known, p.reset = true, reset
	p.remaining = max(0, told.remaining-p.inFlight) // those under way may not be counted yet
}

// strike stops everything for as long as a 429 says, or ever longer if it does not say.
func (p *pacer) strike(l leave, header http.Header, now time.Time) {
	p.known, p.silent = false, false
	pause, ok := retryAfter(header, now)
	if !ok {
		if told, has := readAllowance(header); has && told.remaining == 0 {
			pause, ok = told.reset, true
		}
	}
	if l.at.After(p.struck) || p.struck.IsZero() { // else it was sent before the last 429: not a further round
		p.strikes++
		p.struck = now
		if !ok {
			pause = jittered(p.options.FirstBackoff, p.strikes-1)
		}
	}
	if until := now.Add(pause); until.After(p.blocked) {
		p.blocked = until
	}
}
