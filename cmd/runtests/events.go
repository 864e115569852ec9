package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
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
	s := screen{out: out, verbose: verbose, held: map[string][]event{}, ran: results{}}
	lines := bufio.NewReader(events)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return s.ran, err
		}
		var one event
		if err := json.Unmarshal(line, &one); err != nil {
			return s.ran, fmt.Errorf("%w: %s", err, line)
		}
		if err := s.take(one); err != nil {
			return s.ran, err
		}
	}
}

// screen is what people see of a run. What tests print is held until they fail, or their package does.
type screen struct {
	out     io.Writer
	verbose bool
	held    map[string][]event // by package
	ran     results
}

func (s *screen) take(one event) error {
	switch {
	case one.Action == "build-output", one.Action == "output" && (s.verbose || one.Test == "" && isSummary(one.Output)):
		return s.print(one.Output)
	case one.Action == "output":
		s.held[one.Package] = append(s.held[one.Package], one)
	case one.Test != "" && slices.Contains([]string{"pass", "fail", "skip"}, one.Action):
		var output string
		if one.Action != "fail" {
			s.held[one.Package], output = without(s.held[one.Package], one.Test)
		}
		s.ran[name{one.Package, one.Test}] = result{one.Action, output}
	case one.Action == "fail":
		for _, held := range s.held[one.Package] {
			if isProgress(held.Output) {
				continue
			}
			if err := s.print(held.Output); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *screen) print(text string) error {
	_, err := io.WriteString(s.out, text)
	return err
}

// isSummary tells the one line that "go test" prints of a package that did not fail.
func isSummary(line string) bool {
	return strings.HasPrefix(line, "ok  \t") || strings.HasPrefix(line, "?   \t")
}

// isProgress tells the lines that "go test" prints only with -v.
func isProgress(line string) bool { return strings.HasPrefix(line, "=== ") }

// without takes out what a test printed.
func without(held []event, test string) (rest []event, output string) {
	for _, one := range held {
		switch {
		case one.Test != test:
			rest = append(rest, one)
		case !isProgress(one.Output):
			output += one.Output
		}
	}
	return rest, output
}
