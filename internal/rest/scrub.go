package rest

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// scrubbedError is an error whose text may contain data from the network: net/http quotes a response that is not HTTP,
// and TLS a certificate's names.
type scrubbedError struct {
	text string
	err  error
}

func (e *scrubbedError) Error() string { return e.text }

func (e *scrubbedError) Unwrap() error { return e.err }

const (
	maxText = 300     // how many characters of one text of the vendor's are kept
	maxRead = 8 << 10 // and of how many bytes: enough that what is secret in the end does not move to the front
)

var (
	// A JWT begins with the base64url of `{"` or of `{` and white space; two parts are enough to be worth hiding.
	jwtLike = regexp.MustCompile(`(?:eyJ|eyA|ewo|ewk|ew0)[A-Za-z0-9_-]{3,}` + dot + `[A-Za-z0-9_-]{4,}(?:` + dot + `[A-Za-z0-9_-]*)*`)

	// Basic is a word as well: what follows is a credential where it is no word.
	schemeLike = regexp.MustCompile(`(?i:\bBearer(?:[\s:=+]|%20)+\S+)|(?i:\bBasic(?:[\s:=+]|%20)+)\S?[a-z]*[A-Z0-9+/=]\S*`)

	// A user name and password, whatever is in it: other people's addresses are repeated by a vendor, or by a proxy.
	userOfURL = regexp.MustCompile(`//(?:[^/\s@:]*:\S*|[^/\s]+)@`)

	// Where a line is broken, or where the text of another text says so.
	lineBreak = regexp.MustCompile(`(?:[\r\n\v\f\x{85}\x{2028}\x{2029}]|\\r|\\n)+[ \t]*`)
)

const (
	dot      = `(?:\.|%2[Ee])`
	redacted = "[redacted]"
)

// scrub makes a vendor's text safe to show: no credentials, no tokens, nothing that was sent, no control characters, not
// too long. Vendors do repeat requests in their errors.
func scrub(text string, secrets []string, sent ...string) string {
	cut := len(text) > maxRead
	text = visible(text[:min(len(text), maxRead)])
	text = hide(text, append(secretSpans(text, secrets), sentSpans(text, sent, cut)...))
	text = OneLine(text)
	text = schemeLike.ReplaceAllString(text, redacted)
	text = userOfURL.ReplaceAllString(text, "//"+redacted+"@")
	text = strings.TrimSpace(text)
	if runes := []rune(text); len(runes) > maxText {
		text = string(runes[:maxText]) + "…"
	}
	return text
}

// OneLine is a text that cannot steer a terminal: in one line, and without what cannot be seen.
func OneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, visible(text))
}

// visible is a text without what cannot be seen, other than white space.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsSpace(r) && hidden(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
}

func hidden(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Cf) // Cf: invisible, reorders a line
}

// hide redacts spans of a text.
func hide(text string, spans [][]int) string {
	var left strings.Builder
	next := 0
	for _, span := range merged(spans) {
		left.WriteString(text[next:span[0]] + redacted)
		next = span[1]
	}
	return left.String() + text[next:]
}

// secretSpans finds secrets and JWTs in a text, also where a line is broken in the middle of one.
func secretSpans(text string, secrets []string) [][]int {
	joined, at := joinLines(text)
	found := jwtLike.FindAllStringIndex(joined, -1)
	for _, secret := range secrets {
		for _, written := range []string{secret, url.QueryEscape(secret), url.PathEscape(secret)} {
			found = append(found, indexAll(joined, written)...)
		}
	}
	for _, span := range found {
		span[0], span[1] = at(span[0]), at(span[1]-1)+1
	}
	return found
}

// joinLines is a text without its line breaks, and where each byte of it comes from.
func joinLines(text string) (joined string, at func(int) int) {
	breaks := lineBreak.FindAllStringIndex(text, -1)
	if breaks == nil {
		return text, func(i int) int { return i }
	}
	var whole []byte
	var origin []int
	next := 0
	for _, gap := range append(breaks, []int{len(text), len(text)}) {
		for ; next < gap[0]; next++ {
			whole, origin = append(whole, text[next]), append(origin, next)
		}
		next = gap[1]
	}
	return string(whole), func(i int) int { return origin[i] }
}

// merged are the spans in order, as one where they overlap.
func merged(spans [][]int) (all [][]int) {
	slices.SortFunc(spans, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	for _, span := range spans {
		if last := len(all) - 1; last >= 0 && span[0] < all[last][1] {
			all[last][1] = max(all[last][1], span[1])
			continue
		}
		all = append(all, span)
	}
	return all
}

// indexAll finds a text in another, as a regexp's FindAllStringIndex does.
func indexAll(text, wanted string) (found [][]int) {
	for from := 0; wanted != ""; {
		i := strings.Index(text[from:], wanted)
		if i < 0 {
			return found
		}
		found = append(found, []int{from + i, from + i + len(wanted)})
		from += i + len(wanted)
	}
	return nil
}
