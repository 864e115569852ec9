package rest

import (
	"regexp"
	"strings"
	"unicode"
)

// scrubbedError is an error whose text may hold pieces of what came over the wire: net/http quotes an answer that is
// no HTTP, TLS a certificate's names.
type scrubbedError struct {
	text string
	err  error
}

func (e *scrubbedError) Error() string { return e.text }

func (e *scrubbedError) Unwrap() error { return e.err }

// maxText is how many characters of one text of the vendor's are kept.
const maxText = 300

var (
	// A JWT begins with the base64url of `{"` or of `{` and white space; two parts are enough to be worth hiding.
	jwtLike = regexp.MustCompile(`(eyJ|eyA|ewo|ewk|ew0)[A-Za-z0-9_-]{3,}\.[A-Za-z0-9_-]{4,}(\.[A-Za-z0-9_-]*)*`)

	bearerLike = regexp.MustCompile(`(?i)\bBearer([\s:=+]|%20)+\S+`)

	// The user name and password of a proxy, which net/http repeats where it cannot read the proxy's address.
	userOfURL = regexp.MustCompile(`//[^/\s@]+@`)
)

// scrub makes a text of the vendor's fit to be shown: no credential, no token, no control character, not too long.
// Vendors do repeat a request in their complaints about it.
func scrub(text string, secrets []string) string {
	const redacted = "[redacted]"
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.In(r, unicode.Cf): // Cf: invisible characters that reorder a line
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	for _, secret := range secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, redacted)
		}
	}
	text = jwtLike.ReplaceAllString(text, redacted)
	text = bearerLike.ReplaceAllString(text, redacted)
	text = userOfURL.ReplaceAllString(text, "//"+redacted+"@")
	text = strings.TrimSpace(text)
	if runes := []rune(text); len(runes) > maxText {
		text = string(runes[:maxText]) + "…"
	}
	return text
}
