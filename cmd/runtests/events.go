package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// event is one line of "go test -json"; see "go doc test2json".
type event struct {
	Action, Package, Test, Output string
}

// name is a test of a package. One in a test of another has a slash in it.
type name struct{ pkg, test string }

// result is what became of a test: "pass", "fail" or "skip", and what it printed where it was skipped.
type result struct{ action, output string }

type results map[name]result

// show prints events as "go test" would without -json, and returns what became of each test.
func show(out io.Writer, events io.Reader, verbose bool) (results, error) {
	ran := results{}
	printed := map[string][]event{} // by package, without what tests printed that passed
	lines := bufio.NewReader(events)
	for {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			return ran, nil
		}
		if err != nil {
			return ran, err
		}
		var one event
		if err := json.Unmarshal(line, &one); err != nil {
			return ran, fmt.Errorf("%w: %s", err, line)
		}
		switch {
		case one.Action == "build-output":
			fmt.Fprint(out, one.Output)
		case one.Action == "output" && (verbose || one.Test == "" && isSummary(one.Output)):
			fmt.Fprint(out, one.Output)
		case one.Action == "output":
			printed[one.Package] = append(printed[one.Package], one)
		case one.Test != "" && ended(one.Action):
			var output string
			if one.Action != "fail" {
				printed[one.Package], output = without(printed[one.Package], one.Test)
			}
			ran[name{one.Package, one.Test}] = result{one.Action, output}
		case one.Action == "fail":
			for _, line := range printed[one.Package] {
				if !isProgress(line.Output) {
					fmt.Fprint(out, line.Output)
				}
			}
		}
	}
}

// isSummary tells the one line that "go test" prints of a package that did not fail.
func isSummary(line string) bool {
	return strings.HasPrefix(line, "ok  \t") || strings.HasPrefix(line, "?   \t")
}

// isProgress tells the lines that "go test" prints only with -v.
func isProgress(line string) bool { return strings.HasPrefix(line, "=== ") }

func ended(action string) bool { return action == "pass" || action == "fail" || action == "skip" }

// without takes out what a test printed.
func without(printed []event, test string) (rest []event, output string) {
	for _, one := range printed {
		switch {
		case one.Test != test:
			rest = append(rest, one)
		case !isProgress(one.Output):
			output += one.Output
		}
	}
	return rest, output
}
