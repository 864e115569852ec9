package rest

import (
	"errors"
	"fmt"
	"net/http"
	"time"
)

// Reason says at which point a call failed.
type Reason string

// The reasons a call fails for. Refused and those below it have an answer of the vendor's.
const (
	Unsendable      Reason = "unsendable"    // the request could not be built
	Interrupted     Reason = "interrupted"   // the caller's context ended
	TimedOut        Reason = "timed out"     // no complete answer within RequestTimeout
	Unreachable     Reason = "unreachable"   // the connection could not be made, or broke
	Untrusted       Reason = "untrusted"     // TLS: who answers cannot prove to be the vendor
	ProxyRefused    Reason = "proxy"         // the proxy of the environment refuses to connect
	ProxyUnreadable Reason = "proxy setting" // HTTPS_PROXY is not a valid URL
	RateLimited     Reason = "rate limited"  // RateLimitTimeout would not do
	TooLarge        Reason = "too large"     // more than maxAnswer, or than maxValues
	Refused         Reason = "refused"       // a status of 400 or more
	Redirected      Reason = "redirected"    // a status of 3xx
	NotJSON         Reason = "not JSON"      // or not of the documented types
	Unsuccessful    Reason = "unsuccessful"  // a 2xx that says it failed
	Incomplete      Reason = "incomplete"    // a 2xx that lacks what was asked for
	Unsteady        Reason = "unsteady"      // a list that came out differently each time it was read
	Endless         Reason = "endless"       // a list beyond the bounds that pages.go names
)

// Fault is one complaint of the vendor's, in its own words.
type Fault struct {
	Code, Title, Detail string
	Pointer             string // the field of the request that it is about
	Native              bool   // in a form that the vendor documents, with all that it has there: no proxy's word
}

// Error is a call that failed: all that helps, and no secret. Its texts from the vendor are scrubbed.
type Error struct {
	Vendor    string
	Call      Call // without Bearer, Body and Secret
	Reason    Reason
	Status    int // of the vendor's last answer; 0: there was none
	Faults    []Fault
	Form      Form // of the last answer's body
	RequestID string
	Attempts  int
	Waited    time.Duration // for the vendor's rate limit
	Wanted    time.Duration // RateLimited: how long the vendor still wanted
	Location  string        // Redirected: the host it pointed to
	NotSent   bool          // no attempt got as far as sending: nobody has seen the credential
	Answered  bool          // the last attempt was answered, and the answer came whole
	Unclear   bool          // Call.Once: it was sent, and nothing says whether it was carried out
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

// maxFaults is how many complaints of one answer are kept: more help nobody.
const maxFaults = 5

// failure completes e with what is known of the call, and takes every secret out of it.
func (p *progress) failure(e Error) error {
	c, secrets := p.client, p.secrets()
	e.Vendor, e.Call = c.options.Vendor, p.call.public()
	e.Attempts, e.Waited = p.attempts, p.waited
	e.NotSent, e.Answered, e.Unclear = !p.exposed, p.got != nil && p.got.whole, p.unclear(e.Reason)
	if last := p.last; last != nil {
		e.Status = last.status
		e.RequestID = scrub(last.header.Get(c.options.RequestIDHeader), secrets)
		e.Location = scrub(hostOf(last.header.Get("Location")), secrets)
		e.Form = formOf(last.content)
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
			Native: fault.Native,
		})
	}
	e.Faults = scrubbed
	return &e
}

// unclear says whether a call that was to be made once may have been carried out all the same.
func (p *progress) unclear(reason Reason) bool {
	switch {
	case !p.call.Once || !p.sent, reason == Unsuccessful:
		return false
	case reason == Refused:
		return p.got.status >= 500 || p.got.status == http.StatusRequestTimeout
	}
	return true
}
