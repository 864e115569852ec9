package create_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"terraform.local/rtc/terraform-provider-rtc/internal/create"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

func named(name string) create.Key { return create.Key{Type: "telnyx_room", Value: name} }

func isConflict(err error) bool {
	failed, ok := errors.AsType[*rest.Error](err)
	return ok && failed.Status == 409
}

// names are the IDs of a vendor's objects, under names that it keeps unique.
type names struct {
	lock sync.Mutex
	ids  map[string]string
}

// rename gives an object another name, in a second.
func (n *names) rename(t *testing.T, keys *create.Keys, id, from, to string) error {
	t.Helper()
	_, err := create.Rename(t.Context(), keys, named(from), named(to), id, isConflict, func(context.Context) (string, error) {
		time.Sleep(time.Second)
		n.lock.Lock()
		defer n.lock.Unlock()
		if n.ids[to] != "" {
			return "", refusal(409)
		}
		delete(n.ids, from)
		n.ids[to] = id
		return id, nil
	})
	return err
}

func TestRenameWaitsForTheOneBefore(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		n, keys, ended := &names{ids: map[string]string{"a": "1", "b": "2", "c": "3"}}, &create.Keys{}, make(chan error)
		go func() { ended <- n.rename(t, keys, "1", "a", "b") }()
		go func() { ended <- n.rename(t, keys, "2", "b", "c") }()
		go func() { ended <- n.rename(t, keys, "3", "c", "d") }()
		for range 3 {
			if err := <-ended; err != nil {
				t.Error(err)
			}
		}
		if difference := cmp.Diff(map[string]string{"b": "1", "c": "2", "d": "3"}, n.ids); difference != "" {
			t.Error(difference)
		}
	})
}

// A name that nobody of this run gives up is refused after two seconds, and names that are swapped after ten.
func TestRenameGivesUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		n, keys, began := &names{ids: map[string]string{"a": "1", "b": "2"}}, &create.Keys{}, time.Now()
		if err := n.rename(t, keys, "1", "a", "b"); !isConflict(err) || time.Since(began).Round(time.Second) > 3*time.Second {
			t.Errorf("after %s: %v", time.Since(began), err)
		}
		began = time.Now()
		ended := make(chan error)
		go func() { ended <- n.rename(t, keys, "1", "a", "b") }()
		go func() { ended <- n.rename(t, keys, "2", "b", "a") }()
		for range 2 {
			if err := <-ended; !isConflict(err) || time.Since(began) < 10*time.Second || time.Since(began) > 12*time.Second {
				t.Errorf("after %s: %v", time.Since(began), err)
			}
		}
		ctx, interrupt := context.WithCancel(t.Context())
		interrupt()
		began = time.Now()
		send := func(context.Context) (string, error) { return "", refusal(409) }
		if _, err := create.Rename(ctx, keys, named("a"), named("b"), "1", isConflict, send); !isConflict(err) || time.Now() != began {
			t.Errorf("after %s: %v", time.Since(began), err)
		}
	})
}

// A create waits for a change that gives up its key, as it does for a delete.
func TestCreateWaitsForARename(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v, keys := &vendor{}, &create.Keys{}
		old := v.add(false)
		go func() {
			send := func(context.Context) (string, error) {
				time.Sleep(5 * time.Second)
				v.remove(old.id) // of those with this key
				return "", nil
			}
			if _, err := create.Rename(t.Context(), keys, kitchen(), named("cellar"), old.id, isConflict, send); err != nil {
				t.Error(err)
			}
		}()
		time.Sleep(time.Second)
		if created, err := create.Once(t.Context(), keys, v.unique()); err != nil || created.id == old.id || v.sent != 1 {
			t.Errorf("%v, %v, sent %d times", created, err, v.sent)
		}
	})
}
