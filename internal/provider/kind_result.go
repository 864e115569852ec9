package provider

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// asConfigured restores the spaces around the strings of the configuration. They are trimmed only for requests.
func asConfigured(config tftypes.Value, result *tftypes.Value) diag.Diagnostics {
	if result.IsNull() { // it could not be set: there is an error already
		return nil
	}
	var given, values map[string]tftypes.Value
	if err := config.As(&given); err != nil {
		return diag.Diagnostics{diagnose(err)}
	}
	if err := result.As(&values); err != nil {
		return diag.Diagnostics{diagnose(err)}
	}
	for name, value := range given {
		if text := textOf(value); text != "" && strings.TrimSpace(text) == textOf(values[name]) {
			values[name] = value
		}
	}
	*result = tftypes.NewValue(result.Type(), values)
	return nil
}

// textOf is a known string; "" for everything else.
func textOf(value tftypes.Value) string {
	var text string
	if !value.Type().Is(tftypes.String) || !value.IsKnown() || value.IsNull() || value.As(&text) != nil {
		return ""
	}
	return text
}
