package simulator

import (
	"slices"
	"strings"
	"time"
)

// A shelf keeps things under their ids, in the order they came. Ids are those of
// UUIDs, which differ in case without being different.
type shelf[T any] struct {
	items  map[string]T
	order  []string
	listed map[string]time.Time // from when on lists have what was created
	ghosts map[string]ghost[T]  // what was deleted and can still be read
}

type ghost[T any] struct {
	item  T
	until time.Time
}

func (s *shelf[T]) put(id string, item T) {
	id = strings.ToLower(id)
	if s.items == nil {
		s.items, s.listed, s.ghosts = map[string]T{}, map[string]time.Time{}, map[string]ghost[T]{}
	}
	if _, known := s.items[id]; !known {
		s.order = append(s.order, id)
	}
	s.items[id] = item
}

func (s *shelf[T]) take(id string) bool {
	id = strings.ToLower(id)
	if _, known := s.items[id]; !known {
		return false
	}
	delete(s.items, id)
	s.order = slices.DeleteFunc(s.order, func(each string) bool { return each == id })
	return true
}

// fade takes a thing away and leaves a ghost of it for readers.
func (s *shelf[T]) fade(id string, until time.Time) {
	id = strings.ToLower(id)
	item, known := s.items[id]
	if s.take(id) && known {
		s.ghosts[id] = ghost[T]{item, until}
		s.order = append(s.order, id) // lists are sorted by age anyway
	}
}

// at is what a reader sees under the id at that time.
func (s *shelf[T]) at(id string, now time.Time) (T, bool) {
	if item, known := s.items[id]; known {
		return item, true
	}
	left, known := s.ghosts[id]
	return left.item, known && now.Before(left.until)
}

// lookup finds one thing under its id.
func lookup[T any](w *world, s *shelf[T], id string) (T, bool) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	item, known := s.items[strings.ToLower(id)]
	return item, known
}

// look is lookup for an operation that reads, which may still see what was
// deleted.
func look[T any](w *world, s *shelf[T], id string, now time.Time) (T, bool) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	return s.at(strings.ToLower(id), now)
}

// taken finds what keeps a name from being given again: also what lists do not
// have yet, and what was deleted and can still be read.
func taken[T any](w *world, s *shelf[T], now time.Time, same func(T) bool) (T, bool) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	for _, id := range s.order {
		if item, there := s.at(id, now); there && same(item) {
			return item, true
		}
	}
	var none T
	return none, false
}

// list is what a list operation chooses from, the newest first. Only for apps
// is an order documented, and that is it; the other lists have it too, so that
// what is added between two pages moves what is on them.
func list[T any](w *world, s *shelf[T], now time.Time, keep func(T) bool, created func(T) time.Time) []T {
	w.mu.RLock()
	defer w.mu.RUnlock()
	var found []T
	for _, id := range slices.Backward(s.order) {
		if item, there := s.at(id, now); there && keep(item) && !now.Before(s.listed[id]) {
			found = append(found, item)
		}
	}
	slices.SortStableFunc(found, func(a, b T) int { return created(b).Compare(created(a)) })
	return found
}
