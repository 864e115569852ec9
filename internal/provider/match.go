package provider

import "github.com/hashicorp/terraform-plugin-framework/types"

// candidate is what people tell a thing by.
type candidate struct {
	id      types.String
	key     types.String // the attribute that was looked for
	details []detail     // what else tells it from others
}

type detail struct {
	name  string
	value types.String
}

// matchError is a search for one thing that found none or several.
type matchError struct {
	kind, kinds string // meeting, meetings
	key         string // the attribute that was looked for
	matches     []candidate
	others      []candidate // what the vendor gave beside
}

func (e *matchError) Error() string { return e.kind + " by " + e.key }

// search says what one thing is looked for by.
type search[T any] struct {
	kind, kinds string
	key         string
	wanted      types.String
	describe    func(T) candidate
}

// one picks the thing that matches exactly. Vendors search loosely, so that what they found is no more than a choice.
func (s search[T]) one(things []T) (T, error) {
	var found T
	failure := &matchError{kind: s.kind, kinds: s.kinds, key: s.key}
	for _, thing := range things {
		described := s.describe(thing)
		if described.key.Equal(s.wanted) {
			found, failure.matches = thing, append(failure.matches, described)
		} else {
			failure.others = append(failure.others, described)
		}
	}
	if len(failure.matches) != 1 {
		var none T
		return none, failure
	}
	return found, nil
}
