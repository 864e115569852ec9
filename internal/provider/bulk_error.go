package provider

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"terraform.local/rtc/terraform-provider-rtc/internal/advice"
)

// cause is the reason why one or more keys of a block failed.
type cause struct {
	keys    []string // in order
	example error
}

// Explain explains the errors of a block of many tokens in one text, by cause.
func (e *bulkError) Explain() (attribute, summary, detail string) {
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
		_, exampleSummary, exampleDetail := advice.Explain(one.example)
		text := fmt.Sprintf("%s\nKeys (%d): %s", exampleSummary, len(one.keys), advice.Names(one.keys))
		if len(causes) > 1 && len(one.keys) > 1 {
			text += fmt.Sprintf("\n\nFor example, %q:", one.keys[0])
		}
		paragraphs = append(paragraphs, text, exampleDetail)
	}
	paragraphs = append(paragraphs, "A block returns all of its tokens or none. The provider discards those that were minted; they expire unused.")
	summary = fmt.Sprintf("%d of %d tokens could not be minted", len(e.failures), e.total)
	if len(e.failures) == 0 { // nothing but the interrupt
		summary = fmt.Sprintf("Interrupted while minting %d tokens", e.total)
		paragraphs = append(paragraphs, "What to do: run it again.")
	}
	return "", summary, strings.Join(paragraphs, "\n\n")
}

// causesOf groups failures, the most frequent first.
func causesOf(failures map[string]error) []*cause {
	groups := map[string]*cause{}
	for _, key := range slices.Sorted(maps.Keys(failures)) {
		same := advice.Cause(failures[key])
		if groups[same] == nil {
			groups[same] = &cause{example: failures[key]}
		}
		groups[same].keys = append(groups[same].keys, key)
	}
	return slices.SortedFunc(maps.Values(groups), func(a, b *cause) int {
		return cmp.Or(cmp.Compare(len(b.keys), len(a.keys)), cmp.Compare(a.keys[0], b.keys[0]))
	})
}
