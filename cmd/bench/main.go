// Bench measures what tokens cost through the real CLI: one block for each of them beside one block for all, for
// growing numbers, against a simulator that takes 100 ms for each answer. It prints a table and draws it. Figures are
// worth comparing only within one run: see the ratios.
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

// inFlight is the provider's own default.
const inFlight = 64

func main() {
	log.SetFlags(0)
	picture := flag.String("svg", "", "draw the table into this file")
	runs := flag.Int("runs", 3, "how often each number is measured; the median counts")
	latency := flag.Duration("latency", 100*time.Millisecond, "how long the vendor takes for an answer")
	most := flag.Int("most", 2000, "the largest number of tokens")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *picture, *runs, *latency, *most); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, picture string, runs int, latency time.Duration, most int) error {
	folder, err := os.MkdirTemp("", "rtc-bench-")
	if err != nil {
		return err
	}
	defer remove(folder)
	b, err := prepare(ctx, folder, latency)
	if err != nil {
		return err
	}
	defer b.vendors.Close()

	fmt.Printf("%s, answers after %s, at most %d calls in flight, median of %d runs (beyond %d tokens, one run)\n\n",
		b.describe(ctx), latency, inFlight, runs, patience)
	rows, err := b.table(ctx, runs, most)
	if err != nil {
		return err
	}
	if err := b.aims(ctx, rows, latency); err != nil {
		return err
	}
	if picture == "" {
		return nil
	}
	return os.WriteFile(picture, draw(rows), 0o600)
}

// bench is what all measurements share.
type bench struct {
	cli, config, program, folder string
	vendors                      *simulator.Server
	environment                  []string
}

func prepare(ctx context.Context, folder string, latency time.Duration) (*bench, error) {
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
	vendors, err := simulator.Start(simulator.Options{Latency: latency, LightSignatures: true}) //nolint:contextcheck // It ends by Close.
	if err != nil {
		return nil, err
	}
	b := &bench{cli: path, config: config, folder: folder, vendors: vendors, program: filepath.Join(folder, "terraform-provider-rtc")}
	b.environment = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + folder, "CHECKPOINT_DISABLE=1", "TF_CLI_CONFIG_FILE=" + config,
		"TELNYX_API_KEY=" + simulator.TelnyxAPIKey, "TELNYX_BASE_URL=" + vendors.TelnyxURL(),
	}
	return b, nil
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
