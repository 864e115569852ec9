package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// goPackage is what "go list -json" says of a package.
type goPackage struct {
	Dir, ImportPath string
	Module          struct{ Path string }

	TestGoFiles, XTestGoFiles []string
	IgnoredGoFiles            []string // of other systems
}

// compare names what did not run of the tests that the source files have, or was skipped without a reason in skips.txt.
// It does not ask "go test -list", which knows neither files for other systems nor packages that lost their tests.
func compare(ctx context.Context, arguments []string, ran results) error {
	packages, err := list(ctx, arguments)
	if err != nil {
		return err
	}
	at, err := currentPlace(ctx)
	if err != nil {
		return err
	}
	skips, err := parseSkips(skipsText)
	if err != nil {
		return err
	}
	var missing []error
	for _, one := range packages {
		tests, err := one.tests()
		if err != nil {
			return err
		}
		missing = append(missing, skips.judge(one.path(), tests, ran.of(one.ImportPath), at)...)
	}
	return errors.Join(missing...)
}

// list describes the packages that the arguments name: those that begin with a dot.
func list(ctx context.Context, arguments []string) ([]goPackage, error) {
	patterns := slices.DeleteFunc(slices.Clone(arguments), func(one string) bool { return !strings.HasPrefix(one, ".") })
	command := exec.CommandContext(ctx, "go", append([]string{"list", "-json"}, patterns...)...)
	command.Stderr = os.Stderr
	output, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var packages []goPackage
	for decoder := json.NewDecoder(strings.NewReader(string(output))); ; {
		var one goPackage
		if err := decoder.Decode(&one); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, err
		}
		packages = append(packages, one)
	}
}

// path is the package's folder in the project.
func (p goPackage) path() string {
	if p.ImportPath == p.Module.Path {
		return "."
	}
	return strings.TrimPrefix(p.ImportPath, p.Module.Path+"/")
}

var declaration = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)[A-Z0-9_]\w*)\(`)

// tests are the names of all tests in the package's source files.
func (p goPackage) tests() ([]string, error) {
	var names []string
	for _, file := range slices.Concat(p.TestGoFiles, p.XTestGoFiles, p.IgnoredGoFiles) {
		if !strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(p.Dir, file)) //nolint:gosec // go list says where it is.
		if err != nil {
			return nil, err
		}
		for _, found := range declaration.FindAllStringSubmatch(string(text), -1) {
			if found[1] != "TestMain" {
				names = append(names, found[1])
			}
		}
	}
	return names, nil
}

// of are the results of one package, by the names of tests.
func (r results) of(pkg string) map[string]result {
	of := map[string]result{}
	for one, result := range r {
		if one.pkg == pkg {
			of[one.test] = result
		}
	}
	return of
}
