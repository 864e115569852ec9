package simulator

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"
)

// A table keeps things of one type under their IDs. IDs that differ in case
// alone are the same, as UUIDs are. It is safe for concurrent use.
type table[T any] struct {
	options *Options // clock and lags
	mu      sync.RWMutex
	rows    map[string]*row[T]
	deleted []string // IDs of rows that can still be read, the oldest first
	added   int
}

type row[T any] struct {
	item      T
	number    int       // in the order in which they were added
	listed    time.Time // from when on lists have it
	readUntil time.Time // zero unless it was deleted
}

func newTable[T any](options *Options) *table[T] {
	return &table[T]{options: options, rows: map[string]*row[T]{}}
}

// put adds an item, or takes the place of the one of that ID.
func (t *table[T]) put(id string, item T) {
	t.mu.Lock()
	defer t.mu.Unlock()
	id = strings.ToLower(id)
	if there := t.rows[id]; there != nil && there.readUntil.IsZero() {
		there.item = item
		return
	}
	t.added++
	t.rows[id] = &row[T]{item: item, number: t.added}
}

// create puts what an operation made: lists may lack it for a while.
func (t *table[T]) create(id string, item T) {
	t.put(id, item)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.rows[strings.ToLower(id)].listed = t.options.Now().Add(t.options.CreateLag)
}

// remove takes an item away at once, and says whether there was one.
func (t *table[T]) remove(id string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	id = strings.ToLower(id)
	there := t.rows[id]
	delete(t.rows, id)
	return there != nil && there.readUntil.IsZero()
}

// delete takes an item away, as an operation does: it may still be read for a
// while.
func (t *table[T]) delete(id string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.options.Now()
	for len(t.deleted) > 0 {
		oldest := t.rows[t.deleted[0]]
		if oldest != nil && now.Before(oldest.readUntil) {
			break
		}
		if oldest != nil && !oldest.readUntil.IsZero() {
			delete(t.rows, t.deleted[0])
		}
		t.deleted = t.deleted[1:]
	}
	id = strings.ToLower(id)
	if there := t.rows[id]; there != nil {
		there.readUntil = now.Add(t.options.DeleteLag)
		t.deleted = append(t.deleted, id)
	}
}

// get finds an item that was not deleted.
func (t *table[T]) get(id string) (item T, found bool) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if there := t.rows[strings.ToLower(id)]; there != nil && there.readUntil.IsZero() {
		return there.item, true
	}
	return item, false
}

// read finds what an operation that reads sees under an ID.
func (t *table[T]) read(id string) (item T, found bool) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if there := t.rows[strings.ToLower(id)]; there != nil && there.readable(t.options.Now()) {
		return there.item, true
	}
	return item, false
}

func (r *row[T]) readable(now time.Time) bool { return r.readUntil.IsZero() || now.Before(r.readUntil) }

// first finds the oldest item that matches, listed or not, and one that was
// deleted only where there is no other. It decides whether a name can be given.
func (t *table[T]) first(match func(T) bool) (item T, found bool) {
	all := t.matching(func(r *row[T], now time.Time) bool { return r.readable(now) && match(r.item) })
	if len(all) == 0 {
		return item, false
	}
	if i := slices.IndexFunc(all, func(r row[T]) bool { return r.readUntil.IsZero() }); i > 0 {
		return all[i].item, true
	}
	return all[0].item, true
}

// list is what a list operation chooses from, the newest first. The documents
// have that order for apps, and none for other lists. With it, an item that is
// added between two pages moves what is on them.
func (t *table[T]) list(match func(T) bool, created func(T) time.Time) []T {
	rows := t.matching(func(r *row[T], now time.Time) bool {
		return r.readable(now) && !now.Before(r.listed) && match(r.item)
	})
	slices.Reverse(rows)
	slices.SortStableFunc(rows, func(a, b row[T]) int { return created(b.item).Compare(created(a.item)) })
	items := make([]T, len(rows))
	for i, each := range rows {
		items[i] = each.item
	}
	return items
}

// matching are copies of rows, in the order in which they were added.
func (t *table[T]) matching(match func(*row[T], time.Time) bool) []row[T] {
	now := t.options.Now()
	t.mu.RLock()
	defer t.mu.RUnlock()
	var found []row[T]
	for _, each := range t.rows {
		if match(each, now) {
			found = append(found, *each)
		}
	}
	slices.SortFunc(found, func(a, b row[T]) int { return cmp.Compare(a.number, b.number) })
	return found
}
