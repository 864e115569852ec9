package simulator

import (
	"net/http"
	"slices"
	"time"
)

// list is what a list operation chooses from, the newest first. Only for apps
// is an order documented, and that is it; the other lists have it too, so that
// what is added between two pages moves what is on them.
func list[T any](w *world, s *shelf[T], keep func(T) bool, created func(T) time.Time) []T {
	w.mu.RLock()
	defer w.mu.RUnlock()
	return s.newest(keep, created)
}

// pageOf is one page of the items, counted from one, and how many come before.
func pageOf[T any](items []T, number, size int) (page []T, before int) {
	if number > len(items)/size+1 {
		return nil, len(items)
	}
	before = min((number-1)*size, len(items))
	return items[before:min(before+size, len(items))], before
}

func views[T any](items []T, view func(T) map[string]any) []map[string]any {
	all := make([]map[string]any, len(items)) // never nil: an empty list is [], not null
	for i, item := range items {
		all[i] = view(item)
	}
	return all
}

func reverse[T any](items []T) { slices.Reverse(items) }

// onlyQuery refuses parameters that are not documented: a filter with a wrong
// name would otherwise look like one that matches everything.
func onlyQuery(x *exchange, documented ...string) error {
	for name := range x.query {
		if slices.Contains(documented, name) {
			continue
		}
		if x.vendor == telnyx {
			return listRefused(name + " is not a parameter")
		}
		return kit(http.StatusBadRequest, "BAD_REQUEST %q is not allowed", name)
	}
	return nil
}
