package create

import (
	"context"
	"slices"
	"sync"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// maxForOne is the longest list, in items, that is read to find a single one: ten pages.
const maxForOne = 1000

// A List caches one of a vendor's lists. All blocks of a run share it, and the run's own writes keep it true: a thousand
// blocks cost ten requests, not a thousand. Blocks that wait for a reading share its result or its error.
type List[T any] struct {
	id   func(T) string
	read func(ctx context.Context, most int) ([]T, error)

	lock    sync.Mutex
	begun   int      // readings so far
	reading *reading // under way
	loaded  int      // the reading that items come from; 0: none has succeeded
	items   map[string]T
	order   []string // of the IDs in items, as the vendor has it
	writes  map[string]write[T]
	single  bool  // it is too long for Get, or cannot be read
	endless error // it is too long for the provider, and is not read again
}

// A reading is one pass through the vendor's list.
type reading struct {
	number int
	most   int
	done   chan struct{}
	err    error // for all who wait for it
}

// A write is an item that this run has created, changed or deleted.
type write[T any] struct {
	item  *T  // nil: deleted
	begun int // how many readings had begun before the vendor's response
}

// NewList returns a list that nobody has read yet. If most is not 0, read returns an error for a list of more than most
// items.
func NewList[T any](id func(T) string, read func(ctx context.Context, most int) ([]T, error)) *List[T] {
	return &List[T]{id: id, read: read, writes: map[string]write[T]{}}
}

// Cached returns the whole list. It reads the list if nobody has read it yet.
func (l *List[T]) Cached(ctx context.Context) ([]T, error) {
	l.lock.Lock()
	defer l.lock.Unlock()
	return l.loadedBy(ctx, 1)
}

// Fresh returns the whole list from a reading that began after the call.
func (l *List[T]) Fresh(ctx context.Context) ([]T, error) {
	l.lock.Lock()
	defer l.lock.Unlock()
	return l.loadedBy(ctx, l.begun+1)
}

// CachedWith is Cached if that has an item that matches, and else Fresh.
func (l *List[T]) CachedWith(ctx context.Context, matches func(T) bool) ([]T, error) {
	l.lock.Lock()
	defer l.lock.Unlock()
	fresh := l.begun + 1
	items, err := l.loadedBy(ctx, 1)
	if err != nil || slices.ContainsFunc(items, matches) {
		return items, err
	}
	return l.loadedBy(ctx, fresh)
}

// Get returns an item. It reads the list for it, unless the list has more than maxForOne items. An item that it does not
// find may still exist.
func (l *List[T]) Get(ctx context.Context, id string) (item T, found bool) {
	l.lock.Lock()
	defer l.lock.Unlock()
	if l.loaded == 0 && !l.single {
		err := l.load(ctx, 1, maxForOne)
		l.single = err != nil && !interrupted(ctx, err)
	}
	item, found = l.items[rest.CanonicalID(id)]
	return item, found
}

// Put keeps an item that this run has created or changed.
func (l *List[T]) Put(item T) { l.write(l.id(item), &item) }

// Remove drops an item that this run has deleted.
func (l *List[T]) Remove(id string) { l.write(id, nil) }

// loadedBy returns the items of a reading with this number or a later one.
func (l *List[T]) loadedBy(ctx context.Context, number int) ([]T, error) {
	if err := l.load(ctx, number, 0); err != nil {
		return nil, err
	}
	items := make([]T, 0, len(l.order))
	for _, id := range l.order {
		items = append(items, l.items[id])
	}
	return items, nil
}

// load waits for a reading with this number or a later one, and reads the list itself if nobody does.
func (l *List[T]) load(ctx context.Context, number, most int) error {
	for l.loaded < number {
		if l.endless != nil {
			return l.endless
		}
		if l.reading == nil {
			return l.readAnew(ctx, most)
		}
		waitedFor := l.reading
		l.lock.Unlock()
		select {
		case <-waitedFor.done:
		case <-ctx.Done():
		}
		l.lock.Lock()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if waitedFor.err != nil && waitedFor.number >= number && waitedFor.most == most {
			return waitedFor.err
		}
	}
	return nil
}

func (l *List[T]) readAnew(ctx context.Context, most int) error {
	l.begun++
	r := &reading{number: l.begun, most: most, done: make(chan struct{})}
	defer close(r.done)
	l.reading = r
	l.lock.Unlock()
	items, err := l.read(ctx, most)
	l.lock.Lock()
	l.reading = nil
	switch {
	case err == nil:
		l.keep(r.number, items)
	case !interrupted(ctx, err): // an interrupt concerns only its own block
		r.err = err
		if most == 0 && rest.HasReason(err, rest.Endless) {
			l.endless = err
		}
	}
	return err
}

func (l *List[T]) keep(number int, items []T) {
	l.loaded, l.items, l.order = number, make(map[string]T, len(items)), make([]string, 0, len(items))
	for _, item := range items {
		l.set(rest.CanonicalID(l.id(item)), item)
	}
	for id, written := range l.writes {
		_, listed := l.items[id]
		switch {
		case written.item == nil: // the vendor may still list it
			l.drop(id)
		case !listed, number <= written.begun: // or not list it yet, or list it as it was before
			l.set(id, *written.item)
		}
	}
}

func (l *List[T]) set(id string, item T) {
	if _, known := l.items[id]; !known {
		l.order = append(l.order, id)
	}
	l.items[id] = item
}

func (l *List[T]) drop(id string) {
	delete(l.items, id)
	l.order = slices.DeleteFunc(l.order, func(one string) bool { return one == id })
}

func (l *List[T]) write(id string, item *T) {
	id = rest.CanonicalID(id)
	l.lock.Lock()
	defer l.lock.Unlock()
	l.writes[id] = write[T]{item: item, begun: l.begun}
	switch {
	case l.loaded == 0:
	case item == nil:
		l.drop(id)
	default:
		l.set(id, *item)
	}
}

// Lists are the lists of one type, by a key such as the ID of what they belong to.
type Lists[T any] struct {
	lock  sync.Mutex
	byKey map[string]*List[T]
}

// Of returns the list of a key, the same one for all callers. It calls newList for the first.
func (l *Lists[T]) Of(key string, newList func() *List[T]) *List[T] {
	l.lock.Lock()
	defer l.lock.Unlock()
	if l.byKey == nil {
		l.byKey = map[string]*List[T]{}
	}
	if l.byKey[key] == nil {
		l.byKey[key] = newList()
	}
	return l.byKey[key]
}

func interrupted(ctx context.Context, err error) bool {
	return ctx.Err() != nil || rest.HasReason(err, rest.Interrupted)
}
