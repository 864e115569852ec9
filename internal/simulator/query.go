package simulator

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"unicode/utf8"
)

// A query reads the parameters of a list, and keeps the first refusal. A parameter
// that no code read is refused too: a filter with a wrong name would look like
// one that matches everything.
type query struct {
	values  url.Values
	refuse  func(name, complaint string) answer // in the vendor's shape
	read    []string
	refusal error
}

func (q *query) value(name string) (string, bool) {
	q.read = append(q.read, name)
	return q.values.Get(name), q.values.Has(name)
}

func (q *query) complain(name, format string, values ...any) {
	if q.refusal == nil {
		q.refusal = q.refuse(name, fmt.Sprintf(format, values...))
	}
}

// number treats an empty value as none where zero is allowed, as the documents
// do.
func (q *query) number(name string, least, most, otherwise int) int {
	value, given := q.value(name)
	if !given || value == "" && least == 0 {
		return otherwise
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < least || n > most {
		q.complain(name, "must be a number between %d and %d", least, most)
		return otherwise
	}
	return n
}

func (q *query) text(name string, most int) string {
	value, _ := q.value(name)
	if utf8.RuneCountInString(value) > most {
		q.complain(name, "must be at most %d characters long", most)
	}
	return value
}

func (q *query) oneOf(name string, allowed ...string) string {
	value, given := q.value(name)
	if given && !slices.Contains(allowed, value) {
		q.complain(name, "must be one of %q", allowed)
	}
	return value
}

func (q *query) err() error {
	for name := range q.values {
		if !slices.Contains(q.read, name) {
			q.complain(name, "is not allowed")
		}
	}
	return q.refusal
}
