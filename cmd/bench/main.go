// Bench prints what many tokens cost through the real CLI: a block for each token beside one block for all, against a
// simulator that answers after 100 ms. Compare figures only within one run: see the ratios.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"slices"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// latency is how long the simulator takes to answer.
const latency = 100 * time.Millisecond

func main() {
	log.SetFlags(0)
	runs := flag.Int("runs", 3, "how often each number up to 500 is measured; the table has the median")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *runs); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, runs int) error {
	folder, err := os.MkdirTemp("", "rtc-bench-")
	if err != nil {
		return err
	}
	defer remove(folder)
	b, err := prepare(ctx, folder, simulator.Options{Latency: latency, LightSignatures: true})
	if err != nil {
		return err
	}
	defer b.vendors.Close()
	fmt.Printf("%s, responses after %s, median of %d runs (2,000 tokens: one run)\n\n", b.cli, latency, runs)
	fmt.Println("| Tokens | `for_each`: plan | apply | One block: plan | apply | Ratio: plan | apply |")
	fmt.Println("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
	for _, tokens := range []int{1, 10, 100, 500, 2000} {
		if tokens > 500 {
			runs = 1 // for_each takes minutes by then
		}
		if err := b.printRow(ctx, tokens, runs); err != nil {
			return err
		}
	}
	return nil
}

// printRow measures both configurations in turn, so that other load on the machine slows both.
func (b *bench) printRow(ctx context.Context, tokens, runs int) error {
	var singles, plurals []duration
	for range runs {
		single, err := b.measure(ctx, single, tokens)
		if err != nil {
			return err
		}
		plural, err := b.measure(ctx, plural, tokens)
		if err != nil {
			return err
		}
		singles, plurals = append(singles, single), append(plurals, plural)
	}
	single, plural := median(singles), median(plurals)
	_, err := fmt.Printf("| %d | %.2f s | %.2f s | %.2f s | %.2f s | %.1f | %.1f |\n", tokens,
		single.plan.Seconds(), single.apply.Seconds(), plural.plan.Seconds(), plural.apply.Seconds(),
		single.plan.Seconds()/plural.plan.Seconds(), single.apply.Seconds()/plural.apply.Seconds())
	return err
}

// duration is how long a plan took, and the apply of that plan.
type duration struct{ plan, apply time.Duration }

// median takes plan and apply separately.
func median(all []duration) duration {
	var plans, applies []time.Duration
	for _, one := range all {
		plans, applies = append(plans, one.plan), append(applies, one.apply)
	}
	slices.Sort(plans)
	slices.Sort(applies)
	return duration{plans[len(plans)/2], applies[len(applies)/2]}
}
