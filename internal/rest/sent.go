package rest

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	// minSent is how many characters a sent value must have to be redacted. Shorter ones are parts of ordinary words.
	minSent = 6

	// maxEscaped is how many times a text may be escaped: JSON in JSON, or a URL in the query of another.
	maxEscaped = 4
)

// quotable are the values of [Call.Sent] as sentSpans compares them, and those parts of a URL that a vendor may quote alone.
func quotable(values []string) []string {
	all := []string{}
	for _, value := range values {
		all = append(all, value)
		if parsed, err := url.Parse(strings.TrimSpace(value)); err == nil && parsed.Host != "" {
			all = append(all, parsed.Host+parsed.RequestURI(), parsed.RawQuery, parsed.Fragment)
			for _, parameter := range parsed.Query() {
				all = append(all, parameter...)
			}
		}
	}
	quotable := []string{}
	for _, value := range all {
		raw := strings.TrimSpace(value[:min(len(value), maxRead)])
		if utf8.RuneCountInString(visible(raw)) < minSent {
			continue
		}
		for _, form := range []string{raw, visible(raw)} { // the latter as it is in a text
			if plain, _ := unescape(form); !slices.Contains(quotable, plain) {
				quotable = append(quotable, plain)
			}
		}
	}
	return quotable
}

// sentSpans finds quotable values in a text, as they are or escaped for JSON or a URL, in part or throughout. If the text
// was cut, its end may be the beginning of a value.
func sentSpans(text string, quotable []string, cut bool) (found [][]int) {
	if len(quotable) == 0 {
		return nil
	}
	plain, source := unescape(text)
	for _, value := range quotable {
		for _, at := range indexAll(plain, value) {
			found = append(found, []int{source[at[0]].from, source[at[1]-1].to})
		}
		for i := max(0, len(plain)-len(value)+1); cut && i < len(plain); i++ {
			if strings.HasPrefix(value, plain[i:]) {
				found = append(found, []int{source[i].from, len(text)})
				break
			}
		}
	}
	return found
}

// span is where a byte of an unescaped text comes from.
type span struct{ from, to int }

// unescape is a text without escapes for JSON or a URL, folded.
func unescape(text string) (string, []span) {
	source := make([]span, len(text))
	for i := range source {
		source[i] = span{i, i + 1}
	}
	for range maxEscaped {
		before := len(text)
		if text, source = unescapeOnce(text, source); len(text) == before {
			break
		}
	}
	return fold(text, source)
}

// fold removes what does not count in a comparison: case, blanks, and what cannot be seen.
func fold(text string, source []span) (string, []span) {
	var plain []byte
	var from []span
	for i := 0; i < len(text); {
		r, length := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '+', unicode.IsSpace(r), hidden(r):
		case 'A' <= r && r <= 'Z':
			plain, from = append(plain, byte(r-'A'+'a')), append(from, source[i])
		default:
			plain, from = append(plain, text[i:i+length]...), append(from, source[i:i+length]...)
		}
		i += length
	}
	return string(plain), from
}

func unescapeOnce(text string, source []span) (string, []span) {
	var plain []byte
	var from []span
	for i := 0; i < len(text); {
		decoded, length := text[i:i+1], 1
		switch text[i] {
		case '%':
			if code, ok := hex(text, i+1, 2); ok {
				decoded, length = string([]byte{byte(code)}), 3 //nolint:gosec // two digits
			}
		case '\\':
			decoded, length = afterBackslashes(text[i:])
		}
		for j := range len(decoded) {
			plain, from = append(plain, decoded[j]), append(from, span{source[i].from, source[i+length-1].to})
		}
		i += length
	}
	return string(plain), from
}

// afterBackslashes is what a text that begins with backslashes stands for, and how many bytes of it that takes.
func afterBackslashes(text string) (decoded string, length int) {
	rest := strings.TrimLeft(text, `\`)
	backslashes := len(text) - len(rest)
	if rest != "" && strings.Contains("bfnrt", rest[:1]) {
		return " ", backslashes + 1
	}
	unit, ok := hex(rest, 1, 4)
	if !ok || rest[0] != 'u' {
		return "", backslashes
	}
	if second := strings.TrimLeft(rest[5:], `\`); strings.HasPrefix(second, "u") {
		low, _ := hex(second, 1, 4)
		if r := utf16.DecodeRune(unit, low); r != unicode.ReplacementChar {
			return string(r), len(text) - len(second) + 5
		}
	}
	return string(unit), backslashes + 5
}

func hex(text string, at, digits int) (rune, bool) {
	if len(text) < at+digits {
		return 0, false
	}
	code, err := strconv.ParseUint(text[at:at+digits], 16, 32)
	return rune(code), err == nil //nolint:gosec // of four digits at most
}
