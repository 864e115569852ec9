package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/signal"
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

// stillRunning is what goes on running. An interrupted CLI does not wait for what a provisioner's shell has started: that
// ends by itself, since the simulator is gone.
func (p *process) stillRunning(t *testing.T) []string {
	t.Helper()
	running := p.running(t)
	for wait := 0; running != nil && wait < 50; wait++ {
		time.Sleep(100 * time.Millisecond)
		running = p.running(t)
	}
	return running
}

// interruption is a signal, and when it comes: when the output says so, or a request is not answered. Nobody reads the output
// of one that has to say nothing.
type interruption struct {
	signal  syscall.Signal
	says    string
	hanging simulator.Operation
}

const building = "\nBuild "

// process makes a process that hangs there, and builds the provider where that is interrupted.
func (i interruption) process(t *testing.T) *process {
	t.Helper()
	variables := []string{hanging + "=" + string(i.hanging)}
	if i.says == building || i.says == "CLI " {
		variables = append(variables, builtProvider+"=")
	}
	p := newProcess(t, variables...)
	if i.says == "" {
		p.Stdout = unreadPipe(t)
	}
	return p
}

func interruptions() map[string]interruption {
	return map[string]interruption{
		"at the start":       {syscall.SIGINT, "CLI ", ""},
		"while building":     {syscall.SIGTERM, building, ""},
		"as the plan begins": {syscall.SIGTERM, "\nPlan ", ""},
		"while the plan's provider waits for a vendor":  {syscall.SIGINT, "\nRotate ", simulator.GetMeeting},
		"as the apply begins":                           {syscall.SIGINT, "\nApply ", ""},
		"while the apply's provider waits for a vendor": {syscall.SIGTERM, "\nApply ", simulator.CreateRoomClientToken},
		"while rotating":                                {syscall.SIGINT, "\nRotate ", simulator.DeleteMeetingParticipant},
		"while destroying, over a closed terminal":      {syscall.SIGHUP, "", simulator.DeleteRoom},
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
			if signal.Ignored(c.signal) {
				t.Skip("ignored by this test, hence by what it starts")
			}
			p := c.process(t)
			p.interrupt(t, c.signal, func() bool {
				return strings.Contains(p.stdout.String(), c.says) &&
					(c.hanging == "" || strings.Contains(p.stderr.String(), "request: "+string(c.hanging)+"\n"))
			})
			// On a busy machine the signal may come when all is done; then too nothing may be left.
			late := p.ProcessState.Success() && strings.Contains(p.stdout.String(), "Searched for")
			if code := p.ProcessState.ExitCode(); code != 130 && !late {
				t.Errorf("ended with %d\n%s%s", code, &p.stdout, &p.stderr)
			}
			if left := p.left(t); left != "" {
				t.Errorf("left behind: %s", left)
			}
			if running := p.stillRunning(t); running != nil {
				t.Errorf("left running: %q", running)
			}
		})
	}
}

// interrupt starts the process, sends it a signal at the moment, and waits for its end.
func (p *process) interrupt(t *testing.T, with os.Signal, moment func() bool) {
	t.Helper()
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	until(t, "the moment", moment)
	began := time.Now()
	if err := p.Process.Signal(with); err != nil {
		t.Fatal(err)
	}
	if err := p.Wait(); err != nil && p.ProcessState == nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("took %s to end", took)
	}
}

// unreadPipe is what a process writes to whose terminal is closed, or whose reader has left.
func unreadPipe(t *testing.T) *os.File {
	t.Helper()
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = writer.Close() }) //nolint:errcheck // Nobody reads it.
	return writer
}

// A reader that leaves, as `demo | head -1` has one, does not stop the demo in the middle.
func TestReaderThatLeaves(t *testing.T) {
	t.Parallel()
	p := newProcess(t)
	p.Stdout = unreadPipe(t)
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
