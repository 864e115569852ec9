package provider

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// maxKeys is how many keys of one cause are named: enough to find a pattern.
const maxKeys = 10

// cause is what several keys of a block failed of.
type cause struct {
	keys    []string // in order
	example diag.Diagnostic
}

// bulkDiagnostic tells of a block of many tokens in one diagnostic, by cause.
func bulkDiagnostic(e *bulkError) diag.Diagnostic {
	causes := causesOf(e.failures)
	var paragraphs []string
	if e.stopped {
		paragraphs = append(paragraphs, "The rest was stopped or not tried, since it would meet the same.")
	}
	for _, one := range causes {
		paragraphs = append(paragraphs, fmt.Sprintf("%s\nKeys (%d): %s\n\nOf these, %q:\n\n%s",
			one.example.Summary(), len(one.keys), someOf(one.keys), one.keys[0], one.example.Detail()))
	}
	paragraphs = append(paragraphs, "A block gives all of its tokens or none. Those that were minted are dropped; they expire unused.")
	return diag.NewErrorDiagnostic(fmt.Sprintf("%d of %d tokens could not be minted", len(e.failures), e.total),
		strings.Join(paragraphs, "\n\n"))
}

// causesOf groups failures, the most frequent first.
func causesOf(failures map[string]error) []*cause {
	groups := map[string]*cause{}
	for _, key := range slices.Sorted(maps.Keys(failures)) {
		kind := kindOf(failures[key])
		if groups[kind] == nil {
			groups[kind] = &cause{example: diagnose(failures[key])[0]}
		}
		groups[kind].keys = append(groups[kind].keys, key)
	}
	return slices.SortedFunc(maps.Values(groups), func(a, b *cause) int {
		return cmp.Or(cmp.Compare(len(b.keys), len(a.keys)), cmp.Compare(a.keys[0], b.keys[0]))
	})
}

// kindOf is what the failures of one cause have in common: all but the ids, which vendors repeat in their complaints.
func kindOf(err error) string {
	failed, ok := errors.AsType[*rest.Error](err)
	if !ok {
		return err.Error()
	}
	kind := summaryOf(failed)
	for _, fault := range failed.Faults {
		kind += "\n" + faultText(fault, failed.Status)
	}
	for _, id := range failed.Call.IDs {
		kind = strings.ReplaceAll(kind, id.Value, "{"+id.Name+"}")
	}
	return kind
}

func someOf(keys []string) string {
	quoted := make([]string, 0, maxKeys)
	for _, key := range keys[:min(len(keys), maxKeys)] {
		quoted = append(quoted, fmt.Sprintf("%q", key))
	}
	text := strings.Join(quoted, ", ")
	if more := len(keys) - maxKeys; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
