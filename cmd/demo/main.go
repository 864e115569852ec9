// Demo mints every token in a real run of Terraform or OpenTofu on examples/demo and uses it: against a simulator of
// both vendors, or with -live against the vendors themselves. It shows what was minted, who joined which room, how many
// calls plan and apply made, and that no ephemeral token was kept. It ends with 1 if anything of that is wrong.
package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"os/signal"
	"syscall"

	"terraform.local/rtc/terraform-provider-rtc/internal/cli"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == joinCommand {
		os.Exit(joinMain(os.Args[2:]))
	}
	live := flag.Bool("live", false, "mint from the real vendors instead of the simulator; "+
		"leaves tokens behind that nobody can revoke one by one")
	flag.Usage = func() { usage(flag.CommandLine.Output()) }
	flag.Parse()
	if flag.NArg() > 0 {
		usage(os.Stderr)
		os.Exit(2)
	}
	ctx, stop := untilInterrupted(os.Stderr)
	code := demoMain(ctx, *live)
	stop()
	os.Exit(code)
}

func demoMain(ctx context.Context, live bool) int {
	root, err := cli.Root(ctx)
	if err == nil {
		d := &demo{example: exampleIn(root), live: live, getenv: os.Getenv, out: os.Stdout}
		err = d.run(ctx)
	}
	return conclude(ctx, err, os.Stderr)
}

// conclude says how it ended, unless the report has, and gives the process's exit code.
func conclude(ctx context.Context, err error, out io.Writer) int {
	switch {
	case errors.Is(err, errLeft):
		say(out, "\n%s\n", err)
		return 1
	case ctx.Err() != nil && err != nil:
		say(out, "Interrupted. Nothing is left running, and nothing is kept.\n")
		return 130 // as shells say it
	case errors.Is(err, errWrong):
		return 1
	case err != nil:
		say(out, "\nThe demo failed: %s\n", err)
		return 1
	}
	return 0
}

func usage(out io.Writer) {
	say(out, "Usage: demo [-live]\n")
	say(out, "Runs examples/demo with the provider built from here, and shows what came of it.\n")
	flag.CommandLine.SetOutput(out)
	flag.PrintDefaults()
	say(out, "\nA live run needs these environment variables:\n")
	for _, variable := range liveVariables() {
		say(out, "  %-24s %s\n", variable.name, variable.meaning)
	}
}

// untilInterrupted gives a context that ends with the first signal to stop. Later ones change nothing: what is to be
// cleared up is cleared up.
func untilInterrupted(out io.Writer) (context.Context, func()) {
	// A reader that leaves, as `head` does, must not end the demo in the middle: with a handler, writing only fails.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	signals := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // which nohup has ignored
		signals = append(signals, syscall.SIGHUP)
	}
	received := make(chan os.Signal, 1)
	signal.Notify(received, signals...)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		select {
		case <-received:
		case <-orphaned(ctx):
		case <-ctx.Done():
			return
		}
		say(out, "\nInterrupted: stopping what runs, and clearing up.\n")
		cancel()
	}()
	return ctx, cancel
}
