package rest

const (
	maxPages    = 1000 // of one reading: a vendor that never says "the last" must not keep us for ever
	maxReadings = 3    // of one list that changes while it is read
)

// Page is one page of a list.
type Page[T any] struct {
	Items  []T
	More   bool // the vendor has further pages
	Total  int  // of items on all pages, as the vendor counted them for this answer; 0 where it did not
	Answer *Answer
}

// ReadPages reads a list to its end: each item once, as the vendor had it first, in the vendor's order. The pages are
// numbered from one.
//
// Between two pages the list may change under our feet. What is added in front pushes items to the next page, where
// they are met again and left out. What is removed in front pulls items to a page already read, where they would be
// missed; then there are fewer than the vendor counted at the beginning, or it counts fewer than before, and the list
// is read again. One that comes out the same twice is taken for whole, whatever the vendor counts. What counting cannot
// tell is a list that grows at its end by as much as it shrinks in front, between the same two pages; a list of the
// newest first, the one order that a vendor documents, does not.
func ReadPages[T any](id func(T) string, read func(number int) (Page[T], error)) ([]T, error) {
	var before []T
	var last *Answer
	for range maxReadings {
		r := reading[T]{id: id, seen: map[string]bool{}}
		if err := r.toTheEnd(read); err != nil {
			return nil, err
		}
		if r.whole() || r.ended && before != nil && same(id, r.items, before) {
			return r.items, nil
		}
		before, last = r.items, r.answer
	}
	return nil, last.Refuse(Unsteady)
}

// reading is what one pass through a list has seen.
type reading[T any] struct {
	id       func(T) string
	seen     map[string]bool
	items    []T
	answer   *Answer
	expected int  // the vendor's count on the first page
	counted  int  // on the latest page
	shrunk   bool // a count was lower than the one before
	ended    bool // the vendor had no more, rather than the same again
}

func (r *reading[T]) toTheEnd(read func(number int) (Page[T], error)) error {
	for number := 1; number <= maxPages; number++ {
		page, err := read(number)
		if err != nil {
			return err
		}
		if number == 1 {
			r.expected, r.items = page.Total, make([]T, 0, len(page.Items))
		}
		r.shrunk = r.shrunk || number > 1 && page.Total < r.counted
		r.counted, r.answer = page.Total, page.Answer
		known := len(r.items)
		for _, item := range page.Items {
			id := r.id(item)
			if id == "" {
				return page.Answer.Refuse(Incomplete)
			}
			if !r.seen[id] {
				r.seen[id], r.items = true, append(r.items, item)
			}
		}
		r.ended = !page.More || len(page.Items) == 0
		if r.ended || len(r.items) == known {
			return nil
		}
	}
	return r.answer.Refuse(Endless)
}

func (r *reading[T]) whole() bool {
	return r.ended && !r.shrunk && len(r.items) >= r.expected
}

func same[T any](id func(T) string, a, b []T) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if id(a[i]) != id(b[i]) {
			return false
		}
	}
	return true
}
