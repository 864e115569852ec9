package rest

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"time"
	"unicode"
)

// Reason says at which point a call failed.
type Reason string

// The reasons a call fails for. Refused and those below it have an answer of the vendor's.
const (
	Unsendable   Reason = "unsendable"   // the request could not be built
	Interrupted  Reason = "interrupted"  // the caller's context ended
	TimedOut     Reason = "timed out"    // no complete answer within RequestTimeout
	Unreachable  Reason = "unreachable"  // the connection could not be made, or broke
	Untrusted    Reason = "untrusted"    // TLS: who answers cannot prove to be the vendor
	RateLimited  Reason = "rate limited" // RateLimitTimeout would not do
	TooLarge     Reason = "too large"    // more than maxAnswer
	Refused      Reason = "refused"      // a status of 400 or more
	Redirected   Reason = "redirected"   // a status of 3xx
	NotJSON      Reason = "not JSON"     // or not of the documented types
	Unsuccessful Reason = "unsuccessful" // a 2xx that says it failed
	Incomplete   Reason = "incomplete"   // a 2xx that lacks what was asked for
)

// Fault is one complaint of the vendor's, in its own words.
type Fault struct {
	Code, Title, Detail string
	Pointer             string // the field of the request that it is about
}

// Error is a call that failed: all that helps, and no secret. Its texts from the vendor are scrubbed.
type Error struct {
	Vendor    string
	Call      Call // without Bearer, Body and Secret
	Reason    Reason
	Status    int // of the vendor's last answer; 0: there was none
	Faults    []Fault
	RequestID string
	Attempts  int           // sent
	Elapsed   time.Duration // since the call began
	Waited    time.Duration // of these, for the vendor's rate limit
	Wanted    time.Duration // RateLimited: how long the vendor still wanted
	Location  string        // Redirected: the host it pointed to
	Err       error
}

// Error is for developers; what people read is worded where people are.
func (e *Error) Error() string {
	text := fmt.Sprintf("%s: %s %s: %s", e.Vendor, e.Call.Method, e.Call.Route, e.Reason)
	if e.Status != 0 {
		text += fmt.Sprintf(" (status %d)", e.Status)
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap gives the cause, where there is one.
func (e *Error) Unwrap() error { return e.Err }

// failure completes e with what is known of the call, and takes every secret out of it.
func (c *Client) failure(state *progress, e Error) error {
	secrets := state.secrets()
	e.Vendor, e.Call = c.options.Vendor, state.call.public()
	e.Attempts, e.Elapsed, e.Waited = state.attempts, time.Since(state.began), state.waited
	if last := state.last; last != nil {
		e.Status = last.status
		e.RequestID = scrub(last.header.Get(c.options.RequestIDHeader), secrets)
		e.Location = scrub(hostOf(last.header.Get("Location")), secrets)
		if e.Reason == RateLimited {
			e.Faults = c.options.ParseFaults(last.content)
		}
	}
	if wait, ok := errors.AsType[*impatientError](e.Err); ok {
		e.Wanted, e.Err = wait.wanted, nil
	}
	if e.Err != nil {
		e.Err = &scrubbedError{text: scrub(e.Err.Error(), secrets), err: e.Err}
	}
	scrubbed := make([]Fault, 0, min(len(e.Faults), maxFaults))
	for _, fault := range e.Faults[:min(len(e.Faults), maxFaults)] {
		scrubbed = append(scrubbed, Fault{
			Code: scrub(fault.Code, secrets), Title: scrub(fault.Title, secrets),
			Detail: scrub(fault.Detail, secrets), Pointer: scrub(fault.Pointer, secrets),
		})
	}
	e.Faults = scrubbed
	return &e
}

// scrubbedError is an error whose text may hold pieces of what came over the wire: net/http quotes an answer that is
// no HTTP, TLS a certificate's names.
type scrubbedError struct {
	text string
	err  error
}

func (e *scrubbedError) Error() string { return e.text }

func (e *scrubbedError) Unwrap() error { return e.err }

const (
	maxFaults = 5   // of one answer: more help nobody
	maxText   = 300 // characters of one text of the vendor's
)

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

// withoutValue says where a JSON text is wrong. encoding/json's own errors quote pieces of it.
func withoutValue(err error) error {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		field := wrong.Field
		if field == "" {
			field = "the whole answer"
		}
		return fmt.Errorf("%s is not %s, as documented", field, nameOfType(wrong.Type))
	}
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("it stops being JSON at byte %d", syntax.Offset)
	}
	return errors.New("it ends too early, or holds a value that is not of the documented form")
}

func nameOfType(wanted reflect.Type) string {
	switch wanted.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "a list"
	case reflect.Struct, reflect.Map:
		return "an object"
	default:
		return "a number"
	}
}

// Text reads a JSON string or number as text, for vendors that write their codes as either; anything else is "".
func Text(raw json.RawMessage) string {
	var value any
	if json.Unmarshal(raw, &value) != nil {
		return ""
	}
	switch value := value.(type) {
	case string:
		return value
	case float64:
		return string(raw)
	}
	return ""
}
