// Bench measures what tokens and participants cost through the real CLI, against a simulator that takes 100 ms for each
// answer. For tokens it compares one block for each of them with one block for all, for growing numbers: it prints a
// table and draws it. Figures are worth comparing only within one run: see the ratios.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/cli"
	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

const (
	inFlight    = 64 // the provider's own default
	parallelism = 10 // the CLI's
)

func main() {
	log.SetFlags(0)
	var asked bench
	flag.StringVar(&asked.picture, "svg", "", "draw the table into this file")
	flag.IntVar(&asked.runs, "runs", 3, "how often each number is measured; the median counts")
	flag.DurationVar(&asked.latency, "latency", 100*time.Millisecond, "how long the vendor takes for an answer")
	flag.IntVar(&asked.most, "most", 2000, "the largest number of tokens in the table")
	only := flag.String("only", "", "measure one part alone: tokens (the table), limit, process or participants")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, asked, *only); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, asked bench, only string) error {
	folder, err := os.MkdirTemp("", "rtc-bench-")
	if err != nil {
		return err
	}
	defer remove(folder)
	b, err := prepare(ctx, folder, asked)
	if err != nil {
		return err
	}
	defer b.vendors.Close()

	parts := []struct {
		name    string
		measure func(context.Context) error
	}{{"tokens", b.tokens}, {"limit", b.limit}, {"process", b.process}, {"participants", b.participants}}
	fmt.Printf("%s, answers after %s, at most %d calls in flight, median of %d runs (beyond %d tokens, one run)\n\n",
		b.describe(ctx), b.latency, inFlight, b.runs, patience)
	measured := false
	for _, part := range parts {
		if only == "" || only == part.name {
			measured = true
			if err := part.measure(ctx); err != nil {
				return err
			}
		}
	}
	if !measured {
		return fmt.Errorf("there is no part %q", only)
	}
	return nil
}

// bench is what all measurements share.
type bench struct {
	picture                      string
	runs, most                   int
	latency                      time.Duration
	cli, config, program, folder string
	vendors                      *simulator.Server
	environment                  []string
}

func prepare(ctx context.Context, folder string, b bench) (*bench, error) {
	if err := cli.Build(ctx, folder); err != nil {
		return nil, err
	}
	config, err := cli.WriteConfig(folder, folder)
	if err != nil {
		return nil, err
	}
	path, err := cli.Find(ctx, folder)
	if err != nil {
		return nil, err
	}
	// The vendor's arithmetic is not what is measured here.
	vendors, err := simulator.Start(simulator.Options{Latency: b.latency, LightSignatures: true}) //nolint:contextcheck // It ends by Close.
	if err != nil {
		return nil, err
	}
	b.cli, b.config, b.folder, b.vendors = path, config, folder, vendors
	b.program = filepath.Join(folder, "terraform-provider-rtc")
	b.environment = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + folder, "CHECKPOINT_DISABLE=1", "TF_CLI_CONFIG_FILE=" + config,
		"TELNYX_API_KEY=" + simulator.TelnyxAPIKey, "TELNYX_BASE_URL=" + vendors.TelnyxURL(),
		"CLOUDFLARE_API_TOKEN=" + simulator.CloudflareAPIToken, "CLOUDFLARE_ACCOUNT_ID=" + simulator.AccountID,
		"CLOUDFLARE_BASE_URL=" + vendors.CloudflareURL(),
	}
	return &b, nil
}

func (b *bench) describe(ctx context.Context) string {
	version, err := cli.Version(ctx, b.cli)
	if err != nil {
		return cli.Product(b.cli)
	}
	return fmt.Sprintf("%s %s", cli.Product(b.cli), version)
}

func remove(folder string) {
	if err := os.RemoveAll(folder); err != nil {
		log.Print(err)
	}
}
