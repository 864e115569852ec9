package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// until waits for something to become so.
func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for start := time.Now(); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Since(start) > 30*time.Second {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// running lists the processes that the demo has started, itself included: all inherit its temporary folder's name.
func (p *process) running(t *testing.T) []string {
	t.Helper()
	environments, err := filepath.Glob("/proc/[0-9]*/environ")
	if err != nil || environments == nil {
		t.Skip("without /proc it cannot be told what is left running")
	}
	var found []string
	for _, file := range environments {
		environment, err := os.ReadFile(file) //nolint:gosec // It is one of /proc.
		if err != nil || !bytes.Contains(environment, []byte(p.temp)) {
			continue // of somebody else, or gone meanwhile
		}
		if arguments, err := os.ReadFile(filepath.Join(filepath.Dir(file), "cmdline")); err == nil && len(arguments) > 0 {
			found = append(found, strings.ReplaceAll(string(arguments), "\x00", " "))
		}
	}
	return found
}

// interruption is a signal, and when it comes.
type interruption struct {
	signal syscall.Signal
	moment func(*process, *simulator.Server) bool
}

func interruptions() map[string]interruption {
	step := func(name string) func(*process, *simulator.Server) bool {
		return func(p *process, _ *simulator.Server) bool { return strings.Contains(p.stdout.String(), name) }
	}
	hanging := func(server *simulator.Server, after int) bool {
		if len(server.Tokens()) == after {
			server.FailAlways(simulator.AnyOperation, simulator.Fault{Ending: simulator.Hang})
		}
		return server.Calls(simulator.AnyOperation) > after
	}
	return map[string]interruption{
		"at the start":        {syscall.SIGINT, step("CLI ")},
		"while building":      {syscall.SIGTERM, step("building")},
		"as the plan begins":  {syscall.SIGTERM, step("plan, ")},
		"as the apply begins": {syscall.SIGINT, step("apply ")},
		"while the plan's provider waits for a vendor": {syscall.SIGINT, func(_ *process, server *simulator.Server) bool {
			return hanging(server, 0)
		}},
		"while the apply's provider waits for a vendor": {syscall.SIGTERM, func(p *process, server *simulator.Server) bool {
			return step("apply ")(p, server) && hanging(server, 4)
		}},
		"while searching, over a closed terminal": {syscall.SIGHUP, step("search ")},
	}
}

// An interrupt ends the demo at once, at whatever step, and leaves neither processes nor files.
func TestInterruptLeavesNothing(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("no signals to send")
	}
	for name, c := range interruptions() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := start(t)
			p := newDemoProcess(t, "-live")
			p.set(liveEnvironment(server)...)
			p.interrupt(t, c.signal, func() bool { return c.moment(p, server) })
			// On a busy machine the signal may come when all is done; then too nothing may be left.
			late := p.ProcessState.Success() && strings.Contains(p.stdout.String(), "Searched for")
			if code := p.ProcessState.ExitCode(); code != 130 && !late {
				t.Errorf("ended with %d\n%s%s", code, &p.stdout, &p.stderr)
			}
			if left := p.left(t); left != "" {
				t.Errorf("left behind: %s", left)
			}
			if running := p.running(t); running != nil {
				t.Errorf("left running: %q", running)
			}
		})
	}
}

// interrupt starts the process, sends it a signal at the moment, and waits for its end.
func (p *process) interrupt(t *testing.T, signal os.Signal, moment func() bool) {
	t.Helper()
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	until(t, "the moment", moment)
	began := time.Now()
	if err := p.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
	if err := p.Wait(); err != nil && p.ProcessState == nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("took %s to end", took)
	}
}

// A reader that leaves, as `demo | head -1` has one, does not stop the demo in the middle.
func TestReaderThatLeaves(t *testing.T) {
	t.Parallel()
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = writer.Close() }) //nolint:errcheck // Nobody reads it.
	p := newDemoProcess(t)
	p.Stdout = writer
	if code := p.code(t); code != 0 {
		t.Errorf("ended with %d\n%s", code, &p.stderr)
	}
	if left := p.left(t); left != "" {
		t.Errorf("left behind: %s", left)
	}
}

func TestConclusion(t *testing.T) {
	t.Parallel()
	interrupted, cancel := context.WithCancel(t.Context())
	cancel()
	failure := errors.New("no space left")
	for name, c := range map[string]struct {
		ctx  context.Context //nolint:containedctx // It is what is tested.
		err  error
		code int
		said string
	}{
		"well":                       {t.Context(), nil, 0, ""},
		"wrong":                      {t.Context(), errWrong, 1, ""},
		"failed":                     {t.Context(), failure, 1, "no space left"},
		"interrupted":                {interrupted, context.Canceled, 130, "Interrupted"},
		"interrupted after all":      {interrupted, nil, 0, ""},
		"wrong, and cannot clear up": {t.Context(), errors.Join(errWrong, errLeft), 1, errLeft.Error()},
		"interrupted, and the same":  {interrupted, errors.Join(context.Canceled, errLeft), 1, errLeft.Error()},
	} {
		var out strings.Builder
		if code := conclude(c.ctx, c.err, &out); code != c.code || !strings.Contains(out.String(), c.said) {
			t.Errorf("%s: %d, %q", name, code, out.String())
		}
	}
}

// SIGTERM ends `go run`, which does not pass it on. The demo notices that it is alone.
func TestGoRunStopped(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("no signals to send")
	}
	server := start(t)
	server.FailAlways(simulator.AnyOperation, simulator.Fault{Ending: simulator.Hang})
	p := newProcess(t, "go", "run", ".", "-live")
	p.set(liveEnvironment(server)...)
	// The demo inherits its output from go run; with pipes, waiting for the latter would be waiting for both.
	p.Stdout, p.Stderr = nil, nil
	p.interrupt(t, syscall.SIGTERM, func() bool { return server.Calls(simulator.AnyOperation) > 0 })
	until(t, "the demo to end", func() bool { return p.running(t) == nil })
	if left := p.left(t); strings.Contains(left, "rtc-demo") {
		t.Errorf("left behind: %s", left)
	}
}

func TestGoRunIsRecognized(t *testing.T) {
	t.Parallel()
	for program, want := range map[string]bool{
		"/tmp/go-build44049402/b001/exe/demo":                                    true,
		"/home/me/.cache/go-build/60/6049" + strings.Repeat("0", 60) + "-d/demo": true,
		"/elsewhere/60/6049" + strings.Repeat("0", 60) + "-d/demo":               true,
		"/usr/local/bin/demo":  false,
		"/home/me/demo-d/demo": false,
	} {
		if got := byGoRun(program); got != want {
			t.Errorf("%s: %t", program, got)
		}
	}
}
