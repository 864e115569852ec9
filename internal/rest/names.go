package rest

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Named lists things by name, with the vendor's filter. A vendor that compares names byte by byte hides those that it
// stores in another form of Unicode than a CLI sends, which is NFC. So where it finds none of a name outside ASCII, the
// list is read without its filter, and those that match are picked here.
func Named[T any](wanted string, most int, name func(T) *string, match func(name, wanted string) bool,
	list func(wanted string, most int) ([]T, error),
) ([]T, error) {
	found, err := list(wanted, most)
	if err != nil || len(found) > 0 || strings.IndexFunc(wanted, beyondASCII) < 0 {
		return found, err
	}
	all, err := list("", 0)
	if err != nil {
		return nil, err
	}
	for _, thing := range all {
		if has := name(thing); has != nil && match(*has, wanted) && (most == 0 || len(found) < most) {
			found = append(found, thing)
		}
	}
	return found, nil
}

func beyondASCII(r rune) bool { return r > unicode.MaxASCII }

// Same tells whether two names are the same text, in whichever form of Unicode.
func Same(name, wanted string) bool { return norm.NFC.String(name) == norm.NFC.String(wanted) }

// Within tells whether a name has the wanted text in it, in whichever form of Unicode and in whichever case.
func Within(name, wanted string) bool {
	return strings.Contains(norm.NFC.String(strings.ToLower(name)), norm.NFC.String(strings.ToLower(wanted)))
}
