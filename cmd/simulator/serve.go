package main

import (
	"io"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// serve prints what a shell should set, and listens until a signal.
func serve(server *simulator.Server, out *os.File, stderr io.Writer) int {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, endSignals()...)
	for _, variable := range append(server.Environment(), "RTC_SIMULATOR_PID="+strconv.Itoa(os.Getpid())) {
		name, value, _ := strings.Cut(variable, "=")
		printTo(out, "export %s='%s'\n", name, strings.ReplaceAll(value, "'", `'\''`))
	}
	// A shell's $(…) ends when its standard output is closed.
	if err := out.Close(); err != nil {
		printTo(stderr, "simulator: standard output cannot be closed: %s\n", err)
		return failed
	}
	printTo(stderr, "The simulator listens at %s until you interrupt it or run: kill %d\n", server.URL(), os.Getpid())
	<-stop
	return 0
}

// endSignals are the signals that end the simulator. Those that it was started to ignore are not among them: a shell that
// starts it in the background has it ignore Ctrl-C, and nohup has it ignore that the terminal ends.
func endSignals() []os.Signal {
	signals := []os.Signal{syscall.SIGTERM}
	for _, each := range []os.Signal{os.Interrupt, syscall.SIGHUP} {
		if !signal.Ignored(each) {
			signals = append(signals, each)
		}
	}
	return signals
}
