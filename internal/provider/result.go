package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// asConfigured puts into a result what the configuration says, for each attribute that it sets: a vendor, or we, may
// spell an ID in another way, and a value that changes between the two breaks the rules of a CLI.
func asConfigured(config tftypes.Value, result *tftypes.Value) diag.Diagnostics {
	if result.IsNull() { // it could not be set: the error is told
		return nil
	}
	var given, values map[string]tftypes.Value
	if err := config.As(&given); err != nil {
		return diagnose(err)
	}
	if err := result.As(&values); err != nil {
		return diagnose(err)
	}
	for name, value := range given {
		if !value.IsNull() {
			values[name] = value
		}
	}
	*result = tftypes.NewValue(result.Type(), values)
	return nil
}
