package create

import (
	"context"
	"fmt"
	"slices"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/advice"
)

// existing are the objects with the key before the create.
type existing[T any] struct {
	objects []T
	ids     []string // also of objects that the list lacks
}

// lookBefore finds the existing objects. It is an error if one must not exist.
//
// A block that was renamed without moved is destroyed and created in one run, at the same time. So lookBefore waits for a
// delete that is under way. If there is none, it looks once more after two seconds, or as soon as one begins.
func (c creation[T]) lookBefore(ctx context.Context) (existing[T], error) {
	for paused := false; ; {
		found, err := c.existing(ctx, paused)
		if err != nil || !c.Unique || len(found.ids) == 0 {
			return found, err
		}
		deletion, begins := c.key.deletion(found.ids[0])
		switch {
		case deletion != nil:
			err = c.await(ctx, deletion, found.ids)
		case paused, c.createdByThisRun(found.ids):
			err = c.exists(c.Attribute, found.ids, nil)
		default:
			paused = true
			err = waitFor(ctx, begins, c.keys.lookFor()/5)
		}
		if err != nil {
			return found, err
		}
	}
}

// existing lists the objects with the key, and those that this run has created and the list may lack.
func (c creation[T]) existing(ctx context.Context, fresh bool) (existing[T], error) {
	objects, err := c.look(ctx, fresh)
	found := existing[T]{objects: objects, ids: c.ids(objects)}
	for _, id := range c.key.created {
		if !slices.Contains(found.ids, id) && !c.key.hasDeleted(id) {
			found.ids = append(found.ids, id)
		}
	}
	return found, err
}

// await waits until this run has deleted an object.
func (c creation[T]) await(ctx context.Context, d *deletion, ids []string) error {
	failed := c.exists(c.Attribute, ids, nil)
	select {
	case <-d.ended:
		if d.err == nil {
			return nil
		}
		failed.deleteErr = d.err
	case <-time.After(c.keys.deleteTimeout()):
		failed.deleteErr = errTooSlow
	case <-ctx.Done():
		return ctx.Err()
	}
	return failed
}

// waitFor waits until something happens, but no longer than most. Nothing happens on a nil channel.
func waitFor(ctx context.Context, happens <-chan struct{}, most time.Duration) error {
	select {
	case <-happens:
	case <-time.After(most):
	case <-ctx.Done():
		return ctx.Err()
	}
	return nil
}

// warnUnchecked is for a list that is too long to look through before a create.
func (c creation[T]) warnUnchecked() {
	c.Warn(fmt.Sprintf("Created without looking for another %s", c.Thing),
		fmt.Sprintf("There are too many %ss to look through. If one with this %s existed before, there may be two now.", c.Thing, c.Attribute))
}

// warnOfTwins names objects that may be left over from a run that was killed after it sent the request. Those that this
// run creates or deletes are not.
func (c creation[T]) warnOfTwins(before []T) {
	twins := slices.DeleteFunc(before, func(one T) bool {
		d, _ := c.key.deletion(c.ID(one))
		return c.Twin == nil || !c.Twin(one) || d != nil || c.createdByThisRun([]string{c.ID(one)})
	})
	if len(twins) == 0 {
		return
	}
	c.Warn(fmt.Sprintf("Another %s has this %s", c.Thing, c.Attribute),
		fmt.Sprintf("The provider created the %s beside one of the same %s that this run did not create. If an earlier run was killed while it "+
			"created this %[1]s, the other one is left over, and no state has it.\n\n"+
			"What to do: nothing if both are wanted, or if create_before_destroy replaces the other one. To manage the other one, import it into a block of its own. To get rid of it, destroy "+
			"that block afterwards.\n\n", c.Thing, c.Attribute)+advice.ImportBlocks(c.Key.Type, c.importIDs(c.ids(twins))))
}
