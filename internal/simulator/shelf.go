package simulator

import (
	"slices"
	"strings"
	"time"
)

// A shelf keeps things under their ids, in the order they came. Ids are those of
// UUIDs, which differ in case without being different.
type shelf[T any] struct {
	items map[string]T
	order []string
}

func (s *shelf[T]) put(id string, item T) {
	id = strings.ToLower(id)
	if s.items == nil {
		s.items = map[string]T{}
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

// lookup finds one thing under its id.
func lookup[T any](w *world, s *shelf[T], id string) (T, bool) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	item, known := s.items[strings.ToLower(id)]
	return item, known
}

// list is what a list operation chooses from, the newest first. Only for apps
// is an order documented, and that is it; the other lists have it too, so that
// what is added between two pages moves what is on them.
func list[T any](w *world, s *shelf[T], keep func(T) bool, created func(T) time.Time) []T {
	w.mu.RLock()
	defer w.mu.RUnlock()
	var found []T
	for _, id := range slices.Backward(s.order) {
		if item := s.items[id]; keep(item) {
			found = append(found, item)
		}
	}
	slices.SortStableFunc(found, func(a, b T) int { return created(b).Compare(created(a)) })
	return found
}
