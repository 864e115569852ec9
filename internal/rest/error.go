package rest

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// Reason says how a call failed.
type Reason string

// The reasons. From Refused on, there is a response of the vendor's.
const (
	Unsendable      Reason = "unsendable"    // the request could not be built
	Interrupted     Reason = "interrupted"   // the caller's context ended
	TimedOut        Reason = "timed out"     // no complete response within RequestTimeout
	Unreachable     Reason = "unreachable"   // the connection could not be made, or broke
	Untrusted       Reason = "untrusted"     // TLS: the server cannot prove to be the vendor
	ProxyRefused    Reason = "proxy"         // the proxy of the environment refuses to connect
	ProxyUnreadable Reason = "proxy setting" // HTTPS_PROXY is not a valid URL
	RateLimited     Reason = "rate limited"  // the wait would exceed RateLimitTimeout
	Unavailable     Reason = "unavailable"   // after a 5xx, the vendor asks for a wait that would exceed it
	TooLarge        Reason = "too large"     // more than maxAnswer, or than maxValues
	Refused         Reason = "refused"       // a status of 400 or more
	Redirected      Reason = "redirected"    // a status of 3xx
	NotJSON         Reason = "not JSON"      // or not in the documented form
	Unsuccessful    Reason = "unsuccessful"  // a 2xx that reports a failure
	Incomplete      Reason = "incomplete"    // a 2xx that lacks a documented field
	OtherObject     Reason = "other object"  // a 2xx about another object than the request
	Unsteady        Reason = "unsteady"      // a list that changed each time it was read
	Endless         Reason = "endless"       // a list that exceeds the bounds in pages.go
)

// Fault is one error in a vendor's response, in the vendor's words.
type Fault struct {
	Code, Title, Detail string
	Pointer             string // the field of the request that it is about
	Native              bool   // in a form that the vendor documents: not a proxy's
}

// Error is a failed call. It contains no secrets: the vendor's texts are scrubbed.
type Error struct {
	Vendor    string
	Call      Call // without Bearer, Body, Secret and Sent
	Reason    Reason
	Status    int // of the vendor's last response; 0: there was none
	Faults    []Fault
	Form      Form  // of the last response's body
	Edge      *Edge // if the last response is not the vendor's
	RequestID string
	Attempts  int
	Waited    time.Duration // because the vendor asked for it
	Wanted    time.Duration // how long it asks to wait from now on, if that ended the call: it would exceed RateLimitTimeout
	Location  string        // Redirected: the host that it leads to
	NotSent   bool          // no attempt sent anything, so that no server has the credential
	Unclear   bool          // Call.Once: it was sent, and it is not known whether the vendor carried it out
	Err       error

	OutOfRetries bool // MaxRetries ended the call: another retry might have succeeded
}

// Error is for developers. Package advice words errors for users.
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

// HasReason says whether an error is a call that failed for this reason.
func HasReason(err error, reason Reason) bool {
	failed, ok := errors.AsType[*Error](err)
	return ok && failed.Reason == reason
}

// Pending says whether the vendor may still carry out a call with Once, although the client has given up. If not, it
// failed or was carried out before the response, or never reached the vendor's servers: what cannot be found now will not
// appear later.
func (e *Error) Pending() bool {
	if !e.Unclear {
		return false
	}
	if e.Reason == Refused {
		switch e.Status {
		case 521, 523, 530: // the edge did not reach the vendor's server
			return false
		case http.StatusInternalServerError, http.StatusServiceUnavailable: // an intermediary's says nothing about the vendor
			return !slices.ContainsFunc(e.Faults, func(f Fault) bool { return f.Native })
		}
	}
	return true
}

func (e *Error) Unwrap() error { return e.Err }

// maxFaults is how many errors of one response are kept.
const maxFaults = 5

// failure completes e with what is known about the call, and removes every secret.
func (p *progress) failure(e Error) error {
	c := p.client
	e.Vendor, e.Call = c.options.Vendor, p.call.public()
	e.Attempts, e.Waited, e.Wanted = p.attempts, p.waited, p.wanted
	e.NotSent, e.Unclear = !p.exposed, p.unclear(e.Reason)
	e.OutOfRetries = p.failures > c.options.MaxRetries && e.Reason != Interrupted
	if last := p.last; last != nil {
		e.Status = last.status
		e.RequestID = p.scrub(last.header.Get(c.options.RequestIDHeader))
		if target, err := url.Parse(last.header.Get("Location")); err == nil {
			e.Location = p.scrub(target.Host)
		}
		e.Form = formOf(last.content)
		if edge, _ := last.edge(); edge != nil {
			edge.Code, edge.Category, edge.RayID = p.scrub(edge.Code), p.scrub(edge.Category), p.scrub(edge.RayID)
			e.Edge = edge
		}
		if e.Reason == RateLimited || e.Reason == Unavailable {
			e.Faults = p.faults(last)
		}
	}
	if wait, ok := errors.AsType[*tooLongError](e.Err); ok {
		e.Wanted, e.Err = time.Until(wait.until), nil
	}
	if e.Err != nil {
		e.Err = &scrubbedError{text: p.scrub(e.Err.Error()), err: e.Err}
	}
	scrubbed := make([]Fault, 0, min(len(e.Faults), maxFaults))
	for _, fault := range e.Faults[:min(len(e.Faults), maxFaults)] {
		scrubbed = append(scrubbed, Fault{
			Code: p.scrub(fault.Code), Title: p.scrub(fault.Title),
			Detail: p.scrub(fault.Detail), Pointer: p.scrub(fault.Pointer),
			Native: fault.Native,
		})
	}
	e.Faults = scrubbed
	return &e
}

// unclear says whether the vendor may have carried out a call with Once, although it failed.
func (p *progress) unclear(reason Reason) bool {
	switch {
	case !p.call.Once || !p.sent, reason == Unsuccessful:
		return false
	case reason == Refused:
		edge, _ := p.got.edge()
		return !edge.mitigated() && (p.got.status >= 500 || p.got.status == http.StatusRequestTimeout)
	}
	return true
}
