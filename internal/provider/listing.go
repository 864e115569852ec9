package provider

import (
	"context"
	"maps"
	"slices"
	"sync"
)

// mostForOne is how long a list may be, ten pages, to be read where one of its items is wanted.
const mostForOne = 1000

// A listing is one list of a vendor's, read once in a run for all blocks: a thousand blocks then cost ten requests and
// not a thousand. What the run has made and removed since, turns know.
type listing[T any] struct {
	id   func(T) string
	read func(ctx context.Context) ([]T, error)
	few  func(ctx context.Context, most int) ([]T, error) // an error where there are more; optional

	reading chan struct{} // full while nobody reads

	lock    sync.Mutex
	items   map[string]T
	whole   bool  // items is the whole list
	tooLong bool  // for one item, or cannot be read: one by one is better
	endless error // it has no end; it is not read again
}

func newListing[T any](id func(T) string, read func(context.Context) ([]T, error)) *listing[T] {
	l := &listing[T]{id: id, read: read, reading: make(chan struct{}, 1)}
	l.reading <- struct{}{}
	return l
}

// all gives the whole list, as it was read before or, again, as it is now.
func (l *listing[T]) all(ctx context.Context, again bool) ([]T, error) {
	all, err := l.get(ctx, l.read, func() bool { return again || !l.whole })
	if endless(err) {
		l.lock.Lock()
		defer l.lock.Unlock()
		l.endless = err
	}
	return all, err
}

// one finds an item where the list is short enough to be read for it. What is not found may be there all the same.
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

// get reads the list if that is needed by the time nobody else does.
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
	l.whole, l.items = true, make(map[string]T, len(items))
	for _, item := range items {
		l.items[canonical(l.id(item))] = item
	}
}

func (l *listing[T]) now() []T {
	l.lock.Lock()
	defer l.lock.Unlock()
	return slices.Collect(maps.Values(l.items))
}

// listings are the lists of one type, by what they are lists of.
type listings[T any] struct {
	lock sync.Mutex
	all  map[string]*listing[T]
}

// of gives the list of a key, the same one to all.
func (l *listings[T]) of(key string, open func() *listing[T]) *listing[T] {
	l.lock.Lock()
	defer l.lock.Unlock()
	if l.all == nil {
		l.all = map[string]*listing[T]{}
	}
	if l.all[key] == nil {
		l.all[key] = open()
	}
	return l.all[key]
}

func interruptedBy(ctx context.Context, err error) bool { return ctx.Err() != nil || interrupted(err) }
