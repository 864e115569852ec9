package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"terraform.local/rtc/terraform-provider-rtc/internal/advice"
)

// diagnose makes a diagnostic of any error. The errors explain themselves.
func diagnose(err error) diag.Diagnostic {
	attribute, summary, detail := advice.Explain(err)
	if attribute == "" {
		return diag.NewErrorDiagnostic(summary, detail)
	}
	return diag.NewAttributeErrorDiagnostic(path.Root(attribute), summary, detail)
}

// invalidValue is the diagnostic of a validator.
func invalidValue(at path.Path, err error) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(at, "Invalid value",
		fmt.Sprintf("%s %s.", at, err))
}

// inputError is a value of the configuration that no validator can check.
type inputError struct {
	attribute string
	err       error // nil: it is not set
}

func (e *inputError) Error() string { return e.attribute }

func (e *inputError) Explain() (attribute, summary, detail string) {
	if e.err == nil {
		return e.attribute, "Not set: " + e.attribute, fmt.Sprintf("Required to mint this token. Set %s.", e.attribute)
	}
	return e.attribute, "Invalid value", fmt.Sprintf("%s %s.", e.attribute, e.err)
}
