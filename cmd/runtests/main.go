// Runtests runs "go test" with its arguments, and prints what "go test" prints. It fails where "go test" passes although
// a test of the tree did not run, was skipped for no reason that skips.txt has, or a pattern of -run matched nothing.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
)

func main() {
	ctx, arguments := context.Background(), os.Args[1:]
	ran, err := goTest(ctx, os.Stdout, arguments)
	if err == nil {
		err = missing(ctx, arguments, ran)
	}
	if err != nil {
		if _, failed := errors.AsType[*exec.ExitError](err); !failed { // else "go test" has said why
			fmt.Println(err)
		}
		fmt.Println("FAIL")
		os.Exit(1)
	}
}

// missing is an error that says what should have run, or nil.
func missing(ctx context.Context, arguments []string, ran results) error {
	if pattern := patternOf(arguments); pattern != "" {
		return unmatched(pattern, ran)
	}
	return compare(ctx, arguments, ran)
}

// goTest runs "go test -json", prints what it would print without -json, and returns what became of each test.
func goTest(ctx context.Context, out io.Writer, arguments []string) (results, error) {
	command := exec.CommandContext(ctx, "go", append([]string{"test", "-json"}, arguments...)...)
	command.Stderr = os.Stderr
	events, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, err
	}
	ran, err := show(out, events, slices.Contains(arguments, "-v") || slices.Contains(arguments, "-v=true"))
	if waitErr := command.Wait(); err == nil {
		err = waitErr
	}
	return ran, err
}

// patternOf is the value of -run.
func patternOf(arguments []string) string {
	for i, one := range arguments {
		name, value, found := strings.Cut(strings.TrimPrefix(one, "-"), "=")
		if name = strings.TrimPrefix(name, "-"); name != "run" && name != "test.run" {
			continue
		}
		if !found && i+1 < len(arguments) {
			return arguments[i+1]
		}
		return value
	}
	return ""
}
