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

// beside runs a command with both vendors beside it, and gives its exit code.
func beside(server *simulator.Server, arguments []string, complaints io.Writer) int {
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, ending()...)
	command := exec.Command(arguments[0], arguments[1:]...) //nolint:noctx // It ends by its own, or by a signal.
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	command.Env = append(os.Environ(), server.Environment()...)
	if err := command.Start(); err != nil {
		say(complaints, "simulator: the command cannot be run: %s\n", err)
		if errors.Is(err, exec.ErrNotFound) || errors.Is(err, fs.ErrNotExist) {
			return notFound
		}
		return notExecutable
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	var started []int // by the command, when it was told to end
	for {
		select {
		case received := <-signals:
			if received == os.Interrupt {
				continue // In a terminal it has reached the command too, and Terraform takes two as "quit now".
			}
			started = append(started, descendants(command.Process.Pid)...)
			if command.Process.Signal(received) != nil {
				_ = command.Process.Kill() //nolint:errcheck // It is over, or Windows, which knows no such signal.
			}
		case err := <-ended:
			clearUp(started)
			return codeOf(command, err, complaints)
		}
	}
}

func codeOf(command *exec.Cmd, err error, complaints io.Writer) int {
	if command.ProcessState == nil {
		say(complaints, "simulator: %s\n", err)
		return failed
	}
	if status, ok := command.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return bySignal + int(status.Signal())
	}
	return command.ProcessState.ExitCode()
}
