package provider

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"
)

// maxListed is how many candidates are shown: enough to choose from.
const maxListed = 10

func (e *matchError) Explain() (attribute, summary, detail string) {
	wanted := "the " + e.key + " " + quoted(types.StringValue(e.wanted))
	if e.secret {
		wanted = "this " + e.key
	}
	if count := len(e.matches); count > 0 {
		return e.key, fmt.Sprintf("%d %ss found, expected 1", count, e.thing),
			fmt.Sprintf("%d %ss have %s:\n%s\n\nWhat to do: set id instead of %s, or give each %s a unique %s.",
				count, e.thing, wanted, e.listed(e.matches), e.key, e.thing, e.key)
	}
	detail = fmt.Sprintf("No %s has %s.", e.thing, wanted)
	if e.key == "name" {
		detail = fmt.Sprintf("No %s is named %s.", e.thing, quoted(types.StringValue(e.wanted)))
	}
	switch similar := closest(e.wanted, e.others); {
	case len(similar) == 0:
	case len(similar) == 1 && e.secret:
		detail += " Did you mean this one?\n" + e.listed(similar)
	case len(similar) == 1:
		detail += fmt.Sprintf(" Did you mean %s?\n%s", quoted(similar[0].key), e.listed(similar))
	default:
		detail += " Did you mean one of these?\n" + e.listed(similar)
	}
	return e.key, "No " + e.thing + " found", detail + fmt.Sprintf("\n\nWhat to do: correct the %s. "+
		"It must match exactly, including case and spaces. Or set id instead of %s.", e.key, e.key)
}

func (e *matchError) listed(candidates []candidate) string {
	var lines []string
	for _, c := range candidates[:min(len(candidates), maxListed)] {
		parts := []string{"id = " + quoted(types.StringValue(c.id))}
		if !e.secret {
			parts = append(parts, e.key+" = "+quoted(c.key))
		}
		for _, d := range c.details {
			parts = append(parts, d.name+" = "+quoted(d.value))
		}
		lines = append(lines, "  "+strings.Join(parts, ", "))
	}
	if more := len(candidates) - maxListed; more > 0 {
		lines = append(lines, fmt.Sprintf("  and %d more", more))
	}
	return strings.Join(lines, "\n")
}

// longestQuote is how many characters of a name are shown.
const longestQuote = 60

// quoted is a text in quotes, shortened, with its control characters escaped.
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
