package provider

import (
	"fmt"
	"strings"

	"terraform.local/rtc/terraform-provider-rtc/internal/advice"
	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// conflict says whether the vendor rejects a new object because a similar one exists.
func conflict(err error) bool { return cloudflare.Conflict(err) || telnyx.Conflict(err) }

// Explain explains the error.
func (e *existsError) Explain() (attribute, summary, detail string) {
	var paragraphs []string
	if e.refused != nil {
		paragraphs = append(paragraphs, advice.Happened(e.refused))
	}
	switch {
	case e.block:
		paragraphs = append(paragraphs, "Another block of this configuration has just created it.",
			fmt.Sprintf("What to do: give each block a %s of its own.", e.key))
	case len(e.imports) == 0:
		paragraphs = append(paragraphs, "The provider looked for it and did not find it. It may have been deleted a moment ago, or be so new that lists lack it.",
			fmt.Sprintf("What to do: apply again in a minute. If that does not help, choose another %s.", e.key))
	default:
		paragraphs = append(paragraphs, "This configuration does not manage it.",
			fmt.Sprintf("What to do: import it, with the address of this block after to, or choose another %s.\n\n%s", e.key, advice.ImportBlocks(e.name, e.imports)),
			fmt.Sprintf("If this block replaces that %s, remove create_before_destroy from it and from every resource that depends on it. "+
				"The new %s cannot exist beside the old one.", e.thing, e.thing))
	}
	return e.key, fmt.Sprintf("A %s with this %s already exists", e.thing, e.key), strings.Join(paragraphs, "\n\n")
}

// Explain explains the error.
func (e *unclearError) Explain() (attribute, summary, detail string) {
	otherwise := "Applying again could create a second one."
	if e.sole {
		otherwise = "Otherwise, apply again."
	}
	suggestion := fmt.Sprintf("look for the %s by its %s before you apply again. If it exists, import it, with the address of this block "+
		"after to. %s\n\n%s", e.thing, e.key, otherwise, advice.ImportBlocks(e.name, []string{e.form}))
	if len(e.imports) > 0 {
		suggestion = fmt.Sprintf("import one of them, with the address of this block after to. Check what the others are for: they may be "+
			"somebody else's.\n\n%s", advice.ImportBlocks(e.name, e.imports))
	}
	return "", fmt.Sprintf("It is not known whether %s created the %s", e.cause.Vendor, e.thing),
		happenedOnCreate(e) + "\n\n" + advice.Tried(e.cause) + "\n\nWhat to do: " + suggestion
}

// happenedOnCreate says what is known, and why the rest is not.
func happenedOnCreate(e *unclearError) string {
	text := advice.Summary(e.cause) + ".\n" + advice.Happened(e.cause) + "\n"
	switch {
	case e.blind:
		return text + fmt.Sprintf("There are too many %ss to look for it among them.", e.thing)
	case e.lookErr != nil:
		return text + fmt.Sprintf("The provider then looked for the %s, and that failed too: %s.", e.thing, advice.Summary(e.lookErr))
	case len(e.imports) > 0:
		return text + fmt.Sprintf("The provider then found %d new %ss like this one, and cannot tell which of them this request created.",
			len(e.imports), e.thing)
	}
	return text + fmt.Sprintf("The provider then looked for the %s %d times and did not find it. %s may still create it.", e.thing, lookAgainTimes, e.cause.Vendor)
}

// createdUnchecked is for a list that is too long to check before creating.
func createdUnchecked(thing, key string) warning {
	return warning{fmt.Sprintf("Created without looking for another %s", thing),
		fmt.Sprintf("There are too many %ss to look through. If one with this %s existed before, there may be two now.", thing, key)}
}
