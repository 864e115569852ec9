package provider

import (
	"errors"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// candidate is what people tell a thing by.
type candidate struct {
	id       string
	key      types.String // the attribute that was looked for
	details  []detail     // what else tells it from others
	inactive bool         // destroyed things stay, inactive: an active one of the same name is the one that is meant
}

type detail struct {
	name  string
	value types.String
}

// matchError is a search for one thing that found none or several.
type matchError struct {
	thing   string // meeting
	key     string // the attribute that was looked for
	matches []candidate
	others  []candidate // what the vendor gave beside
}

func (e *matchError) Error() string { return e.thing + " by " + e.key }

// A search is for one thing, by its ID or by another attribute. T is the vendor's type.
type search[T any] struct {
	thing    string // as errors call it; with an s behind it, several
	key      string // the other attribute
	id, name types.String
	get      func(id string) (T, error)
	list     func(name string) ([]T, error) // whatever the vendor finds under the name, or everything
	describe func(T) candidate
	again    func() ([]T, error) // reads anew what list may have from before; optional
	partial  bool                // a list shows less of a thing than get
}

// find gives the one thing that matches exactly, or a matchError. Vendors search loosely, so that what they list is no
// more than a choice.
func (s search[T]) find() (T, error) {
	if id := s.id.ValueString(); id != "" {
		return s.get(id)
	}
	found, err := s.pick(s.list(s.name.ValueString()))
	if failure, ok := errors.AsType[*matchError](err); ok && len(failure.matches) == 0 && s.again != nil {
		found, err = s.pick(s.again())
	}
	if err != nil || !s.partial {
		return found, err
	}
	return s.get(s.describe(found).id)
}

// pick takes what list gives. Names compare in Unicode NFC, into which a CLI turns every string.
func (s search[T]) pick(things []T, err error) (T, error) {
	var none T
	if err != nil {
		return none, err
	}
	failure := &matchError{thing: s.thing, key: s.key}
	var active, inactive []T
	for _, thing := range things {
		described := s.describe(thing)
		switch {
		case described.key.IsNull() || !rest.Same(described.key.ValueString(), s.name.ValueString()):
			failure.others = append(failure.others, described)
			continue
		case described.inactive:
			inactive = append(inactive, thing)
		default:
			active = append(active, thing)
		}
		failure.matches = append(failure.matches, described)
	}
	switch {
	case len(active) == 1:
		return active[0], nil
	case len(active) == 0 && len(inactive) == 1:
		return inactive[0], nil
	}
	// People look at the active ones first.
	slices.SortStableFunc(failure.matches, func(a, b candidate) int { return rank(a) - rank(b) })
	return none, failure
}

func rank(c candidate) int {
	if c.inactive {
		return 1
	}
	return 0
}
