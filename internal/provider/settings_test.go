package provider

import (
	"math/big"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Numbers reach a client with all of their digits.
func TestNumbersReachAClientAsTheyAreWritten(t *testing.T) {
	t.Parallel()
	const rate = 0.0123456789
	vendor := types.ObjectValueMust(
		map[string]attr.Type{"base_url": types.StringType, "requests_per_second": types.NumberType},
		map[string]attr.Value{"base_url": types.StringNull(), "requests_per_second": types.NumberValue(big.NewFloat(rate))})
	config := providerModel{MaxRetries: types.NumberValue(big.NewFloat(20)), MaxInFlight: types.NumberNull()}
	s := settings{block: config, env: func(string) string { return "" }}
	o, err := s.options(vendor, "vendor", "VENDOR_BASE_URL", "https://example.com")
	if err != nil || o.RequestsPerSecond != rate || o.MaxRetries != 20 || o.MaxInFlight != defaultMaxInFlight {
		t.Errorf("%+v, %v", o, err)
	}
}
