// Simulator runs both vendors on this machine: beside a command that you name, or until you interrupt it. Nothing that
// it issues opens anything outside.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// Exit codes of our own; otherwise it is the command's.
const (
	failed   = 1
	badUsage = 2
)

func run(arguments []string, out *os.File, complaints io.Writer) int {
	set, err := parse(arguments)
	switch {
	case errors.Is(err, flag.ErrHelp):
		help(out)
		return 0
	case err != nil:
		say(complaints, "simulator: %s\nRun \"simulator -help\" to see every flag with an example.\n", err)
		return badUsage
	}
	server, err := simulator.Start(set.options)
	if err != nil {
		say(complaints, "%s\n", err)
		return failed
	}
	defer server.Close()
	for _, each := range set.faults {
		each.order(server)
	}
	var code int
	if len(set.command) > 0 {
		code = beside(server, set.command, complaints)
	} else {
		code = serve(server, out, complaints)
	}
	server.Summary(complaints)
	return code
}

// say writes for people; nobody is left to tell when that fails.
func say(out io.Writer, format string, values ...any) {
	_, _ = fmt.Fprintf(out, format, values...) //nolint:errcheck // As above.
}
