package provider

import (
	"context"
	"maps"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// result has what the configuration says, what its request filled in for it, and what came of the request. Strings of the
// configuration keep the spaces around them, and an ID its capitals: they are changed only for requests.
func (a attributes) result(ctx context.Context, configured values, model, output any) (types.Object, diag.Diagnostics) {
	found, err := a.fromJSON(ctx, output)
	if err != nil {
		return types.Object{}, diag.Diagnostics{diagnose(err)}
	}
	result := valuesIn(model)
	maps.Copy(result, found)
	for name, value := range configured {
		same := strings.TrimSpace
		if name == "id" {
			same = rest.CanonicalID
		}
		if text := textOf(value); result[name] == nil || text != "" && same(text) == same(textOf(result[name])) {
			result[name] = value
		}
	}
	return a.object(ctx, result)
}
