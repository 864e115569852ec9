package advice

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// requestSummary says in one line what failed.
func requestSummary(e *rest.Error) string {
	switch e.Reason {
	case rest.Refused:
		return fmt.Sprintf("%s responded with %s", e.Vendor, status(e.Status))
	case rest.Redirected:
		return fmt.Sprintf("%s responded with a redirect", e.Vendor)
	case rest.Unsuccessful:
		return fmt.Sprintf("%s responded with %s and success: false", e.Vendor, status(e.Status))
	case rest.Incomplete:
		return fmt.Sprintf("%s's response is incomplete", e.Vendor)
	case rest.OtherObject:
		return fmt.Sprintf("%s's response is about another object", e.Vendor)
	case rest.NotJSON:
		return fmt.Sprintf("%s's response cannot be read", e.Vendor)
	case rest.TooLarge:
		return fmt.Sprintf("%s's response is too large", e.Vendor)
	case rest.RateLimited:
		return fmt.Sprintf("%s's rate limit lasts longer than rate_limit_timeout", e.Vendor)
	case rest.Unavailable:
		return fmt.Sprintf("%s asks for a longer wait than rate_limit_timeout", e.Vendor)
	case rest.TimedOut:
		return fmt.Sprintf("%s did not respond in time", e.Vendor)
	case rest.Unsteady:
		return fmt.Sprintf("%s's list changed while the provider read it", e.Vendor)
	case rest.Endless:
		return fmt.Sprintf("%s's list is too long", e.Vendor)
	case rest.Interrupted:
		return fmt.Sprintf("Interrupted during a request to %s", e.Vendor)
	case rest.Untrusted:
		return fmt.Sprintf("The connection to %s cannot be trusted", e.Vendor)
	case rest.Unreachable:
		return fmt.Sprintf("The connection to %s failed", e.Vendor)
	case rest.ProxyRefused:
		return fmt.Sprintf("The proxy refused to connect to %s", e.Vendor)
	case rest.ProxyUnreadable:
		return "The proxy setting cannot be read"
	}
	return fmt.Sprintf("The request to %s could not be sent", e.Vendor)
}

// requestDetail is the rest, in paragraphs: what the vendor said, what the provider tried, and the suggestion.
func requestDetail(e *rest.Error) string {
	paragraphs := []string{Happened(e), Tried(e), "What to do: " + advise(e)}
	return strings.Join(slices.DeleteFunc(paragraphs, func(text string) bool { return text == "" }), "\n\n")
}

// Happened is what the vendor said, or else what went wrong.
func Happened(e *rest.Error) string {
	var lines []string
	for _, fault := range e.Faults {
		lines = append(lines, speaker(e)+" says: "+faultText(fault, e.Status))
	}
	silent := len(lines) == 0
	switch {
	case mitigated(e) != "":
		lines = append(lines, mitigated(e))
	case silent && (e.Reason == rest.Refused || e.Reason == rest.Unsuccessful):
		lines = append(lines, e.Vendor+" gave no reason: "+formText(e.Form)+".")
	case e.Reason == rest.OtherObject:
		lines = append(lines, "What happened: the response has another ID than the request.")
	case silent && e.Reason == rest.Incomplete && e.Form != rest.JSON, e.Reason == rest.NotJSON && e.Form != rest.JSON:
		lines = append(lines, "What happened: "+formText(e.Form)+".")
	case e.Reason == rest.Redirected:
		lines = append(lines, fmt.Sprintf("The redirect leads to %s. The provider never sends a credential to another address.",
			cmp.Or(e.Location, "an unknown address")))
	case e.Reason == rest.Unsteady:
		lines = append(lines, "The provider read the list several times, and it changed each time. An item could be missing.")
	case e.Reason == rest.Endless:
		lines = append(lines, "The provider stops at 20,000 items, 1,000 requests or 48 MiB, whichever comes first.")
	case e.Reason == rest.Interrupted && errors.Is(e.Err, context.Canceled): // the summary says it all
		if strings.Contains(e.Call.Route, "token") {
			lines = append(lines, "Requests under way may have minted a token. Such a token was never delivered, and expires unused.")
		}
	case e.Err != nil:
		lines = append(lines, "What happened: "+e.Err.Error()+".")
	}
	if tooLong(e) {
		lines = append(lines, wantedWait(e))
	}
	return strings.Join(lines, "\n")
}

// Tried is what the provider tried. The vendor's support asks for it.
func Tried(e *rest.Error) string {
	lines := []string{"Tried: " + e.Call.Method + " " + e.Call.Route}
	for _, id := range e.Call.IDs {
		lines = append(lines, fmt.Sprintf("  %s = %q", id.Name, id.Value))
	}
	switch e.Reason {
	case rest.TimedOut, rest.Unreachable, rest.RateLimited, rest.Unavailable, rest.Interrupted, rest.TooLarge, rest.NotJSON,
		rest.Incomplete, rest.OtherObject:
		if e.Status != 0 {
			lines = append(lines, "Last response: "+status(e.Status))
		}
	}
	ray := ""
	if e.Edge != nil {
		ray = e.Edge.RayID
	}
	if e.RequestID != "" && (ray == "" || !strings.HasPrefix(e.RequestID, ray)) {
		lines = append(lines, "Request ID: "+e.RequestID)
	}
	if ray != "" {
		lines = append(lines, "Ray ID: "+ray)
	}
	attempts := fmt.Sprintf("Attempts: %d", e.Attempts)
	if waited := seconds(e.Waited); waited != "0s" && !tooLong(e) {
		attempts += fmt.Sprintf(", after waiting %s because %s asked for it", waited, e.Vendor)
	}
	return strings.Join(append(lines, attempts), "\n")
}

// Cause is what the errors of one cause have in common: everything but the IDs, which vendors repeat in their errors.
func Cause(err error) string {
	failed, ok := errors.AsType[*rest.Error](err)
	if !ok {
		return err.Error()
	}
	cause := requestSummary(failed)
	for _, fault := range failed.Faults {
		cause += "\n" + faultText(fault, failed.Status)
	}
	cause = strings.ToLower(cause)
	for _, id := range failed.Call.IDs {
		cause = strings.ReplaceAll(cause, strings.ToLower(id.Value), "{"+id.Name+"}")
	}
	return cause
}

func formText(form rest.Form) string {
	switch form {
	case rest.Empty:
		return "the response body is empty"
	case rest.Null:
		return "the response body is null"
	case rest.Markup:
		return "the response is a web page, not JSON"
	case rest.JSON:
		return "the response is JSON, but not in a documented form"
	}
	return "the response is not JSON"
}

// faultText is one of the vendor's errors in one line. A code that only repeats the status is left out.
func faultText(f rest.Fault, status int) string {
	var parts []string
	if f.Code != strconv.Itoa(status) || f.Title+f.Detail == "" {
		parts = append(parts, f.Code)
	}
	parts = append(parts, f.Title, f.Detail)
	text := strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), ": ")
	if f.Pointer != "" {
		text += fmt.Sprintf(" (at %s)", f.Pointer)
	}
	return text
}

func status(code int) string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", code, http.StatusText(code)))
}

// seconds writes 5m, as in a configuration. Go writes 5m0s.
func seconds(d time.Duration) string {
	text := d.Round(time.Second).String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}
