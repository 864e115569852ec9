package provider_test

import (
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func TestTokens(t *testing.T) {
	t.Parallel()
	testTokens(t, newWorld(t, simulator.Options{}), seeds())
}
