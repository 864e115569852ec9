// Runtests runs "go test" with its arguments, and prints what "go test" prints. It fails where "go test" passes although
// a test of the tree did not run, was skipped for no reason that skips.txt has, or a pattern of -run matched nothing.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

func main() {
	arguments := os.Args[1:]
	ran, err := goTest(context.Background(), os.Stdout, arguments)
	var missing []string
	if pattern := patternOf(arguments); pattern != "" {
		missing = unmatched(pattern, ran)
	} else {
		var treeErr error
		if missing, treeErr = compare(context.Background(), arguments, ran); treeErr != nil {
			fmt.Fprintln(os.Stderr, treeErr)
			os.Exit(1)
		}
	}
	for _, one := range missing {
		fmt.Println(one)
	}
	if err != nil || len(missing) > 0 {
		fmt.Println("FAIL")
		os.Exit(1)
	}
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
	ran, err := show(out, events, isSet(arguments, "-v"))
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

func isSet(arguments []string, flag string) bool {
	for _, one := range arguments {
		if one == flag || one == flag+"=true" {
			return true
		}
	}
	return false
}
