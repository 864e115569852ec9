package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// Exit codes of a shell for a command that cannot be run.
const (
	notExecutable = 126
	notFound      = 127
	bySignal      = 128 // and the signal's number
)

// runCommand runs a command with the variables of both vendors, and returns its exit code.
func runCommand(server *simulator.Server, arguments []string, stderr io.Writer) int {
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, endSignals()...)
	command := exec.Command(arguments[0], arguments[1:]...) //nolint:noctx // It ends by itself, or by a signal.
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	command.Env = append(os.Environ(), server.Environment()...)
	if err := command.Start(); err != nil {
		printTo(stderr, "simulator: the command cannot be run: %s\n", err)
		if errors.Is(err, exec.ErrNotFound) || errors.Is(err, fs.ErrNotExist) {
			return notFound
		}
		return notExecutable
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	var started []int // what the command had started when it was told to end
	for {
		select {
		case received := <-signals:
			if received == os.Interrupt {
				continue // A terminal sends it to the command too, and Terraform takes two as "quit now".
			}
			started = append(started, descendants(command.Process.Pid)...)
			if command.Process.Signal(received) != nil {
				_ = command.Process.Kill() //nolint:errcheck // It has ended, or this is Windows, which has no such signal.
			}
		case err := <-ended:
			endAll(started)
			return codeOf(command, err, stderr)
		}
	}
}

func codeOf(command *exec.Cmd, err error, stderr io.Writer) int {
	if command.ProcessState == nil {
		printTo(stderr, "simulator: %s\n", err)
		return failed
	}
	if status, ok := command.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return bySignal + int(status.Signal())
	}
	return command.ProcessState.ExitCode()
}
