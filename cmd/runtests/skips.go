package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"github.com/hashicorp/go-version"

	"terraform.local/rtc/terraform-provider-rtc/internal/cli"
)

//go:embed skips.txt
var skipsText string

// skip is a line of skips.txt: the tests of a package that do not run in some places.
type skip struct {
	pkg   string
	tests *regexp.Regexp // of whole names
	line  string
	where []string
}

type skips []skip

// noTests stands for the tests of a package that has none.
const noTests = "-"

func parseSkips(text string) (skips, error) {
	var all skips
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		var fields []string
		for field := range strings.SplitSeq(line, " | ") {
			fields = append(fields, strings.TrimSpace(field))
		}
		if len(fields) != 4 || slices.Contains(fields, "") {
			return nil, fmt.Errorf("skips.txt: a line needs a package, tests, places and a reason: %s", line)
		}
		tests, err := regexp.Compile("^(?:" + fields[1] + ")$")
		if err != nil {
			return nil, fmt.Errorf("skips.txt: %w: %s", err, line)
		}
		all = append(all, skip{fields[0], tests, line, strings.Split(fields[2], ", ")})
	}
	return all, nil
}

// judge returns what is wrong with what ran of a package.
func (s skips) judge(pkg string, declared []string, ran map[string]result, at place) []error {
	var wrong []error
	skipped := map[string]string{}
	if len(declared) == 0 {
		skipped[noTests] = "has no tests"
	}
	for _, test := range declared {
		if _, known := ran[test]; !known {
			skipped[test] = "did not run"
		}
	}
	for test, result := range ran {
		if result.action == "skip" {
			skipped[test] = "was skipped: " + strings.Join(strings.Fields(result.output), " ")
		}
	}
	used := map[string]bool{}
	for _, test := range slices.Sorted(maps.Keys(skipped)) {
		known := false
		for _, one := range s {
			if one.pkg == pkg && one.tests.MatchString(test) && one.holds(at) {
				used[one.line], known = true, true
			}
		}
		if !known {
			wrong = append(wrong, fmt.Errorf("%s %s %s\n\tcmd/runtests/skips.txt has no reason for this on %s", pkg, test, skipped[test], at))
		}
	}
	for _, one := range s {
		if one.pkg == pkg && one.holds(at) && !used[one.line] && !slices.Contains(one.where, sometimes) {
			wrong = append(wrong, fmt.Errorf("cmd/runtests/skips.txt says what was not skipped on %s: %s", at, one.line))
		}
	}
	return wrong
}

// The places that are no system and no CLI.
const everywhere, sometimes = "everywhere", "sometimes"

// place is where tests run.
type place struct {
	system, product string
	version         *version.Version
}

func (p place) String() string { return fmt.Sprintf("%s with %s %s", p.system, p.product, p.version) }

var errNoCLI = errors.New("there is no CLI")

// currentPlace has the CLI that the tests use. Where there is none, they download the latest Terraform.
func currentPlace(ctx context.Context) (place, error) {
	found, err := cli.FindOr(ctx, func() (string, error) { return "", errNoCLI })
	if errors.Is(err, errNoCLI) {
		return place{runtime.GOOS, "terraform", version.Must(version.NewVersion("999.0.0"))}, nil
	}
	if err != nil {
		return place{}, err
	}
	return place{runtime.GOOS, found.Product(), found.Version.Core()}, nil
}

// holds tells whether the line is about a place: "everywhere", "sometimes", a system, or a CLI such as "terraform < 1.14".
func (s skip) holds(at place) bool {
	return slices.ContainsFunc(s.where, func(where string) bool {
		product, versions, narrowed := strings.Cut(where, " ")
		if where == everywhere || where == sometimes || where == at.system || where == at.product {
			return true
		}
		if !narrowed || product != at.product {
			return false
		}
		constraint, err := version.NewConstraint(versions)
		return err == nil && constraint.Check(at.version)
	})
}
