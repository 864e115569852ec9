package provider

import (
	"errors"
	"fmt"

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
	if exists, ok := errors.AsType[*existsError](err); ok {
		return diag.Diagnostics{existsDiagnostic(exists)}
	}
	if unclear, ok := errors.AsType[*unclearError](err); ok {
		return diag.Diagnostics{unclearDiagnostic(unclear)}
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
	if missing, ok := errors.AsType[*presetError](err); ok {
		return diag.Diagnostics{presetDiagnostic(missing)}
	}
	if unreadable, ok := errors.AsType[*importError](err); ok {
		return diag.Diagnostics{importDiagnostic(unreadable)}
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
