package provider

import (
	"context"
	"sync"
)

// mostForOne is the longest list, ten pages, that is read to find a single item.
const mostForOne = 1000

// A listing is a cache of one of a vendor's lists. All blocks of a run share it, and the run's own changes update it: a
// thousand blocks cost ten requests, not a thousand.
type listing[T any] struct {
	id   func(T) string
	read func(ctx context.Context) ([]T, error)
	few  func(ctx context.Context, most int) ([]T, error) // an error where there are more; optional

	reading chan struct{} // full while nobody reads

	lock    sync.Mutex
	items   map[string]T
	order   []string      // of their IDs, as the vendor has it
	written map[string]*T // by this run; nil is removed
	whole   bool          // items is the whole list
	tooLong bool          // for one item, or cannot be read: single requests are better
	endless error         // it is too long for the provider; it is not read again
}

func newListing[T any](id func(T) string, read func(context.Context) ([]T, error)) *listing[T] {
	l := &listing[T]{id: id, read: read, reading: make(chan struct{}, 1), written: map[string]*T{}}
	l.reading <- struct{}{}
	return l
}

// all returns the whole list: cached, or again from the vendor.
func (l *listing[T]) all(ctx context.Context, again bool) ([]T, error) {
	all, err := l.get(ctx, l.read, func() bool { return again || !l.whole })
	if endless(err) {
		l.lock.Lock()
		defer l.lock.Unlock()
		l.endless = err
	}
	return all, err
}

// one finds an item, if the list is short enough to be read for it. An item that it does not find may still exist.
func (l *listing[T]) one(ctx context.Context, id string) (item T, found bool) {
	few := func(ctx context.Context) ([]T, error) { return l.few(ctx, mostForOne) }
	if _, err := l.get(ctx, few, func() bool { return !l.whole && !l.tooLong }); err != nil {
		l.lock.Lock()
		defer l.lock.Unlock()
		l.tooLong = l.tooLong || !interruptedBy(ctx, err)
		return item, false
	}
	l.lock.Lock()
	defer l.lock.Unlock()
	item, found = l.items[canonical(id)]
	return item, found
}

// get waits for other readers, and then reads the list if it is still needed.
func (l *listing[T]) get(ctx context.Context, read func(context.Context) ([]T, error), needed func() bool) ([]T, error) {
	select {
	case <-l.reading:
		defer func() { l.reading <- struct{}{} }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	l.lock.Lock()
	needs, endless := needed(), l.endless
	l.lock.Unlock()
	switch {
	case !needs:
		return l.now(), nil
	case endless != nil:
		return nil, endless
	}
	items, err := read(ctx)
	if err != nil {
		return nil, err
	}
	l.keep(items)
	return l.now(), nil
}

func (l *listing[T]) keep(items []T) {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.whole, l.items, l.order = true, make(map[string]T, len(items)), make([]string, 0, len(items))
	for _, item := range items {
		l.set(canonical(l.id(item)), item)
	}
	for id, item := range l.written { // the vendor may not show it yet, or still
		if item == nil {
			delete(l.items, id)
		} else if _, shown := l.items[id]; !shown {
			l.set(id, *item)
		}
	}
}

func (l *listing[T]) now() []T {
	l.lock.Lock()
	defer l.lock.Unlock()
	all := make([]T, 0, len(l.items))
	for _, id := range l.order {
		if item, there := l.items[id]; there {
			all = append(all, item)
		}
	}
	return all
}

func (l *listing[T]) set(id string, item T) {
	if _, known := l.items[id]; !known {
		l.order = append(l.order, id)
	}
	l.items[id] = item
}

// put keeps an item that this run has created or changed.
func (l *listing[T]) put(item T) { l.write(l.id(item), &item) }

// remove forgets an item that this run has deleted.
func (l *listing[T]) remove(id string) { l.write(id, nil) }

func (l *listing[T]) write(id string, item *T) {
	id = canonical(id)
	l.lock.Lock()
	defer l.lock.Unlock()
	l.written[id] = item
	switch {
	case l.items == nil:
	case item == nil:
		delete(l.items, id)
	default:
		l.set(id, *item)
	}
}

// listings are the lists of one type, by scope.
type listings[T any] struct {
	lock sync.Mutex
	all  map[string]*listing[T]
}

// of returns the list of a key, the same one for all callers.
func (l *listings[T]) of(key string, begin func() *listing[T]) *listing[T] {
	l.lock.Lock()
	defer l.lock.Unlock()
	if l.all == nil {
		l.all = map[string]*listing[T]{}
	}
	if l.all[key] == nil {
		l.all[key] = begin()
	}
	return l.all[key]
}

func interruptedBy(ctx context.Context, err error) bool { return ctx.Err() != nil || interrupted(err) }
