package rest

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	// minSent is how long a sent value must be to be redacted. Shorter ones are parts of ordinary words.
	minSent = 6

	// maxSent is how much of a long value is compared. Whatever follows it in a text is redacted, too.
	maxSent = 256
)

// sentPatterns find the values of [Call.Sent] in a vendor's text, also where it escapes them.
func sentPatterns(values []string) []*regexp.Regexp {
	var all []string
	for _, value := range values {
		all = append(all, withQuery(value)...)
	}
	patterns := []*regexp.Regexp{}
	for _, value := range all {
		value = lineBreak.ReplaceAllString(visible(strings.TrimSpace(value)), "") // as hide reads a text
		if utf8.RuneCountInString(value) >= minSent {
			patterns = append(patterns, quoted(value))
		}
	}
	return patterns
}

// withQuery is a value and, if it is a URL, the parts of it that a vendor may quote alone.
func withQuery(value string) []string {
	all := []string{value}
	parsed, err := url.Parse(strings.TrimSpace(value))
	if err != nil || parsed.Host == "" {
		return all
	}
	all = append(all, parsed.Host+parsed.RequestURI(), parsed.RawQuery, parsed.Fragment)
	for _, values := range parsed.Query() {
		all = append(all, values...)
	}
	return all
}

var backslashes = regexp.MustCompile(`\\+`)

// quoted finds a value as it is, or escaped for JSON or a URL, in part or throughout.
func quoted(value string) *regexp.Regexp {
	runes := []rune(backslashes.ReplaceAllString(value, `\`))
	var pattern strings.Builder
	pattern.WriteString("(?i)")
	for _, r := range runes[:min(len(runes), maxSent)] {
		switch r {
		case '\\':
			pattern.WriteString(`(?:\\|%5c|u005c)+`)
		case ' ':
			pattern.WriteString(`(?: |\+|%20|\\+u0020)`)
		default:
			fmt.Fprintf(&pattern, `(?:\\*(?:%s|%s)|%s)`, regexp.QuoteMeta(string(r)), unicodeEscape(r), percentEscape(r))
		}
	}
	if len(runes) > maxSent {
		pattern.WriteString("(?s:.*)")
	}
	return regexp.MustCompile(pattern.String())
}

func percentEscape(r rune) string {
	var escaped strings.Builder
	for _, b := range []byte(string(r)) {
		fmt.Fprintf(&escaped, "%%%02x", b)
	}
	return escaped.String()
}

func unicodeEscape(r rune) string {
	var escaped []string
	for _, unit := range utf16.Encode([]rune{r}) {
		escaped = append(escaped, fmt.Sprintf(`u%04x`, unit))
	}
	return strings.Join(escaped, `\\+`)
}
