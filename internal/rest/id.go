package rest

import "strings"

// CanonicalID is the form in which IDs are sent and compared: without white space around them, and in lower case, since
// hexadecimal digits mean the same in either. It is not for names that users give.
func CanonicalID(id string) string { return strings.ToLower(strings.TrimSpace(id)) }

// SameID says whether two IDs are the same.
func SameID(a, b string) bool { return CanonicalID(a) == CanonicalID(b) }
