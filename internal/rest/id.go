package rest

import "strings"

// ID is an identifier in a call's path, with its name in the route.
type ID struct{ Name, Value string }

// canonicalIDs are the IDs as they are sent. Only this package brings them into this form, for every call: callers keep
// them as they are written.
func canonicalIDs(ids []ID) []ID {
	all := make([]ID, len(ids))
	for i, id := range ids {
		all[i] = ID{Name: id.Name, Value: CanonicalID(id.Value)}
	}
	return all
}

// CanonicalID is the form in which IDs are sent and compared: without white space around them, and in lower case, since
// hexadecimal digits mean the same in either. It is not for names that users give.
func CanonicalID(id string) string { return strings.ToLower(strings.TrimSpace(id)) }

// SameID says whether two IDs are the same.
func SameID(a, b string) bool { return CanonicalID(a) == CanonicalID(b) }
