package provider

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// mostListed bounds a list for people: whoever has more to choose from narrows it, and does not read it.
const mostListed = 10

// matchDiagnostic does not repeat the value that was looked for: the CLI shows it where it is written, and knows
// whether it may.
func matchDiagnostic(e *matchError) diag.Diagnostic {
	at := path.Root(e.key)
	things := e.thing + "s"
	if len(e.matches) > 0 {
		return diag.NewAttributeErrorDiagnostic(at, fmt.Sprintf("%d %s found where one is wanted", len(e.matches), things),
			fmt.Sprintf("%d %s have exactly this %s:\n%s\n\nWhat to do: name the one that is meant by its id instead, or give "+
				"each a %s of its own.", len(e.matches), things, e.key, listed(e.key, e.matches), e.key))
	}
	detail := fmt.Sprintf("0 %s have exactly this %s. ", things, e.key)
	switch len(e.others) {
	case 0:
		detail += "The vendor gave no others."
	default:
		detail += fmt.Sprintf("Others compared with it, %d:\n%s", len(e.others), listed(e.key, e.others))
	}
	return diag.NewAttributeErrorDiagnostic(at, "No "+e.thing+" found", detail+fmt.Sprintf("\n\nWhat to do: correct the %s "+
		"(capitals and spaces count), check that the %s exists and belongs where it is looked for, or name it by its id.", e.key, e.thing))
}

func listed(key string, candidates []candidate) string {
	var lines []string
	for _, c := range candidates[:min(len(candidates), mostListed)] {
		parts := []string{"id = " + quoted(types.StringValue(c.id)), key + " = " + quoted(c.key)}
		for _, d := range c.details {
			parts = append(parts, d.name+" = "+quoted(d.value))
		}
		lines = append(lines, "  "+strings.Join(parts, ", "))
	}
	if more := len(candidates) - mostListed; more > 0 {
		lines = append(lines, fmt.Sprintf("  and %d more", more))
	}
	return strings.Join(lines, "\n")
}

// longestQuote is how much of a text of other people's making is shown.
const longestQuote = 60

func quoted(value types.String) string {
	if value.IsNull() {
		return "null"
	}
	text := []rune(value.ValueString())
	if len(text) > longestQuote {
		text = append(text[:longestQuote], '…')
	}
	return fmt.Sprintf("%q", string(text))
}
