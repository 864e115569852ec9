package rest

import (
	"encoding/json"
	"maps"
)

// Given are the fields that an object in a response had, including null ones. A missing field means nothing: vendors
// omit fields in some responses.
type Given map[string]bool

// DecodeGiven reads a JSON object into a pointer to a struct, and notes which fields it had.
func DecodeGiven(text []byte, into any, given *Given) error {
	if err := json.Unmarshal(text, into); err != nil {
		return err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(text, &fields); err != nil {
		return err
	}
	*given = make(Given, len(fields))
	for name := range fields {
		(*given)[name] = true
	}
	return nil
}

// Has says whether the object had the field.
func (g Given) Has(name string) bool { return g[name] }

// With returns a copy that has a field more.
func (g Given) With(name string) Given {
	all := maps.Clone(g)
	if all == nil {
		all = Given{}
	}
	all[name] = true
	return all
}

// DropUnread drops a time that is null or could not be read, so that it counts as missing.
func (g Given) DropUnread(name string, at *Time) {
	if at == nil || at.IsZero() {
		delete(g, name)
	}
}
