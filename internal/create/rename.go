package create

import (
	"context"
	"errors"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// A Change gives an object another key. T is the vendor's type.
type Change[T any] struct {
	From, To Key
	ID       string
	// Send sends the request.
	Send func(ctx context.Context) (T, error)
	Kept func(T) bool // whether the object has the new key
	// Conflict says whether the vendor refuses the change because another object has the key.
	Conflict func(error) bool
}

var errNotKept = errors.New("the vendor did not keep the new key")

// Rename carries out a change. If the vendor refuses it because another object has the key, Rename sends it again for a
// while: another block of this run may be about to give the key up. Two blocks that swap their keys cannot both succeed.
func Rename[T any](ctx context.Context, keys *Keys, c Change[T]) (T, error) {
	ended, wanted := keys.Deleting(c.From, c.ID), keys.of(c.To)
	var refused time.Time // first
	attempts := 0
	for {
		changed, err := c.Send(ctx)
		if failed, ok := errors.AsType[*rest.Error](err); ok {
			failed.Attempts += attempts
			attempts = failed.Attempts
		}
		if err == nil && !c.Kept(changed) {
			ended(errNotKept)
			return changed, nil
		}
		if refused.IsZero() {
			refused = time.Now()
		}
		happens, most := wanted.mayBecomeFree(keys)
		left := most - time.Since(refused)
		if err == nil || !c.Conflict(err) || left <= 0 || waitFor(ctx, happens, left) != nil {
			ended(err)
			return changed, err
		}
	}
}

// mayBecomeFree is what to wait for until a key that another object has may be free, and for how long at most.
func (l *keyLock) mayBecomeFree(keys *Keys) (happens <-chan struct{}, most time.Duration) {
	l.lock.Lock()
	defer l.lock.Unlock()
	for _, d := range l.deletions {
		if !d.hasEnded() {
			return d.ended, keys.lookFor()
		}
	}
	for _, d := range l.deletions {
		if d.err == nil { // the vendor lags
			pause := make(chan struct{})
			time.AfterFunc(keys.lookFor()/20, func() { close(pause) })
			return pause, keys.lookFor()
		}
	}
	return l.begins, keys.lookFor() / 5 // as long as a create waits for a delete to begin
}
