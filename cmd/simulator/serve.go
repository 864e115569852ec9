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

// serve prints what a shell is to set, and listens until a signal.
func serve(server *simulator.Server, out *os.File, complaints io.Writer) int {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, ending()...)
	for _, variable := range append(server.Environment(), "RTC_SIMULATOR_PID="+strconv.Itoa(os.Getpid())) {
		name, value, _ := strings.Cut(variable, "=")
		say(out, "export %s='%s'\n", name, strings.ReplaceAll(value, "'", `'\''`))
	}
	// A shell's $(…) ends when nobody has its standard output open any more.
	if err := out.Close(); err != nil {
		say(complaints, "simulator: standard output cannot be closed: %s\n", err)
		return failed
	}
	say(complaints, "The simulator listens at %s until you interrupt it or run: kill %d\n", server.URL(), os.Getpid())
	<-stop
	return 0
}

// ending are the signals that end the simulator, save those that whoever started it has it ignore: a shell that starts
// it in the background keeps Ctrl-C from it, and nohup keeps the terminal's end.
func ending() []os.Signal {
	signals := []os.Signal{syscall.SIGTERM}
	for _, each := range []os.Signal{os.Interrupt, syscall.SIGHUP} {
		if !signal.Ignored(each) {
			signals = append(signals, each)
		}
	}
	return signals
}
