package create

import (
	"context"
	"time"
)

// Rename sends a change that gives an object another key. If the vendor refuses it because another object has that key, it
// is sent again for a while: another block of this run may be about to give the key up. Two blocks that swap their keys
// cannot both succeed.
func Rename[T any](ctx context.Context, keys *Keys, from, to Key, id string, conflict func(error) bool, send func(context.Context) (T, error)) (T, error) {
	ended, wanted, began := keys.Deleting(from, id), keys.of(to), time.Now()
	for {
		changed, err := send(ctx)
		patience := keys.lookFor()
		if !wanted.deletes() {
			patience /= 5 // as long as a create waits for a delete to begin
		}
		left := patience - time.Since(began)
		if err == nil || !conflict(err) || left <= 0 || waitFor(ctx, nil, min(keys.lookFor()/20, left)) != nil {
			ended(err)
			return changed, err
		}
	}
}
