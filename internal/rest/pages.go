package rest

import (
	"bytes"
	"errors"
	"slices"
)

// The bounds of one list. A list of ten thousand items is read completely. A list that never ends takes neither forever
// nor more than 150 MiB.
const (
	maxItems    = 20_000
	maxWeight   = 48 << 20 // of all pages of one reading, as weigh estimates them
	maxValues   = 100_000  // of one page, which has no more than 1 MiB
	maxCalls    = 1000     // for all readings together; Cloudflare allows 1,200 in five minutes, for everything
	maxReadings = 3        // of one list that changes while it is read
)

var errTooMany = errors.New("the response has more than 100,000 values")

// Page is one page of a list.
type Page[T any] struct {
	Items  []T
	Size   int // how many items a full page has
	Total  int // of items on all pages, as the vendor counted them for this answer; 0 where it did not
	Answer *Answer
}

// ReadPages reads a list to its end: each item once, in the vendor's order. The pages are numbered from one. If most is
// not 0, it stops after that many items.
//
// What was read tells where the end is, and no count alone: a vendor may omit its count, or count the page. A list
// goes on after a full page, and while less has come than the vendor counts.
//
// The list may change between two pages. What is added in front moves items to the next page, where they come again and
// are ignored. What is removed in front moves items to a page already read, where they would be
// missed; then there are fewer than the vendor counted at the beginning, or it counts fewer than before, and the list
// is read again. One that comes out the same twice is taken for whole, whatever the vendor counts. What counting cannot
// tell is a list that grows at its end by as much as it shrinks in front, between the same two pages; a list of the
// newest first, the one order that a vendor documents, does not.
func ReadPages[T any](most int, id func(T) string, read func(number int) (Page[T], error)) ([]T, error) {
	var before []string // of an earlier reading no more than the ids is kept
	var last *Answer
	calls := 0
	for reading := 0; reading < maxReadings && calls < maxCalls; reading++ {
		r := newReading(most, id)
		if err := r.toTheEnd(read, &calls); err != nil {
			return nil, err
		}
		if r.enough() {
			return r.items[:most], nil
		}
		if r.whole() || r.ended && before != nil && slices.Equal(r.ids, before) {
			return r.items, nil
		}
		before, last = r.ids, r.answer
	}
	return nil, last.Refuse(Unsteady)
}

// reading is what one pass through a list has seen.
type reading[T any] struct {
	id       func(T) string
	most     int
	seen     map[string]bool
	ids      []string
	items    []T
	answer   *Answer
	weight   int
	met      int  // items, each as often as it came
	longest  int  // of the pages
	expected int  // the vendor's count on the first page
	counted  int  // on the latest page
	shrunk   bool // a count was lower than the one before
	ended    bool // the vendor had no more, rather than the same again
}

func newReading[T any](most int, id func(T) string) *reading[T] {
	return &reading[T]{id: id, most: most, seen: map[string]bool{}, ids: []string{}, items: []T{}}
}

func (r *reading[T]) toTheEnd(read func(number int) (Page[T], error), calls *int) error {
	for number := 1; *calls < maxCalls; number++ {
		*calls++
		page, err := read(number)
		if err != nil {
			return err
		}
		if number == 1 {
			r.expected = page.Total
		}
		r.shrunk = r.shrunk || number > 1 && page.Total < r.counted
		r.counted, r.answer = page.Total, page.Answer
		r.weight += weigh(page.Answer.Body())
		known := len(r.items)
		if err := r.add(page); err != nil {
			return err
		}
		if r.enough() || !r.goesOn(page, len(r.items) > known) {
			return nil
		}
		if len(r.items) > maxItems || r.weight > maxWeight {
			break
		}
	}
	return r.answer.Refuse(Endless)
}

func (r *reading[T]) add(page Page[T]) error {
	for _, item := range page.Items {
		id := r.id(item)
		if id == "" {
			return page.Answer.Missing("id")
		}
		if !r.seen[id] {
			r.seen[id], r.ids, r.items = true, append(r.ids, id), append(r.items, item)
		}
	}
	r.met += len(page.Items)
	return nil
}

// goesOn tells whether there may be another page after this one, which had something new or not.
func (r *reading[T]) goesOn(page Page[T], news bool) bool {
	n, longest := len(page.Items), r.longest
	r.longest = max(longest, n)
	switch {
	case n == 0:
		r.ended = true
	case !news: // the same again, for ever: whole only where nothing says that there is more
		r.ended = n != page.Size && page.Total == 0 // a page of more is not cut, so it is all there is
		return false
	case n >= page.Size:
	case page.Total > 0:
		r.ended = r.met >= page.Total
	default: // the vendor may give fewer than it was asked for, on every page
		r.ended = n < longest
	}
	return !r.ended
}

func (r *reading[T]) enough() bool { return r.most > 0 && len(r.items) >= r.most }

func (r *reading[T]) whole() bool {
	return r.ended && !r.shrunk && len(r.items) >= r.expected
}

// weigh estimates what is kept of a page: its text, and a struct for each object, however short its text is.
func weigh(page []byte) int {
	const object = 100
	return len(page) + object*bytes.Count(page, []byte("{"))
}

// tooMany tells a page that would take many times its size: one of "{}" alone takes forty times as much.
func tooMany(page []byte) bool { return bytes.Count(page, []byte(",")) > maxValues }
