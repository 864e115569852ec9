package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// program is the built binary: what is tested is what people run.
//
//nolint:gochecknoglobals // Set once, before any test.
var program string

func TestMain(m *testing.M) { os.Exit(withProgram(m)) }

func withProgram(m *testing.M) int {
	folder, err := os.MkdirTemp("", "simulator")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder) //nolint:errcheck // The system clears its temporary folder.
	program = filepath.Join(folder, "simulator.exe")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil { //nolint:noctx // It ends.
		panic(string(out))
	}
	return m.Run()
}

// start gives a command that has a minute.
func start(t *testing.T, arguments ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	return exec.CommandContext(ctx, program, arguments...)
}

// shell skips where there is none: what a test does in it is for Unix.
func shell(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("there is no sh")
	}
}

// finish runs a command to its end.
func finish(t *testing.T, command *exec.Cmd) (code int, out, stderr string) {
	t.Helper()
	var output, failures bytes.Buffer
	command.Stdout, command.Stderr = &output, &failures
	err := command.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return command.ProcessState.ExitCode(), output.String(), failures.String()
}

func contains(t *testing.T, what, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%s lacks %q:\n%s", what, part, text)
		}
	}
}

// running is a simulator with a command that waits for the end of its standard input.
type running struct {
	*exec.Cmd
	env    map[string]string
	stderr bytes.Buffer
	lines  *bufio.Scanner
	stdin  io.WriteCloser
}

// startWithCommand starts a simulator whose command is a shell that prints its environment, and then runs the script.
func startWithCommand(t *testing.T, script string, flags ...string) *running {
	t.Helper()
	shell(t)
	r := &running{Cmd: start(t, append(flags, "--", "sh", "-c", `env; echo; `+script)...), env: map[string]string{}}
	r.Stderr = &r.stderr
	out, err := r.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if r.stdin, err = r.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	separate(r.Cmd)
	if err := r.Start(); err != nil {
		t.Fatal(err)
	}
	r.lines = bufio.NewScanner(out)
	for r.lines.Scan() && r.lines.Text() != "" {
		name, value, _ := strings.Cut(r.lines.Text(), "=")
		r.env[name] = value
	}
	return r
}

// line is the next that the script prints.
func (r *running) line() string {
	r.lines.Scan()
	return r.lines.Text()
}

func (r *running) end(t *testing.T) (code int, stderr string) {
	t.Helper()
	if err := r.stdin.Close(); err != nil {
		t.Error(err)
	}
	for r.lines.Scan() {
	}
	if exit := (*exec.ExitError)(nil); !errors.As(r.Wait(), &exit) && r.ProcessState == nil {
		t.Fatal("it did not end")
	}
	return r.ProcessState.ExitCode(), r.stderr.String()
}

// call sends a request with the key of the vendor, or with a token.
func (r *running) call(t *testing.T, method, url, bearer string) (status int, answer string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+bearer)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(text)
}

func (r *running) meeting() string {
	return r.env["CLOUDFLARE_BASE_URL"] + "/accounts/" + r.env["CLOUDFLARE_ACCOUNT_ID"] + "/realtime/kit/" +
		simulator.AppID + "/meetings/" + simulator.MeetingID
}

func (r *running) mint(t *testing.T) (status int, token string) {
	t.Helper()
	status, answer := r.call(t, "POST", r.meeting()+"/participants/"+simulator.ParticipantID+"/token", r.env["CLOUDFLARE_API_TOKEN"])
	_, token, _ = strings.Cut(answer, `"token":"`)
	token, _, _ = strings.Cut(token, `"`)
	return status, token
}
