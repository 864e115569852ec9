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

// cause is the reason why one or more keys of a block failed.
type cause struct {
	keys    []string // in order
	example diag.Diagnostic
}

// bulkDiagnostic words the errors of a block of many tokens in one diagnostic, by cause.
func bulkDiagnostic(e *bulkError) diag.Diagnostic {
	causes := causesOf(e.failures)
	var paragraphs []string
	switch {
	case e.interrupted:
		paragraphs = append(paragraphs, fmt.Sprintf("The run was interrupted after the provider had minted %d of %d tokens. "+
			"Requests under way may have minted more. Those were never delivered, and expire unused.", e.minted, e.total))
	case e.stopped:
		paragraphs = append(paragraphs, "The provider stopped the other requests of this block: they would fail for the same reason.")
	}
	for _, one := range causes {
		text := fmt.Sprintf("%s\nKeys (%d): %s", one.example.Summary(), len(one.keys), someOf(one.keys))
		if len(causes) > 1 && len(one.keys) > 1 {
			text += fmt.Sprintf("\n\nFor example, %q:", one.keys[0])
		}
		paragraphs = append(paragraphs, text, one.example.Detail())
	}
	paragraphs = append(paragraphs, "A block returns all of its tokens or none. The provider discards those that were minted; they expire unused.")
	summary := fmt.Sprintf("%d of %d tokens could not be minted", len(e.failures), e.total)
	if len(e.failures) == 0 { // nothing but the interrupt
		summary = fmt.Sprintf("Interrupted while minting %d tokens", e.total)
		paragraphs = append(paragraphs, "What to do: run it again.")
	}
	return diag.NewErrorDiagnostic(summary, strings.Join(paragraphs, "\n\n"))
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

// kindOf is what the failures of one cause have in common: everything but the IDs, which vendors repeat in their errors.
func kindOf(err error) string {
	failed, ok := errors.AsType[*rest.Error](err)
	if !ok {
		return err.Error()
	}
	kind := summaryOf(failed)
	for _, fault := range failed.Faults {
		kind += "\n" + faultText(fault, failed.Status)
	}
	kind = canonical(kind)
	for _, id := range failed.Call.IDs {
		kind = strings.ReplaceAll(kind, canonical(id.Value), "{"+id.Name+"}")
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
