package create

import (
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
	Send   func(ctx context.Context) (T, error)
	ID     func(T) string
	AsSent func(T) bool // whether it has the values that were sent
	// Conflict says whether the vendor refuses to create an object because there is one with this key.
	Conflict func(error) bool

	// Unique says that there can be only one object with this key: one that exists is an error, unless this run deletes it.
	Unique bool
	// Rivals lists the objects that have another attribute in common with this one, which the vendor may keep unique instead.
	// Optional.
	Rivals         func(ctx context.Context) ([]T, error)
	RivalAttribute string

	// Repeatable says that the vendor itself refuses a second one, so that the request may always be repeated.
	Repeatable bool

	// Twin says of an existing object with this key, where it is not unique, whether a warning names it. It may be left over
	// from a run that was killed during a create. Optional.
	Twin func(T) bool

	// Warn is called with what the user should know about the create.
	Warn func(summary, detail string)
}

// Once creates an object exactly once.
//
// It lists the existing objects before it sends the request. After an unclear response it lists them again, for
// [Keys.LookFor], and takes a new object with the values that it sent for its own. It never compares times, because
// clocks differ. If it finds no new object, it sends the request once more, but only if the vendor will not carry out the
// first one later, or refuses to create a second object. So there are two only if the vendor reports a failure for what it
// did, and its list lacks the object for longer than LookFor.
//
// Its errors are an [*ExistsError], an [*UnclearError], or those of Look and Send.
func Once[T any](ctx context.Context, keys *Keys, o Object[T]) (created T, err error) {
	key := keys.of(o.Key)
	if err := key.held.Acquire(ctx, 1); err != nil {
		return created, err
	}
	defer key.held.Release(1)
	c := creation[T]{Object: o, keys: keys, key: key}
	before, err := c.lookBefore(ctx)
	switch {
	case rest.HasReason(err, rest.Endless):
		c.blind = true
		c.warnUnchecked()
	case err != nil:
		return created, err
	}
	created, err = c.create(ctx, before.ids)
	if err == nil {
		key.created = append(key.created, o.ID(created))
		c.warnOfTwins(before.objects)
	}
	return created, err
}

// creation is one call of Once, which holds the lock of the key.
type creation[T any] struct {
	Object[T]
	keys  *Keys
	key   *keyLock
	blind bool // there are too many objects to look for one
}

// look lists the objects with the key, without those that this run has deleted.
func (c creation[T]) look(ctx context.Context, fresh bool) ([]T, error) {
	found, err := c.Look(ctx, fresh)
	return slices.DeleteFunc(slices.Clone(found), func(one T) bool { return c.key.hasDeleted(c.ID(one)) }), err
}

// create sends the request, and finds out whether it created the object.
func (c creation[T]) create(ctx context.Context, known []string) (T, error) {
	created, err := c.sendAfterDelete(ctx)
	first, failed := errors.AsType[*rest.Error](err)
	switch {
	case !failed:
		return created, err
	case c.Unique && c.Conflict(first):
		return created, c.taken(ctx, first)
	case !first.Unclear:
		return created, err
	case c.blind:
		return created, c.unclear(first, first.Pending(), found[T]{})
	}
	again := c.lookAgain(ctx, known)
	switch {
	case len(again.asSent) == 1:
		return again.asSent[0], nil
	case !again.nothing(), ctx.Err() != nil, first.Pending() && !c.Repeatable:
		return created, c.unclear(first, first.Pending(), again)
	}
	return c.repeat(ctx, known, first)
}

// repeat sends the request once more. The vendor is done with the first one, or refuses to create a second object.
func (c creation[T]) repeat(ctx context.Context, known []string, first *rest.Error) (T, error) {
	created, err := c.sendAfterDelete(ctx)
	second, failed := errors.AsType[*rest.Error](err)
	if !failed {
		return created, err
	}
	second.Attempts += first.Attempts
	conflict := c.Conflict(second) // which may be with what the first one created
	if !conflict && !second.Unclear && !first.Pending() {
		return created, err
	}
	again := c.lookAgain(ctx, known)
	switch {
	case len(again.asSent) == 1:
		return again.asSent[0], nil
	case conflict && again.nothing() && !c.Unique:
		return created, err
	case conflict && again.nothing():
		return created, c.taken(ctx, second)
	}
	return created, c.unclear(second, first.Pending() || second.Pending(), again)
}

// sendAfterDelete sends the request, and sends it again for a while if the vendor still has an object that this run has
// deleted.
func (c creation[T]) sendAfterDelete(ctx context.Context) (T, error) {
	began, pause := time.Now(), c.keys.lookFor()/20
	for {
		created, err := c.Send(ctx)
		left := c.keys.lookFor() - time.Since(began)
		if err == nil || !c.Conflict(err) || !c.key.deletes() || left <= 0 || waitFor(ctx, nil, min(pause, left)) != nil {
			return created, err
		}
		pause *= 2
	}
}

// found are new objects with the key.
type found[T any] struct {
	asSent []T
	others []T // the vendor may have changed a value of what it created
	err    error
}

func (f found[T]) nothing() bool { return len(f.asSent)+len(f.others) == 0 && f.err == nil }

// lookAgain searches for new objects, until one has the values that were sent. Lists may lag, so it searches at once, after
// a third of the time, and at its end. After an interrupt it goes on for a while, because the state must have what was
// created.
func (c creation[T]) lookAgain(ctx context.Context, known []string) (all found[T]) {
	patient, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(c.keys.lookFor()+10*time.Second, cancel) })()
	third := c.keys.lookFor() / 3
	for _, pause := range []time.Duration{0, third, c.keys.lookFor() - third} {
		if err := waitFor(patient, nil, pause); err != nil {
			return found[T]{err: err}
		}
		objects, err := c.look(patient, true)
		all = found[T]{err: err}
		for _, one := range objects {
			switch {
			case slices.Contains(known, c.ID(one)):
			case c.AsSent(one):
				all.asSent = append(all.asSent, one)
			default:
				all.others = append(all.others, one)
			}
		}
		if len(all.asSent) > 0 || err != nil {
			return all
		}
	}
	return all
}

func (c creation[T]) ids(objects []T) []string {
	ids := make([]string, len(objects))
	for i, one := range objects {
		ids[i] = c.ID(one)
	}
	return ids
}
