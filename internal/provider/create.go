package provider

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// A creation makes one object that must exist exactly once, through a vendor that may carry out a request and say
// nothing, or say that it failed.
//
// It looks before it sends, so that it knows what was there. A request that was sent and got no clear answer is not
// sent again blindly: it looks again, and what was not there before and is as it was sent is its own. It never goes by
// times: clocks differ.
type creation[T any] struct {
	name   string // of the type, behind "rtc_"
	thing  string // as people call it: room
	key    string // the attribute that a second one is told apart by
	turn   string // the value of that, with all that surrounds it; creations of one turn run one after another
	look   func(ctx context.Context, again bool) ([]T, error)
	send   func(context.Context) (T, error)
	id     func(T) string
	asSent func(T) bool // whether it is as we sent it

	// sole says that there may be one object with this key and no second one, so that one found before is in the way.
	sole bool
	// repeatable says that the vendor itself refuses a second one, so that sending again can do no harm.
	repeatable bool
	importID   func(id string) string
	within     time.Duration // lookAgainWithin
}

const (
	lookAgainTimes  = 3
	lookAgainWithin = 10 * time.Second // tests are less patient
)

// existsError is an object that is there already.
type existsError struct {
	name, thing, key string
	imports          []string    // import IDs of what there is
	block            bool        // another block has made it in this run
	refused          *rest.Error // the vendor's refusal, where it took that to find out
}

func (e *existsError) Error() string { return "the " + e.thing + " exists already" }

// unclearError is a creation of which nobody knows whether it was carried out.
type unclearError struct {
	name, thing, key string
	form             string // of an import ID
	cause            *rest.Error
	imports          []string // what it may have made
	lookErr          error    // why it could not find out
	blind            bool     // it did not look before, and so cannot tell
	sole             bool     // there can be one such object
}

func (e *unclearError) Error() string {
	return "it is not known whether the " + e.thing + " was created"
}

// Unwrap gives the request's own error.
func (e *unclearError) Unwrap() error { return e.cause }

// uncheckedError says that a list is too long to look through it before creating.
type uncheckedError struct{ thing, key string }

func (e *uncheckedError) Error() string { return "created without looking for another " + e.thing }

// create makes the object, for an operation on a resource.
func create[T, M any](ctx context.Context, o *operation[M], c creation[T]) (made T, err error) {
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
	blind := endless(err)
	switch {
	case blind:
		o.warnings = append(o.warnings, &uncheckedError{thing: c.thing, key: c.key})
	case err != nil:
		return made, err
	}
	made, err = c.once(ctx, known, turn, blind)
	if err == nil {
		turn.made = append(turn.made, c.id(made))
	}
	return made, err
}

// before gives the IDs of what there is, or the error that it is in the way.
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

// once sends the request, and finds out what came of it.
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

// refused says whether the vendor answered that it failed, and will do nothing more. A success that cannot be read is
// none of that, and neither is silence.
func refused(e *rest.Error) bool { return e.Reason == rest.Refused && e.Answered }

// sendPast sends the request, again for a while where the vendor still sees what this run has removed.
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

// lookAgain searches for what was not there before and is as it was sent. Lists may lag, so that it searches more than
// once; and it goes on after an interrupt, since what was made has to be stored.
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

// inTheWay finds what the vendor says is there already.
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

// named says whether a vendor's name is the one that is meant. A CLI turns every string into Unicode's form NFC.
func named(theirs *string, ours string) bool {
	return theirs != nil && norm.NFC.String(*theirs) == norm.NFC.String(ours)
}

// ifASCII is a name to filter by. A vendor that compares bytes misses one that it has in another Unicode form.
func ifASCII(name string) string {
	if ascii(name) {
		return name
	}
	return ""
}

func sleep(ctx context.Context, pause time.Duration) error {
	select {
	case <-time.After(pause):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func endless(err error) bool {
	failed, ok := errors.AsType[*rest.Error](err)
	return ok && failed.Reason == rest.Endless
}
