package create

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// An Object is what [Once] creates. T is the vendor's type.
type Object[T any] struct {
	Key       Key
	Thing     string // what errors call it: room
	Attribute string // the attribute with the key's value: unique_name

	// Look lists the objects with this key. If fresh, it does not use what it read before the call.
	Look func(ctx context.Context, fresh bool) ([]T, error)
	// Send sends the request to create it, once.
	Send     func(ctx context.Context) (T, error)
	ID       func(T) string
	AsSent   func(T) bool // whether it has the values that were sent
	ImportID func(id string) string
	// Conflict says whether the vendor refuses to create an object because there is one with this key.
	Conflict func(error) bool

	// Unique says that there can be only one object with this key: one that exists is an error.
	Unique bool
	// Repeatable says that the vendor itself refuses a second one, so that the request may be repeated.
	Repeatable bool

	// Warn is called with what the user should know about the create.
	Warn func(summary, detail string)
}

// looks is how often Once looks for an object after an unclear response.
const looks = 3

// Once creates an object exactly once.
//
// It lists the existing objects before it sends the request. After an unclear response, it does not send the request
// again blindly: it lists again, and takes a new object with the values that it sent for its own. It never compares
// times, because clocks differ.
//
// Its errors are an [*ExistsError], an [*UnclearError], or those of Look and Send.
func Once[T any](ctx context.Context, keys *Keys, o Object[T]) (created T, err error) {
	key, err := keys.acquire(ctx, o.Key)
	if err != nil {
		return created, err
	}
	defer key.release()
	c := creation[T]{Object: o, key: key, lookFor: cmp.Or(keys.LookFor, 10*time.Second)}
	known, err := c.lookBefore(ctx)
	switch {
	case rest.HasReason(err, rest.Endless):
		c.blind = true
		c.warnUnchecked()
	case err != nil:
		return created, err
	}
	created, err = c.create(ctx, known)
	if err == nil {
		key.created = append(key.created, o.ID(created))
	}
	return created, err
}

// creation is one call of Once, which holds the lock of the key.
type creation[T any] struct {
	Object[T]
	key     *keyLock
	lookFor time.Duration
	blind   bool // there are too many objects to look for one
}

// lookBefore returns the IDs of the existing objects, or an error if one must not exist.
func (c creation[T]) lookBefore(ctx context.Context) ([]string, error) {
	found, err := c.look(ctx, false)
	if err != nil {
		return nil, err
	}
	ids := c.ids(found)
	for _, id := range c.key.created { // which lists may lack
		if !slices.Contains(ids, id) && !c.key.hasDeleted(id) {
			ids = append(ids, id)
		}
	}
	if c.Unique && len(ids) > 0 {
		return nil, c.exists(ids, nil)
	}
	return ids, nil
}

// look lists the objects with the key, without those that this run has deleted.
func (c creation[T]) look(ctx context.Context, fresh bool) ([]T, error) {
	found, err := c.Look(ctx, fresh)
	return slices.DeleteFunc(slices.Clone(found), func(one T) bool { return c.key.hasDeleted(c.ID(one)) }), err
}

// create sends the request, and finds out whether it created the object.
func (c creation[T]) create(ctx context.Context, known []string) (T, error) {
	attempts := 0
	for repeated := false; ; repeated = true {
		made, err := c.sendAfterDelete(ctx)
		failed, ok := errors.AsType[*rest.Error](err)
		if ok {
			attempts += failed.Attempts
			failed.Attempts = attempts
		}
		switch {
		case err == nil || !ok:
			return made, err
		case c.Conflict(failed) && !repeated:
			return made, c.taken(ctx, failed)
		case !c.Conflict(failed) && !failed.Unclear:
			return made, err
		}
		if c.blind {
			return made, c.unclear(failed, nil, nil)
		}
		found, err := c.lookAgain(ctx, known) // after a conflict, too: it may be with the first request's own
		switch {
		case len(found) == 1:
			return found[0], nil
		case c.Conflict(failed):
			return made, c.taken(ctx, failed)
		case len(found) > 1 || err != nil || repeated || ctx.Err() != nil || !answered(failed) && !c.Repeatable:
			return made, c.unclear(failed, found, err)
		}
	}
}

// answered says whether the vendor responded with an error, and will do nothing more. A success that cannot be read does
// not count, and neither does a missing response.
func answered(e *rest.Error) bool { return e.Reason == rest.Refused && e.Answered }

// sendAfterDelete sends the request, and sends it again for a while if the vendor still has an object that this run has
// deleted.
func (c creation[T]) sendAfterDelete(ctx context.Context) (T, error) {
	pause := c.lookFor / 20
	for waited := time.Duration(0); ; waited, pause = waited+pause, 2*pause {
		made, err := c.Send(ctx)
		if err == nil || !c.Conflict(err) || !c.key.hasDeletedAny() || waited+pause > c.lookFor {
			return made, err
		}
		if sleep(ctx, pause) != nil {
			return made, err
		}
	}
}

// lookAgain searches for new objects with the values that were sent. Lists may lag, so it searches more than once. It
// goes on after an interrupt, because the state must have what was created.
func (c creation[T]) lookAgain(ctx context.Context, known []string) ([]T, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	for try := range looks {
		if try > 0 {
			if err := sleep(ctx, c.lookFor/(2*looks)<<(try-1)); err != nil {
				return nil, err
			}
		}
		found, err := c.look(ctx, true)
		if err != nil {
			return nil, err
		}
		found = slices.DeleteFunc(found, func(one T) bool { return slices.Contains(known, c.ID(one)) || !c.AsSent(one) })
		if len(found) > 0 {
			return found, nil
		}
	}
	return nil, nil
}

func (c creation[T]) ids(objects []T) []string {
	ids := make([]string, len(objects))
	for i, one := range objects {
		ids[i] = c.ID(one)
	}
	return ids
}

func sleep(ctx context.Context, pause time.Duration) error {
	select {
	case <-time.After(pause):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
