// Simulator simulates both vendors on this machine, while a command runs or until you interrupt it. Its tokens are valid
// nowhere else.
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

// Exit codes of the simulator. Otherwise, it passes the command's on.
const (
	failed   = 1
	badUsage = 2
)

func run(arguments []string, out *os.File, stderr io.Writer) int {
	set, err := parse(arguments)
	switch {
	case errors.Is(err, flag.ErrHelp):
		help(out)
		return 0
	case err != nil:
		printTo(stderr, "simulator: %s\nRun \"simulator -help\" to see every flag with an example.\n", err)
		return badUsage
	}
	server, err := simulator.Start(set.options)
	if err != nil {
		printTo(stderr, "%s\n", err)
		return failed
	}
	defer server.Close()
	for _, each := range set.faults {
		each.apply(server)
	}
	var code int
	if len(set.command) > 0 {
		code = runCommand(server, set.command, stderr)
	} else {
		code = serve(server, out, stderr)
	}
	server.Summary(stderr)
	return code
}

// printTo writes for people.
func printTo(out io.Writer, format string, values ...any) {
	_, _ = fmt.Fprintf(out, format, values...) //nolint:errcheck // There is nowhere else to write.
}
