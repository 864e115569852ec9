package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// unmatched names the parts of a pattern of -run, between its outer "|", that no test matched, or only tests that were
// skipped. "go test" calls a run of nothing a pass.
func unmatched(pattern string, ran results) error {
	var missing []error
	for _, part := range split(pattern, '|') {
		found, skipped := false, ""
		for one, result := range ran {
			if !matches(part, one.test) {
				continue
			}
			if result.action == "skip" {
				skipped = result.output
			} else {
				found = true
			}
		}
		switch {
		case found:
		case skipped != "":
			missing = append(missing, fmt.Errorf("-run: all that matches %s was skipped:\n%s", part, skipped))
		default:
			missing = append(missing, fmt.Errorf("-run: no test matches %s", part))
		}
	}
	return errors.Join(missing...)
}

// matches tells whether a test is one that a part of the pattern asks for: as deep as the part, and alike at each level.
func matches(part, test string) bool {
	wanted, levels := split(part, '/'), strings.Split(test, "/")
	if len(wanted) > len(levels) {
		return false
	}
	for i, one := range wanted {
		expression, err := regexp.Compile(strings.ReplaceAll(one, " ", "_"))
		if err != nil || !expression.MatchString(levels[i]) {
			return false
		}
	}
	return true
}

// split splits a pattern as "go test" does: not in brackets.
func split(pattern string, at rune) []string {
	parts, depth := []string{""}, 0
	for _, r := range pattern {
		switch {
		case strings.ContainsRune("[(", r):
			depth++
		case strings.ContainsRune("])", r):
			depth--
		case r == at && depth == 0:
			parts = append(parts, "")
			continue
		}
		parts[len(parts)-1] += string(r)
	}
	return parts
}
