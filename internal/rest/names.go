package rest

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Named lists objects by name, with the vendor's filter. A vendor that compares names byte by byte does not find names
// that it stores in another form of Unicode than NFC, which a CLI sends. So if the vendor finds none for a name outside
// ASCII, Named reads the list without the filter, and adds the matching objects.
func Named[T any](wanted string, most int, key func(T) (id string, name *string), match func(name, wanted string) bool,
	list func(wanted string, most int) ([]T, error),
) ([]T, error) {
	found, err := list(wanted, most)
	if err != nil || !strings.ContainsFunc(wanted, beyondASCII) || most > 0 && len(found) == most {
		return found, err
	}
	ids := map[string]bool{}
	for _, thing := range found {
		id, name := key(thing)
		if ids[id] = true; name != nil && Same(*name, wanted) {
			return found, nil
		}
	}
	all, err := list("", 0)
	if err != nil {
		return nil, err
	}
	matching := slices.DeleteFunc(all, func(thing T) bool {
		id, name := key(thing)
		return !ids[id] && (name == nil || !match(*name, wanted))
	})
	if most > 0 {
		matching = matching[:min(most, len(matching))]
	}
	return matching, nil
}

func beyondASCII(r rune) bool { return r > unicode.MaxASCII }

// Same says whether two names are the same text, in any form of Unicode.
func Same(name, wanted string) bool { return norm.NFC.String(name) == norm.NFC.String(wanted) }

// Within says whether a name contains the wanted text, in any form of Unicode and in any case.
func Within(name, wanted string) bool {
	return strings.Contains(norm.NFC.String(strings.ToLower(name)), norm.NFC.String(strings.ToLower(wanted)))
}
