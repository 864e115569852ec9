package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// candidate is what tells one object from another.
type candidate struct {
	id       string
	key      types.String // the attribute that was searched for
	details  []detail     // what else tells it from others
	inactive bool         // destroyed meetings stay, INACTIVE: an ACTIVE one of the same title wins
}

type detail struct {
	name  string
	value types.String
}

// matchError is a search for one object that found none or several.
type matchError struct {
	thing   string // meeting
	key     string // the attribute that was searched for
	wanted  string // its value
	secret  bool   // its values are not shown
	matches []candidate
	others  []candidate // what else the vendor returned
}

func (e *matchError) Error() string { return e.thing + " by " + e.key }

// A search finds one object, by its ID or by another attribute. T is the vendor's type.
type search[T any] struct {
	thing    string // what errors call the object; with an s for several
	key      string // the other attribute
	id, name types.String
	get      func(id string) (T, error)
	list     func(name string) ([]T, error) // whatever the vendor finds under the name, or everything
	describe func(T) candidate
	partial  bool // a list has less of an object than get
	secret   bool // the other attribute may hold a secret: errors do not show it
}

// find gives the one object that matches exactly, or a matchError. Vendors search loosely: what they list are candidates.
func (s search[T]) find() (T, error) {
	if id := s.id.ValueString(); id != "" {
		return s.get(id)
	}
	found, err := s.pick(s.list(s.name.ValueString()))
	if err != nil || !s.partial {
		return found, err
	}
	return s.get(s.describe(found).id)
}

// pick finds the exact match in a list. It compares names in Unicode NFC, as a CLI writes every string.
func (s search[T]) pick(things []T, err error) (T, error) {
	var none T
	if err != nil {
		return none, err
	}
	failure := &matchError{thing: s.thing, key: s.key, wanted: s.name.ValueString(), secret: s.secret}
	var active, inactive []T
	for _, thing := range things {
		switch described := s.describe(thing); {
		case !named(described.key.ValueStringPointer(), s.name.ValueString()):
			failure.others = append(failure.others, described)
		case described.inactive:
			inactive = append(inactive, thing)
		default:
			active = append(active, thing)
		}
	}
	switch {
	case len(active) == 1:
		return active[0], nil
	case len(active) == 0 && len(inactive) == 1:
		return inactive[0], nil
	}
	failure.matches = each(append(active, inactive...), s.describe) // the active ones are more likely to be meant
	return none, failure
}

// named says whether a vendor's name is the configured one.
func named(theirs *string, ours string) bool { return theirs != nil && rest.Same(*theirs, ours) }
