package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// tokens measures the table, prints how far its figures are from what they should be, and draws it.
func (b *bench) tokens(ctx context.Context) error {
	rows, err := b.table(ctx, b.runs, b.most)
	if err != nil {
		return err
	}
	fmt.Println()
	byNumber := map[int]row{}
	for _, r := range rows {
		byNumber[r.tokens] = r
	}
	if five, ok := byNumber[500]; ok {
		least := byNumber[1].plural.plan + 500*b.latency/inFlight
		fmt.Printf("500 tokens in one block plan in %.2f times (one token's plan + 500 answers / %d); the aim is under 1.3.\n",
			ratio(five.plural.plan, least), inFlight)
		if two, ok := byNumber[2000]; ok {
			fmt.Printf("2,000 tokens in one block plan in %.2f times 500, apply in %.2f; the aim is at most 4.\n",
				ratio(two.plural.plan, five.plural.plan), ratio(two.plural.apply, five.plural.apply))
		}
	}
	if b.picture == "" {
		return nil
	}
	return os.WriteFile(b.picture, draw(rows), 0o600)
}

// limit prints what a vendor's rate limit costs.
func (b *bench) limit(ctx context.Context) error {
	// Thirty times as fast as Cloudflare, with its block as long as the window.
	limited, err := b.rateLimited(ctx, 3000, simulator.Limit{Quota: 1200, Window: 10 * time.Second, Block: 10 * time.Second})
	if err != nil {
		return err
	}
	fmt.Printf("3,000 tokens in one block under a limit of 1,200 in 10 s: %d minted, %d answers of 429, %.2f times the least time; "+
		"the aim is under 1.2.\n", limited.minted, limited.refused, limited.ratio)
	return nil
}

// process prints what the provider's process takes.
func (b *bench) process(ctx context.Context) error {
	one, err := b.cost(ctx, 1)
	if err != nil {
		return err
	}
	many, err := b.cost(ctx, 5000)
	if err != nil {
		return err
	}
	fmt.Printf("The provider's process: %d ms of CPU from its start through schema and one token, %.2f ms for each further one, "+
		"%d MB of memory at most with 5,000 in one block; the aim is under 100 MB.\n",
		one.cpu.Milliseconds(), float64((many.cpu-one.cpu).Microseconds())/4999/1000, many.memory>>20)
	return nil
}

// participants prints what those of one meeting cost beside the least that they can. That is their requests at the CLI's
// parallelism, or what the CLI takes for as many blocks that send nothing, whichever is longer: with few cores the CLI
// cannot send any faster.
func (b *bench) participants(ctx context.Context) error {
	const n = 500
	own, ours, err := b.lived(ctx, n)
	if err != nil {
		return err
	}
	report := func(what string, ours, own stage, each int, remark string) {
		alone := time.Duration(each*n) * b.latency / parallelism
		fmt.Printf("%s takes %.1f s, %.2f times the least (the CLI's %.1f s for %d blocks of terraform_data; %.1f s for %d answers, %d at a time), "+
			"and %.1f s of CPU beside %.1f: %s%s.\n", what, ours.took.Seconds(), ratio(ours.took, max(own.took, alone)), own.took.Seconds(), n,
			alone.Seconds(), each*n, parallelism, ours.cpu.Seconds(), own.cpu.Seconds(), ours.requests(), remark)
	}
	report(fmt.Sprintf("Creating %d participants of one meeting", n), ours.create, own.create, 1,
		fmt.Sprintf(", %.1f s from the first one created to the last; the aim is under 1.3", ours.create.span.Seconds()))
	report("The plan afterwards", ours.plan, own.plan, 0, "; the aim is no request for a single participant")
	report("Destroying them", ours.destroy, own.destroy, 2, "")
	return nil
}

// underLimit is what came of minting more than the vendor allows at once.
type underLimit struct {
	minted, refused int
	ratio           float64 // of the time taken to the time that the quota alone wants
}

func (b *bench) rateLimited(ctx context.Context, n int, limit simulator.Limit) (underLimit, error) {
	vendors, err := simulator.Start(simulator.Options{TelnyxLimit: limit}) //nolint:contextcheck // It ends by Close.
	if err != nil {
		return underLimit{}, err
	}
	defer vendors.Close()
	folder, err := b.project(plural(), n)
	if err != nil {
		return underLimit{}, err
	}
	if _, err := b.run(ctx, folder, []string{"TELNYX_BASE_URL=" + vendors.TelnyxURL()}, "plan"); err != nil {
		return underLimit{}, err
	}
	calls := vendors.Log()
	lasted := calls[len(calls)-1].At.Sub(calls[0].At)
	least := time.Duration((n-1)/limit.Quota) * limit.Window
	return underLimit{minted: len(vendors.Tokens()) / 2, refused: vendors.Limited(), ratio: ratio(lasted, least)}, nil
}

// cost is what a process took.
type cost struct {
	cpu    time.Duration
	memory int64 // bytes, at the most
}

var reattach = regexp.MustCompile(`TF_REATTACH_PROVIDERS='(.*)'`)

// cost plans n tokens with a provider process of our own, which tells afterwards what it used.
func (b *bench) cost(ctx context.Context, n int) (cost, error) {
	provider := exec.CommandContext(ctx, b.program, "-debug")
	provider.Env = b.environment
	output, err := provider.StdoutPipe()
	if err != nil {
		return cost{}, err
	}
	if err := provider.Start(); err != nil {
		return cost{}, err
	}
	address := ""
	for lines := bufio.NewScanner(output); address == "" && lines.Scan(); {
		if found := reattach.FindStringSubmatch(lines.Text()); found != nil {
			address = found[1]
		}
	}
	if address == "" {
		return cost{}, errors.New("the provider did not say how to attach to it")
	}
	folder, err := b.project(plural(), n)
	if err != nil {
		return cost{}, err
	}
	if _, err := b.run(ctx, folder, []string{"TF_REATTACH_PROVIDERS=" + address}, "plan"); err != nil {
		return cost{}, err
	}
	memory, err := peakMemory(provider.Process.Pid)
	if err != nil {
		return cost{}, err
	}
	if err := provider.Process.Signal(os.Interrupt); err != nil {
		return cost{}, err
	}
	if err := provider.Wait(); err != nil { // how it ends does not matter, only that it has
		log.Print(err)
	}
	state := provider.ProcessState
	return cost{cpu: state.UserTime() + state.SystemTime(), memory: memory}, nil
}

var peak = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// peakMemory is the most memory that a process has held so far, in bytes; 0 where the system does not tell. What an
// ended process reports would not do: it counts in the memory of whoever started it.
func peakMemory(process int) (int64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", process))
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	found := peak.FindSubmatch(status)
	if found == nil {
		return 0, nil
	}
	kilobytes, err := strconv.ParseInt(string(found[1]), 10, 64)
	return kilobytes << 10, err
}
