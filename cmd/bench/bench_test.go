package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func newBench(t testing.TB, options simulator.Options) *bench {
	t.Helper()
	b, err := prepare(t.Context(), t.TempDir(), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.vendors.Close)
	return b
}

// plan plans n tokens in one block.
func (b *bench) plan(t testing.TB, n int, environment ...string) {
	t.Helper()
	folder, err := b.write(plural, n)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.run(t.Context(), folder, environment, "plan"); err != nil {
		t.Fatal(err)
	}
}

// The table's configurations mint what they should.
func TestMeasure(t *testing.T) {
	t.Parallel()
	b := newBench(t, simulator.Options{})
	for _, configuration := range []string{single, plural} {
		if _, err := b.measure(t.Context(), configuration, 3); err != nil {
			t.Error(err)
		}
	}
}

// A rate limit delays a block of many tokens. None is lost, and next to none is refused.
func TestManyTokensUnderARateLimit(t *testing.T) {
	t.Parallel()
	b := newBench(t, simulator.Options{TelnyxLimit: simulator.Limit{Quota: 120, Window: 2 * time.Second, Block: 2 * time.Second}})
	b.plan(t, 300)
	minted, refused := b.vendors.Calls(simulator.CreateRoomClientToken)-b.vendors.Limited(), b.vendors.Limited()
	if minted != 300 || refused > 3 {
		t.Errorf("minted %d of 300, %d times refused with 429", minted, refused)
	}
}

// What a rate limit costs in time, as a ratio: the quota alone needs two more windows for 3,000 tokens.
func BenchmarkRateLimit(b *testing.B) {
	limit := simulator.Limit{Quota: 1200, Window: 10 * time.Second, Block: 10 * time.Second}
	for b.Loop() {
		limited := newBench(b, simulator.Options{TelnyxLimit: limit})
		limited.plan(b, 3000)
		calls := limited.vendors.Log()
		took := calls[len(calls)-1].At.Sub(calls[0].At)
		b.ReportMetric(took.Seconds()/(2*limit.Window).Seconds(), "times-the-least")
		b.ReportMetric(float64(limited.vendors.Limited()), "refused")
	}
}

// Thousands of tokens in one block take less than 100 MB.
func TestMemoryOfManyTokens(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("the system does not say how much memory a process has held")
	}
	b := newBench(t, simulator.Options{LightSignatures: true})
	provider := exec.CommandContext(t.Context(), b.program, "-debug")
	provider.Env = b.environment
	output, err := provider.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := provider.Start(); err != nil {
		t.Fatal(err)
	}
	b.plan(t, 5000, "TF_REATTACH_PROVIDERS="+firstMatch(t, bufio.NewScanner(output), `TF_REATTACH_PROVIDERS='(.*)'`))
	// Not what the ended process reports: that counts the memory of whoever started it.
	status, err := os.Open(fmt.Sprintf("/proc/%d/status", provider.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := status.Close(); err != nil {
			t.Error(err)
		}
	}()
	kilobytes, err := strconv.Atoi(firstMatch(t, bufio.NewScanner(status), `VmHWM:\s+(\d+) kB`))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("the provider held %d MB", kilobytes>>10)
	if kilobytes > 100<<10 {
		t.Errorf("the provider held %d MB, want at most 100", kilobytes>>10)
	}
	if err := provider.Process.Signal(os.Interrupt); err != nil {
		t.Error(err)
	}
	if err := provider.Wait(); err != nil {
		t.Log(err)
	}
}

func firstMatch(t *testing.T, lines *bufio.Scanner, pattern string) string {
	t.Helper()
	expression := regexp.MustCompile(pattern)
	for lines.Scan() {
		if found := expression.FindStringSubmatch(lines.Text()); found != nil {
			return found[1]
		}
	}
	t.Fatalf("%s: not found", pattern)
	return ""
}
