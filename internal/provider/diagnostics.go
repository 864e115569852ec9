package provider

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// Only the diagnostics word errors for users: what failed, what the vendor said, what the provider tried, and a suggestion.

// inputError is a value of the configuration that no validator can check.
type inputError struct {
	path path.Path
	err  error // nil: it is not set
}

func (e *inputError) Error() string { return e.path.String() }

// openError is any error of an ephemeral resource. Only an ephemeral resource always mints, and can wait for apply.
type openError struct{ error }

func (e *openError) Unwrap() error { return e.error }

// diagnose words any error for users.
func diagnose(err error) diag.Diagnostics {
	if many, ok := errors.AsType[*bulkError](err); ok {
		return diag.Diagnostics{bulkDiagnostic(many)}
	}
	if unreadable, ok := errors.AsType[*configError](err); ok {
		return unreadable.diagnostics
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
		_, opening := errors.AsType[*openError](err)
		return diag.Diagnostics{settingDiagnostic(unusable, opening)}
	}
	if wrong, ok := errors.AsType[*inputError](err); ok {
		return diag.Diagnostics{inputDiagnostic(wrong)}
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
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return diag.Diagnostics{diag.NewErrorDiagnostic("Interrupted", "The run was interrupted before the provider sent this request.\n\nWhat to do: run it again.")}
	}
	return diag.Diagnostics{diag.NewErrorDiagnostic("Unexpected error",
		"This should not happen; please report it to the provider's developers: "+err.Error())}
}

func inputDiagnostic(e *inputError) diag.Diagnostic {
	if e.err == nil {
		return diag.NewAttributeErrorDiagnostic(e.path, fmt.Sprintf("Not set: %s", e.path),
			fmt.Sprintf("Required to mint this token. Set %s.", e.path))
	}
	return invalidValue(e.path, e.err)
}

func invalidValue(at path.Path, err error) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(at, "Invalid value",
		fmt.Sprintf("%s %s.", at, err))
}

// undecodable says what is wrong with a token, without quoting it. The CLI puts 'Invalid value for "token" parameter:' in
// front.
func undecodable(err error) *function.FuncError {
	return function.NewArgumentFuncError(0, err.Error()+".")
}

// configured gives a block what the provider's Configure made. Terraform also configures blocks before the provider,
// when there is nothing yet.
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

// upperFirst begins a sentence with a text. The names of settings stay as they are.
func upperFirst(text string) string {
	if after, found := strings.CutPrefix(text, "the "); found {
		return "The " + after
	}
	return text
}

// settingDiagnostic suggests mint_tokens only to ephemeral resources: it changes nothing else.
func settingDiagnostic(e *settingError, opening bool) diag.Diagnostic {
	where := e.attribute + " in the provider block"
	switch {
	case e.unknown:
		detail := "The provider needs " + where + " now, but Terraform knows its value only after apply.\n\nWhat to do: "
		if e.variable != "" {
			detail += "leave it out and set the environment variable " + e.variable + ", or "
		}
		detail += "give it a value that is known in the plan."
		if opening {
			detail += " Or set mint_tokens = terraform.applying in the provider block: ephemeral resources then mint only during apply."
		}
		return diag.NewErrorDiagnostic("Not known yet: "+e.attribute, detail)
	case e.err == nil:
		purpose := "Required by this block."
		if opening {
			purpose = "Required to mint this token."
		}
		if e.variable != "" {
			where += ", or the environment variable " + e.variable
		}
		return diag.NewErrorDiagnostic("Not set: "+e.attribute, purpose+" Set "+where+".")
	default:
		return diag.NewErrorDiagnostic("Invalid value: "+e.attribute,
			upperFirst(e.source)+" "+e.err.Error()+".")
	}
}
