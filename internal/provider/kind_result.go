package provider

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// result is what a model has after its request, for a state. Strings of the configuration keep the spaces around them:
// those are trimmed only for requests.
func (a attributes) result(ctx context.Context, config tfsdk.Config, model any) (types.Object, diag.Diagnostics) {
	result, diagnostics := a.valuesOf(ctx, model)
	configured, unreadable := readValues(ctx, config)
	diagnostics.Append(unreadable...)
	for name, value := range configured {
		if text := textOf(value); text != "" && strings.TrimSpace(text) == textOf(result[name]) {
			result[name] = value
		}
	}
	if diagnostics.HasError() {
		return types.Object{}, diagnostics
	}
	return a.object(result)
}
