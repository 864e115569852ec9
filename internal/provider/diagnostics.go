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

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// Every error becomes words for people here, and only here: what was tried, what came of it, what to do next.

// inputError is a configured value that turns out unusable only when a call needs it.
type inputError struct {
	path path.Path
	err  error
}

func (e *inputError) Error() string { return e.path.String() + ": " + e.err.Error() }

// diagnose words any error of a definition's fetch.
func diagnose(err error) diag.Diagnostics {
	if many, ok := errors.AsType[*bulkError](err); ok {
		return diag.Diagnostics{bulkDiagnostic(many)}
	}
	if failed, ok := errors.AsType[*rest.Error](err); ok {
		return diag.Diagnostics{diag.NewErrorDiagnostic(summaryOf(failed), detailOf(failed))}
	}
	if unusable, ok := errors.AsType[*settingError](err); ok {
		return diag.Diagnostics{settingDiagnostic(unusable)}
	}
	if wrong, ok := errors.AsType[*inputError](err); ok {
		return diag.Diagnostics{invalidValue(wrong.path, wrong.err)}
	}
	if ambiguous, ok := errors.AsType[*matchError](err); ok {
		return diag.Diagnostics{matchDiagnostic(ambiguous)}
	}
	return diag.Diagnostics{diag.NewErrorDiagnostic("Unexpected error",
		"This should not happen; please report it to the provider's developers: "+err.Error())}
}

func invalidValue(at path.Path, err error) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(at, "Invalid value",
		fmt.Sprintf("The value of %s cannot be used: %s.", at, err))
}

// undecodable says what is wrong with a token, and nothing of what is in it.
func undecodable(err error) *function.FuncError {
	return function.NewArgumentFuncError(0, "The token cannot be decoded: "+err.Error()+".")
}

// configured gives a block what the provider's Configure left for it. Terraform configures blocks once before there is
// anything to leave.
func configured(data any, diagnostics *diag.Diagnostics) *vendors {
	if data == nil {
		return nil
	}
	v, ok := data.(*vendors)
	if !ok {
		diagnostics.AddError("Unexpected error",
			fmt.Sprintf("This should not happen; please report it to the provider's developers: configured with %T", data))
	}
	return v
}

func settingDiagnostic(e *settingError) diag.Diagnostic {
	s := e.setting
	where := fmt.Sprintf("%s in the provider block", s.attribute)
	if s.variable != "" {
		where += fmt.Sprintf(", or the environment variable %s", s.variable)
	}
	switch {
	case s.unknown:
		detail := fmt.Sprintf("A call has to be made now, and %s in the provider block is known only after apply. ", s.attribute)
		if s.variable != "" {
			detail += fmt.Sprintf("Leave it out and set the environment variable %s, or give it", s.variable)
		} else {
			detail += "Give it"
		}
		detail += " a value that is known in the plan. Ephemeral resources can also wait: with " +
			"mint_tokens = terraform.applying in the provider block they call nobody before apply."
		return diag.NewErrorDiagnostic("Not known yet: "+s.attribute, detail)
	case e.err == nil:
		return diag.NewErrorDiagnostic("Not set: "+s.attribute,
			"A call has to be made that needs it. Set "+where+".")
	default:
		return diag.NewErrorDiagnostic("Invalid value: "+s.attribute,
			fmt.Sprintf("The value of %s cannot be used: %s.", s.source, e.err))
	}
}

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
	case rest.Unsendable:
	}
	return fmt.Sprintf("The call to %s could not be made", e.Vendor)
}

// detailOf is the whole story in paragraphs: what came of it, what was tried, what to do.
func detailOf(e *rest.Error) string {
	return strings.Join([]string{happened(e), tried(e), "What to do: " + advise(e)}, "\n\n")
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
		lines = append(lines, "It was given up after a thousand pages.")
	case e.Reason == rest.Interrupted && errors.Is(e.Err, context.Canceled): // the summary says it all
		lines = append(lines, "Of calls under way it is unknown whether they minted a token. One that nobody received expires by itself.")
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
	case rest.Unsendable, rest.Untrusted, rest.Refused, rest.Redirected, rest.Unsuccessful, rest.Incomplete,
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
