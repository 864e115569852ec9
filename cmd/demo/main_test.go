package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/cli"
	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

const (
	// asDemo makes the test program be the demo, so that tests can run the demo as a process of its own.
	asDemo = "RTC_DEMO_TEST_AS_DEMO"
	// hanging is an operation that is never answered there, which the process then reports.
	hanging = "RTC_DEMO_TEST_HANGING"
	// builtProvider names the folder with the provider's program, compiled once for the tests. Without it, a demo builds its own.
	builtProvider = "RTC_DEMO_TEST_PROVIDER"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == joinCommand {
		main()
	}
	if os.Getenv(asDemo) != "" {
		d := newDemo(os.Stdout)
		d.provider = os.Getenv(builtProvider)
		d.started = func(server *simulator.Server) {
			server.FailAlways(simulator.Operation(os.Getenv(hanging)), simulator.Fault{Ending: simulator.Hang})
			server.OnCall(func(op simulator.Operation) { say(os.Stderr, "request: %s\n", op) })
		}
		os.Exit(demoMain(d))
	}
	code, err := withProvider(m.Run)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func withProvider(run func() int) (code int, err error) {
	folder, err := os.MkdirTemp("", "demo-test-provider-")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	if err := cli.Build(context.Background(), folder); err != nil {
		return 0, err
	}
	if err := os.Setenv(builtProvider, folder); err != nil {
		return 0, err
	}
	return run(), nil
}

// root is the project's folder.
func root(t *testing.T) string {
	t.Helper()
	folder, err := cli.Root(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

// tryDemo runs the demo inside the test, on the example as somebody might have changed it.
func tryDemo(t *testing.T, change func(example string) string, started func(*simulator.Server)) (string, error) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root(t), "examples", "demo", "main.tf"))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	d := newDemo(&out)
	d.example, d.provider = t.TempDir(), os.Getenv(builtProvider)
	if started != nil {
		d.started = started
	}
	if change != nil {
		changed := change(string(text))
		if changed == string(text) {
			t.Fatal("the example is as it was")
		}
		text = []byte(changed)
	}
	if err := os.WriteFile(filepath.Join(d.example, "main.tf"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	err = d.run(t.Context())
	return out.String(), err
}

// process is the demo as people start it, in an environment of its own.
type process struct {
	*exec.Cmd
	temp           string // all its temporary files
	stdout, stderr output
}

// output is a buffer that can be read while a process writes.
type output struct {
	mu   sync.Mutex
	text strings.Builder
}

func (o *output) Write(text []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(text)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

func newProcess(t *testing.T, variables ...string) *process {
	t.Helper()
	// Not t.TempDir: a plugin's socket lies in it, whose path may have a hundred bytes, and a test's name is long.
	temp, err := os.MkdirTemp("", "demo-test-") //nolint:usetesting // See above.
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(temp) }) //nolint:errcheck // The test has judged what is left.
	p := &process{Cmd: exec.CommandContext(t.Context(), os.Args[0]), temp: temp}
	p.Env = append(os.Environ(), append(variables, asDemo+"=1", "TMPDIR="+p.temp)...)
	p.Stdout, p.Stderr = &p.stdout, &p.stderr
	return p
}

// code is what the process ended with.
func (p *process) code(t *testing.T) int {
	t.Helper()
	err := p.Run()
	if _, ended := errors.AsType[*exec.ExitError](err); err != nil && !ended {
		t.Fatal(err)
	}
	return p.ProcessState.ExitCode()
}

// left is what lies about in the process's temporary folder.
func (p *process) left(t *testing.T) string {
	t.Helper()
	entries, err := os.ReadDir(p.temp)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return strings.Join(names, " ")
}
