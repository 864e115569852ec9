package provider

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// Conversions from the vendors' values to Terraform's.

// each converts a list, and keeps null apart from empty.
func each[A, B any](items []A, convert func(A) B) []B {
	if items == nil {
		return nil
	}
	converted := make([]B, len(items))
	for i, item := range items {
		converted[i] = convert(item)
	}
	return converted
}

// instant formats a time of the vendor's in RFC 3339, in UTC, with its fraction. The zero time becomes null.
func instant(at *rest.Time) types.String {
	if at == nil || at.IsZero() {
		return types.StringNull()
	}
	return types.StringValue(at.UTC().Format(time.RFC3339Nano))
}

// instantIf is instant, or null if the time is not known.
func instantIf(at time.Time, known bool) types.String {
	if !known {
		return types.StringNull()
	}
	return instant(&rest.Time{Time: at})
}
