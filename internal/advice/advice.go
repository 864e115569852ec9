// Package advice explains errors to people: what failed, what the vendor said, what the provider tried, and what to do
// next. It knows the errors of requests. All other errors explain themselves.
package advice

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// An Explainer is an error that explains itself.
type Explainer interface {
	error
	// Explain returns the attribute of the block that the error is about, or "", one line that says what failed, and the
	// details, which end in a suggestion.
	Explain() (attribute, summary, detail string)
}

// Explain explains any error.
func Explain(err error) (attribute, summary, detail string) {
	if explainer, ok := errors.AsType[Explainer](err); ok {
		return explainer.Explain()
	}
	if failed, ok := errors.AsType[*rest.Error](err); ok {
		return "", requestSummary(failed), requestDetail(failed)
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return "", "Interrupted", "The run was interrupted before the provider sent this request.\n\nWhat to do: run it again."
	}
	return "", "Unexpected error", "This should not happen; please report it to the provider's developers: " + err.Error()
}

// Summary says in one line what failed.
func Summary(err error) string {
	_, summary, _ := Explain(err)
	return summary
}

// ImportBlocks are import blocks for objects of a type, which is named without "rtc_". They are complete except for the
// address, which the provider does not know.
func ImportBlocks(name string, ids []string) string {
	blocks := make([]string, len(ids))
	for i, id := range ids {
		blocks[i] = fmt.Sprintf("  import {\n    to = rtc_%s.NAME\n    id = %q\n  }", name, id)
	}
	return strings.Join(blocks, "\n\n")
}

// maxNames is how many names are listed: enough to find a pattern.
const maxNames = 10

// Names lists names in quotes, at most ten.
func Names(names []string) string {
	quoted := make([]string, 0, maxNames)
	for _, name := range names[:min(len(names), maxNames)] {
		quoted = append(quoted, fmt.Sprintf("%q", name))
	}
	text := strings.Join(quoted, ", ")
	if more := len(names) - maxNames; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
