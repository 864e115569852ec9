package main

import (
	"bytes"
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
		environment, err := os.ReadFile(file)
		if err != nil || !bytes.Contains(environment, []byte(p.temp)) {
			continue // of somebody else, or gone meanwhile
		}
		if arguments, err := os.ReadFile(filepath.Join(filepath.Dir(file), "cmdline")); err == nil && len(arguments) > 0 {
			found = append(found, strings.ReplaceAll(string(arguments), "\x00", " "))
		}
	}
	return found
}

// An interrupt ends the demo at once, at whatever step, and leaves neither processes nor files.
func TestInterruptLeavesNothing(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("no signals to send")
	}
	step := func(name string) func(*testing.T, *process, *simulator.Server) {
		return func(t *testing.T, p *process, _ *simulator.Server) {
			until(t, name, func() bool { return strings.Contains(p.stdout.String(), name) })
		}
	}
	for name, c := range map[string]struct {
		signal syscall.Signal
		wait   func(*testing.T, *process, *simulator.Server)
	}{
		"at the start":        {syscall.SIGINT, step("CLI ")},
		"while building":      {syscall.SIGTERM, step("building")},
		"as the plan begins":  {syscall.SIGTERM, step("plan, ")},
		"as the apply begins": {syscall.SIGINT, step("apply ")},
		"while the provider of the plan waits for a vendor": {syscall.SIGINT, func(t *testing.T, _ *process, server *simulator.Server) {
			server.FailAlways(simulator.AnyOperation, simulator.Fault{Ending: simulator.Hang})
			until(t, "a call", func() bool { return server.Calls(simulator.AnyOperation) > 0 })
		}},
		"while the provider of the apply waits for a vendor": {syscall.SIGTERM, func(t *testing.T, _ *process, server *simulator.Server) {
			until(t, "the plan's tokens", func() bool { return len(server.Tokens()) == 4 })
			server.FailAlways(simulator.AnyOperation, simulator.Fault{Ending: simulator.Hang})
			until(t, "a call", func() bool { return server.Calls(simulator.AnyOperation) > 3 })
		}},
		"while searching, over a closed terminal": {syscall.SIGHUP, step("search ")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := start(t)
			p := newDemoProcess(t, "-live")
			p.set(liveEnvironment(server)...)
			if err := p.Start(); err != nil {
				t.Fatal(err)
			}
			c.wait(t, p, server)
			began := time.Now()
			if err := p.Process.Signal(c.signal); err != nil {
				t.Fatal(err)
			}
			if err := p.Wait(); err == nil || p.ProcessState.ExitCode() != 130 {
				t.Errorf("ended with %v\n%s%s", err, &p.stdout, &p.stderr)
			}
			if took := time.Since(began); took > 10*time.Second {
				t.Errorf("took %s to end", took)
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
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	until(t, "a call", func() bool { return server.Calls(simulator.AnyOperation) > 0 })
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := p.Wait(); err == nil {
		t.Error("go run was not stopped")
	}
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
