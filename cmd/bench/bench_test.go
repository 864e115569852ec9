package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"runtime"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func newBench(t *testing.T) *bench {
	t.Helper()
	b, err := prepare(t.Context(), t.TempDir(), bench{runs: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.vendors.Close)
	return b
}

// Thousands of tokens in one block must not take memory in proportion to their number.
func TestMemoryStaysFlat(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("the system does not tell how much memory a process has held")
	}
	taken, err := newBench(t).cost(t.Context(), 5000)
	if err != nil {
		t.Fatal(err)
	}
	if most := int64(100 << 20); taken.memory == 0 || taken.memory > most {
		t.Errorf("the provider held %d MB, want at most %d", taken.memory>>20, most>>20)
	}
}

// A rate limit delays a block of many tokens; it loses none of them and runs into no wall.
func TestManyTokensUnderARateLimit(t *testing.T) {
	t.Parallel()
	limit := simulator.Limit{Quota: 120, Window: 2 * time.Second, Block: 2 * time.Second}
	got, err := newBench(t).rateLimited(t.Context(), 300, limit)
	if err != nil {
		t.Fatal(err)
	}
	if got.minted != 300 || got.refused*100 > 300 {
		t.Errorf("%d of 300 minted, %d answers of 429", got.minted, got.refused)
	}
}

// Both shapes mint what they should, and the picture can be read.
func TestTable(t *testing.T) {
	t.Parallel()
	rows, err := newBench(t).table(t.Context(), 1, 10)
	if err != nil {
		t.Fatal(err)
	}
	decoder := xml.NewDecoder(bytes.NewReader(draw(rows)))
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// The participants of a meeting are made with one request each, read by pages of a list, and nothing is left of them.
func TestParticipants(t *testing.T) {
	t.Parallel()
	const n = 120 // two pages
	_, got, err := newBench(t).lived(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ got, want requests }{
		"create": {got.create.sent, requests{
			simulator.AddParticipant: n, simulator.GetMeetingParticipants: 1, simulator.GetPresets: 1,
		}},
		"plan": {got.plan.sent, requests{simulator.GetMeetingParticipants: 2}},
		"destroy": {got.destroy.sent, requests{
			simulator.GetMeetingParticipants: 2, simulator.KickParticipants: n, simulator.DeleteMeetingParticipant: n,
		}},
	} {
		if !maps.Equal(c.got, c.want) {
			t.Errorf("%s: %v requests, want %v", name, c.got, c.want)
		}
	}
}
