package provider

import (
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

// summaryOf says in one line who failed and how.
func summaryOf(e *rest.Error) string {
	switch e.Reason {
	case rest.Refused:
		return fmt.Sprintf("%s answered %s", e.Vendor, status(e.Status))
	case rest.Redirected:
		return fmt.Sprintf("%s answered with a redirect", e.Vendor)
	case rest.Unsuccessful:
		return fmt.Sprintf("%s answered %s, but with success: false", e.Vendor, status(e.Status))
	case rest.Incomplete:
		return fmt.Sprintf("%s answered %s without what was asked for", e.Vendor, status(e.Status))
	case rest.NotJSON:
		return fmt.Sprintf("%s's answer cannot be read", e.Vendor)
	case rest.TooLarge:
		return fmt.Sprintf("%s's answer is too large", e.Vendor)
	case rest.RateLimited:
		return fmt.Sprintf("%s's rate limit lasts longer than rate_limit_timeout", e.Vendor)
	case rest.TimedOut:
		return fmt.Sprintf("%s did not answer in time", e.Vendor)
	case rest.Unsteady:
		return fmt.Sprintf("%s's list changes while it is read", e.Vendor)
	case rest.Endless:
		return fmt.Sprintf("%s's list does not end", e.Vendor)
	case rest.Interrupted:
		return fmt.Sprintf("Interrupted while calling %s", e.Vendor)
	case rest.Untrusted:
		return fmt.Sprintf("The connection to %s cannot be trusted", e.Vendor)
	case rest.Unreachable:
		return fmt.Sprintf("The connection to %s failed", e.Vendor)
	case rest.ProxyRefused:
		return fmt.Sprintf("The proxy does not connect to %s", e.Vendor)
	case rest.Unsendable:
	}
	return fmt.Sprintf("The call to %s could not be made", e.Vendor)
}

// detailOf is the whole story in paragraphs: what came of it, what was tried, what to do.
func detailOf(e *rest.Error) string {
	paragraphs := []string{happened(e), tried(e), "What to do: " + advise(e)}
	return strings.Join(slices.DeleteFunc(paragraphs, func(text string) bool { return text == "" }), "\n\n")
}

// happened is the vendor's complaint, and ours.
func happened(e *rest.Error) string {
	var lines []string
	for _, fault := range e.Faults {
		lines = append(lines, e.Vendor+" says: "+faultText(fault, e.Status))
	}
	silent := len(lines) == 0
	switch {
	case silent && (e.Reason == rest.Refused || e.Reason == rest.Unsuccessful):
		lines = append(lines, e.Vendor+" gives no reason: "+formText(e.Form)+".")
	case silent && e.Reason == rest.Incomplete && e.Form == rest.JSON:
		lines = append(lines, "What happened: a documented field is missing from the answer, or empty.")
	case silent && e.Reason == rest.Incomplete, e.Reason == rest.NotJSON && e.Form != rest.JSON:
		lines = append(lines, "What happened: "+formText(e.Form)+".")
	case e.Reason == rest.RateLimited && seconds(e.Waited) != "0s":
		lines = append(lines, fmt.Sprintf("Waited %s for it. The next call may be sent in %s, which is beyond rate_limit_timeout.",
			seconds(e.Waited), seconds(e.Wanted)))
	case e.Reason == rest.RateLimited:
		lines = append(lines, fmt.Sprintf("The next call may be sent in %s, which is beyond rate_limit_timeout.", seconds(e.Wanted)))
	case e.Reason == rest.Redirected:
		lines = append(lines, fmt.Sprintf("It points to %s. A credential is never sent on to another address.",
			orElse(e.Location, "no other address")))
	case e.Reason == rest.Unsteady:
		lines = append(lines, "It was read several times and never came out whole: an item that moves between two pages meanwhile could be missed.")
	case e.Reason == rest.Endless:
		lines = append(lines, "The provider stops at 20,000 items, 1,000 requests or 48 MiB, whichever comes first.")
	case e.Reason == rest.Interrupted && errors.Is(e.Err, context.Canceled): // the summary says it all
		if strings.Contains(e.Call.Route, "token") {
			lines = append(lines, "Of calls under way it is unknown whether they minted a token. One that nobody received expires by itself.")
		}
	case e.Err != nil:
		lines = append(lines, "What happened: "+e.Err.Error()+".")
	}
	return strings.Join(lines, "\n")
}

// tried is what the vendor's support would ask for.
func tried(e *rest.Error) string {
	lines := []string{"Tried: " + e.Call.Method + " " + e.Call.Route}
	for _, id := range e.Call.IDs {
		lines = append(lines, fmt.Sprintf("  %s = %q", id.Name, id.Value))
	}
	switch e.Reason {
	case rest.TimedOut, rest.Unreachable, rest.RateLimited, rest.Interrupted, rest.TooLarge, rest.NotJSON:
		if e.Status != 0 {
			lines = append(lines, "Last answer: "+status(e.Status))
		}
	case rest.Unsendable, rest.Untrusted, rest.ProxyRefused, rest.Refused, rest.Redirected, rest.Unsuccessful, rest.Incomplete,
		rest.Unsteady, rest.Endless:
	}
	if e.RequestID != "" {
		lines = append(lines, "Request id: "+e.RequestID)
	}
	attempts := fmt.Sprintf("Attempts: %d", e.Attempts)
	if waited := seconds(e.Waited); waited != "0s" && e.Reason != rest.RateLimited {
		attempts += fmt.Sprintf(", after waiting %s for the rate limit", waited)
	}
	return strings.Join(append(lines, attempts), "\n")
}

func formText(form rest.Form) string {
	switch form {
	case rest.Empty:
		return "the answer's body is empty"
	case rest.Null:
		return "the answer's body is null"
	case rest.Markup:
		return "the answer is a web page, not JSON"
	case rest.JSON:
		return "the answer is JSON, but not as documented"
	case rest.Other:
	}
	return "the answer is not JSON"
}

// faultText is a complaint in one line. A code that only repeats the status says nothing.
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

// seconds writes 5m as people write it in a configuration, where Go writes 5m0s.
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
