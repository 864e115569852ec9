package provider

import (
	"context"
	"math/big"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// An interrupt is the user's doing. A block that it ends says so, wherever it is at that moment.
func TestAnInterruptedBlockSaysSo(t *testing.T) {
	t.Parallel()
	ids := map[string]string{"a": "1", "b": "2", "c": "3"}
	for name, c := range map[string]struct {
		early bool // before the first request
		mint  func(id string) (string, error)
		want  string
	}{
		"before the first request": {early: true, want: "0 of 3"},
		"between two requests":     {mint: func(id string) (string, error) { return id, nil }, want: "1 of 3"},
		"during a request": {want: "0 of 3", mint: func(string) (string, error) {
			return "", &rest.Error{Vendor: "Telnyx", Reason: rest.Interrupted, Err: context.Canceled}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if c.early {
				cancel()
			}
			from := newVendors(settings{block: providerModel{MaxInFlight: types.NumberValue(big.NewFloat(1))}, env: func(string) string { return "" }})
			_, err := mintAll(ctx, from, ids, func(_ context.Context, id string) (string, error) {
				cancel()
				return c.mint(id)
			})
			if err == nil {
				t.Fatal("no error")
			}
			told := diagnose(err)
			want := "The run was interrupted after the provider had minted " + c.want + " tokens. Requests under way may have " +
				"minted more. Those were never delivered, and expire unused.\n\nA block returns all of its tokens or none. The provider " +
				"discards those that were minted; they expire unused.\n\nWhat to do: run it again."
			if told.Summary() != "Interrupted while minting 3 tokens" || told.Detail() != want {
				t.Errorf("%s\n\n%s", told.Summary(), told.Detail())
			}
		})
	}
}
