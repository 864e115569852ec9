// Demo creates, uses, rotates and destroys a meeting, a participant and a room on this machine. It runs Terraform or
// OpenTofu on examples/demo against the simulator, and tries every token. It exits with 1 if anything is not as the
// provider promises.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"terraform.local/rtc/terraform-provider-rtc/internal/cli"
)

func main() {
	if len(os.Args) == 3 && os.Args[1] == joinCommand {
		os.Exit(joinMain(os.Args[2]))
	}
	if len(os.Args) > 1 {
		say(os.Stderr, "Usage: demo\nRun it inside the project. It needs Go, and Terraform or OpenTofu.\n")
		os.Exit(2)
	}
	os.Exit(demoMain(newDemo(os.Stdout)))
}

func demoMain(d *demo) int {
	ctx, stop := untilInterrupted(os.Stderr)
	defer stop()
	root, err := cli.Root(ctx)
	if err == nil {
		d.example = filepath.Join(root, "examples", "demo")
		err = d.run(ctx)
	}
	return conclude(ctx, err, os.Stderr)
}

// errWrong is the end of a run that came through, but not as it should. The report has said how.
var errWrong = errors.New("something is wrong")

// conclude says how it ended, and gives the process's exit code.
func conclude(ctx context.Context, err error, out io.Writer) int {
	switch left := errors.Is(err, errLeft); {
	case err == nil:
		return 0
	case ctx.Err() != nil && !left:
		say(out, "Interrupted. Nothing is left running, and nothing is kept.\n")
		return 130 // as shells say it
	case !errors.Is(err, errWrong) || left:
		say(out, "\nThe demo failed: %s\n", err)
	}
	return 1
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
	ctx, stop := signal.NotifyContext(context.Background(), signals...)
	ended := context.AfterFunc(ctx, func() { say(out, "\nInterrupted: stopping what runs, and clearing up.\n") })
	return ctx, func() { ended(); stop() }
}

// say prints for people. Whoever does not read to the end must not end the run in its middle: errors change nothing.
func say(out io.Writer, format string, parts ...any) {
	_, _ = fmt.Fprintf(out, format, parts...) //nolint:errcheck // See above.
}
