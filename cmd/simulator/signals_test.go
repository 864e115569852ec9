//go:build unix

package main

import (
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// separate gives the simulator and its command a process group of their own, as a terminal does.
func separate(command *exec.Cmd) { command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

const countInterrupts = `n=0; trap 'n=$((n+1))' INT; trap 'echo $n; exit 9' TERM; echo ready; while :; do sleep 0.05; done`

func TestCtrlCReachesTheCommandOnce(t *testing.T) {
	t.Parallel()
	if signal.Ignored(os.Interrupt) {
		t.Skip("interrupts are ignored here")
	}
	r := startWithCommand(t, countInterrupts)
	r.line()
	// What a terminal does: everybody in the group is told.
	if err := syscall.Kill(-r.Process.Pid, syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	time.Sleep(300 * time.Millisecond) // two at once would be one
	if err := r.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	time.Sleep(300 * time.Millisecond)
	if err := r.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if interrupts := r.line(); interrupts != "1" {
		t.Error("interrupts that reached the command:", interrupts)
	}
	if code, stderr := r.end(t); code != 9 || !strings.Contains(stderr, "Simulator: ") {
		t.Error("exit code", code, stderr)
	}
}

func TestSIGTERMLeavesNothingRunning(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("a shell's own commands are found on Linux alone")
	}
	// The shell dies of the signal and leaves its command, which does not.
	r := startWithCommand(t, `sleep 300 & echo $!; echo $$; wait; true`)
	sleep, sh := r.line(), r.line()
	if err := r.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code, _ := r.end(t); code != 128+int(syscall.SIGTERM) {
		t.Error("exit code", code)
	}
	for _, text := range []string{sleep, sh} {
		if pid, err := strconv.Atoi(text); err != nil || alive(pid) {
			t.Error("still running:", text, err)
		}
	}
}

func TestEval(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"sh", "bash", "dash"} {
		if _, err := exec.LookPath(name); err != nil {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			summary := filepath.Join(t.TempDir(), "summary")
			script := `eval "$("$0" 2>"$1" &)"
				echo "$RTC_SIMULATOR_PID $RTC_SIMULATOR_URL"
				for name in CLOUDFLARE_API_TOKEN CLOUDFLARE_ACCOUNT_ID CLOUDFLARE_BASE_URL TELNYX_API_KEY TELNYX_BASE_URL; do
					sh -c "test -n \"\$$name\"" || echo "$name is missing"
				done
				kill -INT "$RTC_SIMULATOR_PID"; sleep 0.2
				if grep Simulator: "$1"; then echo "Ctrl-C at the prompt ends it"; fi
				kill "$RTC_SIMULATOR_PID"`
			command := exec.CommandContext(t.Context(), name, "-c", script, program, summary)
			command.WaitDelay = time.Second // an output that stays open would be waited for
			code, out, stderr := finish(t, command)
			first, rest, _ := strings.Cut(out, "\n")
			text, url, _ := strings.Cut(first, " ")
			_, err := strconv.Atoi(text)
			if code != 0 || err != nil || rest != "" || !strings.HasPrefix(url, "http://127.0.0.1:") {
				t.Fatal(code, out, stderr)
			}
			var written []byte
			for begun := time.Now(); !strings.Contains(string(written), "Simulator: 0 requests, 0 tokens, 0 joins."); {
				if written, err = os.ReadFile(filepath.Clean(summary)); err != nil || time.Since(begun) > 20*time.Second {
					t.Fatalf("no summary: %v %s", err, written)
				}
				time.Sleep(5 * time.Millisecond)
			}
			contains(t, "standard error", string(written), "The simulator listens at "+url)
		})
	}
}

func TestServesUntilInterrupted(t *testing.T) {
	t.Parallel()
	for _, each := range []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		if signal.Ignored(each) {
			continue // by this test, hence by what it starts
		}
		command := start(t, "-listen", "localhost:0")
		var stderr strings.Builder
		command.Stderr = &stderr
		out, err := command.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		printed := make([]byte, 4096)
		for n := 0; err == nil; { // to its end: standard output is closed while it listens
			var more int
			more, err = out.Read(printed[n:])
			n += more
		}
		contains(t, "the output", string(printed), "export RTC_SIMULATOR_URL='http://", "export RTC_SIMULATOR_PID='"+strconv.Itoa(command.Process.Pid)+"'")
		if err := command.Process.Signal(each); err != nil {
			t.Fatal(err)
		}
		if err := command.Wait(); err != nil {
			t.Error(each, err)
		}
		contains(t, "standard error", stderr.String(), "Simulator: 0 requests")
	}
}

func TestEndlessWorldIsRefused(t *testing.T) {
	t.Parallel()
	code, _, stderr := finish(t, start(t, "-world", "/dev/zero", "--", "true"))
	if code != badUsage {
		t.Error("exit code", code)
	}
	contains(t, "the error", stderr, "has more than 4 MiB")
}
