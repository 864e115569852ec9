package create_test

import (
	"context"
	"errors"
	"strings"
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

// change gives an object another name. What send returns is the name that it then has.
func change(id, from, to string, send func(context.Context) (string, error)) create.Change[string] {
	return create.Change[string]{
		From: named(from), To: named(to), ID: id, Send: send, Conflict: isConflict, Kept: func(name string) bool { return name == to },
	}
}

// names are the IDs of a vendor's objects, under names that it keeps unique.
type names struct {
	lock sync.Mutex
	ids  map[string]string
}

// rename gives an object another name, in a second.
func (n *names) rename(t *testing.T, keys *create.Keys, id, from, to string) error {
	t.Helper()
	_, err := create.Rename(t.Context(), keys, change(id, from, to, func(context.Context) (string, error) {
		time.Sleep(time.Second)
		n.lock.Lock()
		defer n.lock.Unlock()
		if n.ids[to] != "" {
			return "", refusal(409)
		}
		delete(n.ids, from)
		n.ids[to] = id
		return to, nil
	}))
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
		if err := n.rename(t, keys, "1", "a", "b"); !isConflict(err) || time.Since(began) > 5*time.Second {
			t.Errorf("after %s: %v", time.Since(began), err)
		}
		began = time.Now()
		ended := make(chan error)
		go func() { ended <- n.rename(t, keys, "1", "a", "b") }()
		go func() { ended <- n.rename(t, keys, "2", "b", "a") }()
		for range 2 {
			if err := <-ended; !isConflict(err) || time.Since(began) < 10*time.Second || time.Since(began) > 13*time.Second {
				t.Errorf("after %s: %v", time.Since(began), err)
			}
		}
		ctx, interrupt := context.WithCancel(t.Context())
		interrupt()
		began = time.Now()
		send := func(context.Context) (string, error) { return "", refusal(409) }
		if _, err := create.Rename(ctx, keys, change("1", "a", "b", send)); !isConflict(err) || time.Now() != began {
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
				return "cellar", nil
			}
			c := change(old.id, "", "cellar", send)
			c.From = kitchen()
			if _, err := create.Rename(t.Context(), keys, c); err != nil {
				t.Error(err)
			}
		}()
		time.Sleep(time.Second)
		if created, err := create.Once(t.Context(), keys, v.unique()); err != nil || created.id == old.id || v.sent != 1 {
			t.Errorf("%v, %v, sent %d times", created, err, v.sent)
		}
	})
}

// A change that the vendor accepts and does not keep gives nothing up.
func TestCreateAfterARenameThatWasNotKept(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v, keys := &vendor{}, &create.Keys{}
		c := change(v.add(false).id, "", "cellar", func(context.Context) (string, error) { return "kitchen", nil })
		c.From = kitchen()
		if name, err := create.Rename(t.Context(), keys, c); err != nil || name != "kitchen" {
			t.Error(name, err)
		}
		_, err := create.Once(t.Context(), keys, v.unique())
		if detail := existsDetail(t, err); v.sent > 0 || !strings.Contains(detail, "the vendor did not keep the change") {
			t.Error(v.sent, detail)
		}
	})
}

// The time that the first request took is no part of the wait, and all attempts count.
func TestRenameWaitsFromTheFirstRefusal(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sent, keys := 0, &create.Keys{}
		_, err := create.Rename(t.Context(), keys, change("1", "a", "b", func(context.Context) (string, error) {
			if sent++; sent == 1 {
				time.Sleep(time.Minute)
			}
			return "", refusal(409)
		}))
		failed, _ := errors.AsType[*rest.Error](err)
		if sent != 2 || failed == nil || failed.Attempts != sent {
			t.Errorf("sent %d times: %+v", sent, failed)
		}
	})
}
