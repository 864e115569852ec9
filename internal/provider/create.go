package provider

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// A creation creates an object exactly once, even if the vendor carries out a request without a response, or with an
// error.
//
// It lists the existing objects before it sends the request. After an unclear response, it does not send the request
// again blindly: it lists again, and takes a new object with the values that it sent for its own. It never compares
// times, because clocks differ.
type creation[T any] struct {
	name   string // of the type, behind "rtc_"
	thing  string // what errors call the object: room
	key    string // the attribute that must be unique
	turn   string // the value of key and its scope; creations with the same turn run one after another
	look   func(ctx context.Context, again bool) ([]T, error)
	send   func(context.Context) (T, error)
	id     func(T) string
	asSent func(T) bool // whether it has the values that were sent

	// sole says that there can be only one object with this key, so that an existing one is an error.
	sole bool
	// repeatable says that the vendor itself rejects a second object, so that sending again is safe.
	repeatable bool
	importID   func(id string) string
	within     time.Duration // lookAgainWithin
}

const (
	lookAgainTimes  = 3
	lookAgainWithin = 10 * time.Second // tests are less patient
)

// existsError is an object that already exists.
type existsError struct {
	name, thing, key string
	imports          []string    // import IDs of the existing objects
	block            bool        // another block has made it in this run
	refused          *rest.Error // the vendor's error, if it was the vendor that said so
}

func (e *existsError) Error() string { return "the " + e.thing + " exists already" }

// unclearError is a creation with an unknown outcome.
type unclearError struct {
	name, thing, key string
	form             string // of an import ID
	cause            *rest.Error
	imports          []string // the objects that it may have created
	lookErr          error    // why it could not find out
	blind            bool     // it did not look before, and so cannot tell
	sole             bool     // there can be one such object
}

func (e *unclearError) Error() string {
	return "it is not known whether the " + e.thing + " was created"
}

// Unwrap gives the request's own error.
func (e *unclearError) Unwrap() error { return e.cause }

// createOnce makes the object, for an operation on a resource.
func createOnce[T, M any](ctx context.Context, o *operation[M], c creation[T]) (made T, err error) {
	turn, err := o.from.turns.take(ctx, c.turn)
	if err != nil {
		return made, err
	}
	defer turn.leave()
	c.within = o.from.lookAgainWithin
	look := c.look
	c.look = func(ctx context.Context, again bool) ([]T, error) {
		found, err := look(ctx, again)
		return slices.DeleteFunc(found, func(one T) bool { return turn.hasRemoved(c.id(one)) }), err
	}
	known, err := c.before(ctx, turn)
	blind := rest.HasReason(err, rest.Endless)
	switch {
	case blind:
		o.warnings = append(o.warnings, createdUnchecked(c.thing, c.key))
	case err != nil:
		return made, err
	}
	made, err = c.once(ctx, known, turn, blind)
	if err == nil {
		turn.made = append(turn.made, c.id(made))
	}
	return made, err
}

// before returns the IDs of the existing objects, or an error if one must not exist.
func (c creation[T]) before(ctx context.Context, turn *turn) ([]string, error) {
	found, err := c.look(ctx, false)
	if err != nil {
		return nil, err
	}
	ids := each(found, c.id)
	for _, id := range turn.made { // which lists may lack
		if !slices.Contains(ids, id) && !turn.hasRemoved(id) {
			ids = append(ids, id)
		}
	}
	if c.sole && len(ids) > 0 {
		return nil, c.exists(ids, turn, nil)
	}
	return ids, nil
}

// once sends the request, and finds out whether it created the object.
func (c creation[T]) once(ctx context.Context, known []string, turn *turn, blind bool) (T, error) {
	attempts := 0
	for repeated := false; ; repeated = true {
		made, err := c.sendPast(ctx, turn)
		failed, ok := errors.AsType[*rest.Error](err)
		if ok {
			attempts += failed.Attempts
			failed.Attempts = attempts
		}
		switch {
		case err == nil || !ok:
			return made, err
		case conflict(failed) && !repeated:
			return made, c.inTheWay(ctx, failed, turn)
		case !conflict(failed) && !failed.Unclear:
			return made, err
		}
		unclear := &unclearError{
			name: c.name, thing: c.thing, key: c.key, form: c.importID(strings.ToUpper(c.thing) + "_ID"), cause: failed, sole: c.sole, blind: blind,
		}
		if blind {
			return made, unclear
		}
		found, err := c.lookAgain(ctx, known) // after a conflict, too: it may be with the first request's own
		switch {
		case len(found) == 1:
			return found[0], nil
		case conflict(failed):
			return made, c.inTheWay(ctx, failed, turn)
		case len(found) > 1 || err != nil || repeated || ctx.Err() != nil || !refused(failed) && !c.repeatable:
			unclear.imports, unclear.lookErr = each(slices.Sorted(slices.Values(each(found, c.id))), c.importID), err
			return made, unclear
		}
	}
}

// refused says whether the vendor responded with an error, and will do nothing more. A success that cannot be read does
// not count, and neither does a missing response.
func refused(e *rest.Error) bool { return e.Reason == rest.Refused && e.Answered }

// sendPast sends the request, and retries for a while if the vendor still has an object that this run has removed.
func (c creation[T]) sendPast(ctx context.Context, turn *turn) (T, error) {
	pause := c.within / 20
	for waited := time.Duration(0); ; waited, pause = waited+pause, 2*pause {
		made, err := c.send(ctx)
		failed, ok := errors.AsType[*rest.Error](err)
		if !ok || !conflict(failed) || !turn.hasRemoved("") || waited+pause > c.within {
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
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*lookAgainWithin)
	defer cancel()
	var found []T
	for try := range lookAgainTimes {
		if try > 0 {
			if err := sleep(ctx, c.within/(2*lookAgainTimes)<<(try-1)); err != nil {
				return nil, err
			}
		}
		all, err := c.look(ctx, true)
		if err != nil {
			return nil, err
		}
		found = slices.DeleteFunc(slices.Clone(all), func(one T) bool { return slices.Contains(known, c.id(one)) || !c.asSent(one) })
		if len(found) > 0 {
			break
		}
	}
	return found, nil
}

// inTheWay finds the object that the vendor says already exists.
func (c creation[T]) inTheWay(ctx context.Context, refused *rest.Error, turn *turn) error {
	found, err := c.look(ctx, true)
	if err != nil {
		return refused
	}
	return c.exists(each(found, c.id), turn, refused)
}

func (c creation[T]) exists(ids []string, turn *turn, refused *rest.Error) error {
	slices.Sort(ids)
	return &existsError{
		name: c.name, thing: c.thing, key: c.key, imports: each(ids, c.importID), refused: refused,
		block: slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(turn.made, id) }),
	}
}

// named says whether a vendor's name is the configured one.
func named(theirs *string, ours string) bool {
	return theirs != nil && rest.Same(*theirs, ours)
}

func sleep(ctx context.Context, pause time.Duration) error {
	select {
	case <-time.After(pause):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
