package provider

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
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
	return diag.Diagnostics{diag.NewErrorDiagnostic("Unexpected error",
		"This should not happen; please report it to the provider's developers: "+err.Error())}
}

func invalidValue(at path.Path, err error) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(at, "Invalid value",
		fmt.Sprintf("The value of %s cannot be used: %s.", at, err))
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
			fmt.Sprintf("It cannot be used: %s. Correct %s.", e.err, where))
	}
}

// summaryOf says in one line who failed and how.
func summaryOf(e *rest.Error) string {
	switch e.Reason {
	case rest.Refused:
		return fmt.Sprintf("%s answered %s", e.Vendor, status(e.Status))
	case rest.Redirected:
		return fmt.Sprintf("%s's address answered with a redirect", e.Vendor)
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
	case rest.Interrupted:
		return fmt.Sprintf("Interrupted while calling %s", e.Vendor)
	case rest.Untrusted:
		return fmt.Sprintf("The connection to %s cannot be trusted", e.Vendor)
	case rest.Unreachable, rest.Unsendable:
	}
	return fmt.Sprintf("%s cannot be reached", e.Vendor)
}

// detailOf is the whole story in paragraphs: what came of it, what was tried, what to do.
func detailOf(e *rest.Error) string {
	var paragraphs []string
	for _, fault := range e.Faults {
		paragraphs = append(paragraphs, e.Vendor+" says: "+faultText(fault))
	}
	if e.Err != nil {
		paragraphs = append(paragraphs, "What happened: "+e.Err.Error()+".")
	}
	tried := []string{"Tried: " + e.Call.Method + " " + e.Call.Route}
	for _, id := range e.Call.IDs {
		tried = append(tried, fmt.Sprintf("  %s = %q", id.Name, id.Value))
	}
	if e.RequestID != "" {
		tried = append(tried, "Request id: "+e.RequestID)
	}
	tried = append(tried, effort(e))
	paragraphs = append(paragraphs, strings.Join(tried, "\n"), "What to do: "+advise(e))
	return strings.Join(paragraphs, "\n\n")
}

func effort(e *rest.Error) string {
	text := fmt.Sprintf("Attempts: %d", e.Attempts)
	if e.Waited > 0 {
		text += fmt.Sprintf(", after waiting %s for the rate limit", seconds(e.Waited))
	}
	return text
}

func faultText(f rest.Fault) string {
	var parts []string
	for _, part := range []string{f.Code, f.Title, f.Detail} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	text := strings.Join(parts, ": ")
	if f.Pointer != "" {
		text += fmt.Sprintf(" (at %s)", f.Pointer)
	}
	return text
}

func status(code int) string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", code, http.StatusText(code)))
}

func seconds(d time.Duration) string { return d.Round(time.Second).String() }
