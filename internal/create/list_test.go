package create_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/create"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// item is an item of a vendor's list.
type item struct{ id, value string }

// vendorList is a list that takes a second to read.
type vendorList struct {
	lock     sync.Mutex
	items    []item
	err      error
	readings int
}

func (v *vendorList) read(ctx context.Context, most int) ([]item, error) {
	v.lock.Lock()
	v.readings++
	items, err := slices.Clone(v.items), v.err
	v.lock.Unlock()
	select {
	case <-time.After(time.Second):
	case <-ctx.Done():
		return nil, &rest.Error{Reason: rest.Interrupted, Err: ctx.Err()}
	}
	if most > 0 && len(items) > most {
		return nil, &rest.Error{Reason: rest.Endless}
	}
	return items, err
}

func newList(v *vendorList) *create.List[item] {
	return create.NewList(func(i item) string { return i.id }, v.read)
}

func check(t *testing.T, got []item, err error, want ...item) {
	t.Helper()
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v; want %v", got, err, want)
	}
}

func TestFreshReadsAreShared(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendorList{items: []item{{"a", "1"}}}
		l := newList(v)
		_, err := l.Cached(t.Context())
		if err != nil || v.readings != 1 {
			t.Fatal(v.readings, err)
		}
		var group sync.WaitGroup
		for i := range 50 { // while the first of these readings is under way
			group.Go(func() {
				time.Sleep(time.Duration(i) * time.Millisecond)
				items, err := l.Fresh(t.Context())
				check(t, items, err, item{"a", "1"})
			})
		}
		group.Wait()
		if v.readings != 3 {
			t.Errorf("read %d times", v.readings)
		}
	})
}

// A reading that began before the question is no answer to it.
func TestFreshIgnoresEarlierReadings(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendorList{}
		l := newList(v)
		var group sync.WaitGroup
		group.Go(func() {
			items, err := l.Cached(t.Context())
			check(t, items, err)
		})
		synctest.Wait()
		v.lock.Lock()
		v.items = []item{{"a", "1"}}
		v.lock.Unlock()
		group.Go(func() {
			items, err := l.CachedWith(t.Context(), func(i item) bool { return i.id == "a" })
			check(t, items, err, item{"a", "1"})
		})
		items, err := l.Fresh(t.Context())
		check(t, items, err, item{"a", "1"})
		group.Wait()
		if v.readings != 2 {
			t.Errorf("read %d times", v.readings)
		}
	})
}

func TestErrorOfAReadingIsShared(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendorList{err: errors.New("unreadable")}
		l := newList(v)
		var group sync.WaitGroup
		for i := range 60 {
			group.Go(func() {
				if i%2 == 0 {
					if _, err := l.Cached(t.Context()); !errors.Is(err, v.err) {
						t.Error(err)
					}
				} else if _, err := l.CachedWith(t.Context(), func(item) bool { return false }); !errors.Is(err, v.err) {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if v.readings != 1 {
			t.Errorf("read %d times", v.readings)
		}
		v.err = nil // for who asks later
		items, err := l.Cached(t.Context())
		check(t, items, err)
	})
}

// An error answers only what the reading was an answer to.
func TestErrorOfAnotherReadingIsNotShared(t *testing.T) {
	t.Parallel()
	type list = create.List[item]
	for name, c := range map[string]struct {
		fails func(*list, context.Context)
		asks  func(*list, context.Context) ([]item, error)
	}{
		"earlier": {func(l *list, ctx context.Context) {
			if _, err := l.Cached(ctx); err == nil {
				t.Error("the reading did not fail")
			}
		}, (*list).Fresh},
		"short": {func(l *list, ctx context.Context) { l.Get(ctx, "a") }, (*list).Cached},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				v := &vendorList{err: errors.New("unreadable")}
				l := newList(v)
				go c.fails(l, t.Context())
				synctest.Wait()
				v.lock.Lock()
				v.err = nil
				v.lock.Unlock()
				items, err := c.asks(l, t.Context())
				check(t, items, err)
			})
		})
	}
}

// An interrupt of one block says nothing to the others that wait.
func TestInterruptedReadingIsNotShared(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendorList{items: []item{{"a", "1"}}}
		l := newList(v)
		ctx, interrupt := context.WithCancel(t.Context())
		var group sync.WaitGroup
		group.Go(func() {
			if _, err := l.Cached(ctx); err == nil {
				t.Error("the interrupted block got a list")
			}
		})
		synctest.Wait()
		for range 5 {
			group.Go(func() {
				items, err := l.Cached(t.Context())
				check(t, items, err, item{"a", "1"})
			})
			group.Go(func() {
				if _, found := l.Get(t.Context(), "A "); !found {
					t.Error("not found")
				}
			})
		}
		group.Go(func() { // who waits can be interrupted as well
			if _, err := l.Cached(ctx); !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		})
		synctest.Wait()
		interrupt()
		group.Wait()
		if v.readings > 3 {
			t.Errorf("read %d times", v.readings)
		}
	})
}

func TestWritesKeepAListTrue(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendorList{items: []item{{"a", "old"}, {"b", "old"}, {"c", "old"}}}
		l := newList(v)
		var group sync.WaitGroup
		group.Go(func() {
			items, err := l.Cached(t.Context())
			check(t, items, err, item{"a", "new"}, item{"c", "old"}, item{"d", "new"})
		})
		synctest.Wait() // the vendor has answered the reading
		l.Put(item{"A", "newer"})
		l.Put(item{"a", "new"})
		l.Remove("B")
		l.Put(item{"d", "new"})
		group.Wait()
		// A reading that begins later shows what others have done since. It may lack what is new, and still have what is gone.
		v.items = []item{{"c", "theirs"}, {"b", "old"}, {"a", "theirs"}}
		items, err := l.Fresh(t.Context())
		check(t, items, err, item{"c", "theirs"}, item{"a", "theirs"}, item{"d", "new"})
		l.Put(item{"b", "again"})
		items, err = l.Cached(t.Context())
		check(t, items, err, item{"c", "theirs"}, item{"a", "theirs"}, item{"d", "new"}, item{"b", "again"})
	})
}

func TestGetReadsOnlyAShortList(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendorList{}
		for i := range 1001 {
			v.items = append(v.items, item{id: fmt.Sprint(i)})
		}
		l := newList(v)
		for range 2 {
			if _, found := l.Get(t.Context(), "1"); found || v.readings != 1 {
				t.Errorf("read %d times", v.readings)
			}
		}
		if _, err := l.Cached(t.Context()); err != nil {
			t.Error(err)
		}
		if _, found := l.Get(t.Context(), "1"); !found || v.readings != 2 {
			t.Errorf("read %d times", v.readings)
		}
	})
}

func TestEndlessListIsReadOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendorList{err: &rest.Error{Reason: rest.Endless}}
		l := newList(v)
		for range 3 {
			if _, err := l.Fresh(t.Context()); !errors.Is(err, v.err) {
				t.Error(err)
			}
		}
		if v.readings != 1 {
			t.Errorf("read %d times", v.readings)
		}
	})
}
