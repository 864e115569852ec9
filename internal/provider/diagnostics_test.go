package provider_test

import (
	"runtime"
	"testing"
)

// Every error that can be is provoked, and its whole text held against testdata/diagnostics.
func TestEveryError(t *testing.T) {
	t.Parallel()
	for _, m := range errorCases() {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			if m.linux && runtime.GOOS != "linux" {
				t.Skip("other operating systems word this otherwise")
			}
			pinned(t, m.name, m.happen(t))
		})
	}
}
