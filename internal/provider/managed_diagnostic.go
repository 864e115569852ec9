package provider

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// gone says whether the vendor says that the object does not exist. Responses of a proxy, or of the vendor's gateway to a
// wrong URL or account, do not count: they must not empty a state.
func gone(err error) bool { return cloudflare.Gone(err) || telnyx.Gone(err) }

// conflict says whether the vendor rejects a new object because a similar one exists.
func conflict(err error) bool { return cloudflare.Conflict(err) || telnyx.Conflict(err) }

func existsDiagnostic(e *existsError) diag.Diagnostic {
	var paragraphs []string
	if e.refused != nil {
		paragraphs = append(paragraphs, happened(e.refused))
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
			fmt.Sprintf("What to do: import it, with the address of this block after to, or choose another %s.\n\n%s", e.key, importBlocks(e.name, e.imports)),
			fmt.Sprintf("If this block replaces that %s, remove create_before_destroy from it and from every resource that depends on it. "+
				"The new %s cannot exist beside the old one.", e.thing, e.thing))
	}
	return diag.NewAttributeErrorDiagnostic(path.Root(e.key), fmt.Sprintf("A %s with this %s already exists", e.thing, e.key), strings.Join(paragraphs, "\n\n"))
}

// importBlocks are complete except for the address, which the provider does not know.
func importBlocks(name string, ids []string) string {
	blocks := make([]string, len(ids))
	for i, id := range ids {
		blocks[i] = fmt.Sprintf("  import {\n    to = rtc_%s.NAME\n    id = %q\n  }", name, id)
	}
	return strings.Join(blocks, "\n\n")
}

func unclearDiagnostic(e *unclearError) diag.Diagnostic {
	otherwise := "Applying again could create a second one."
	if e.sole {
		otherwise = "Otherwise, apply again."
	}
	advice := fmt.Sprintf("look for the %s by its %s before you apply again. If it exists, import it, with the address of this block "+
		"after to. %s\n\n%s", e.thing, e.key, otherwise, importBlocks(e.name, []string{e.form}))
	if len(e.imports) > 0 {
		advice = fmt.Sprintf("import one of them, with the address of this block after to. Check what the others are for: they may be "+
			"somebody else's.\n\n%s", importBlocks(e.name, e.imports))
	}
	return diag.NewErrorDiagnostic(fmt.Sprintf("It is not known whether %s created the %s", e.cause.Vendor, e.thing),
		happenedOnCreate(e)+"\n\n"+tried(e.cause)+"\n\nWhat to do: "+advice)
}

// happenedOnCreate says what is known, and why the rest is not.
func happenedOnCreate(e *unclearError) string {
	text := summaryOf(e.cause) + ".\n" + happened(e.cause) + "\n"
	switch {
	case e.blind:
		return text + fmt.Sprintf("There are too many %ss to look for it among them.", e.thing)
	case e.lookErr != nil:
		return text + fmt.Sprintf("The provider then looked for the %s, and that failed too: %s.", e.thing, firstLine(e.lookErr))
	case len(e.imports) > 0:
		return text + fmt.Sprintf("The provider then found %d new %ss like this one, and cannot tell which of them this request created.",
			len(e.imports), e.thing)
	}
	return text + fmt.Sprintf("The provider then looked for the %s %d times and did not find it. %s may still create it.", e.thing, lookAgainTimes, e.cause.Vendor)
}

// firstLine is an error in one line.
func firstLine(err error) string { return diagnose(err)[0].Summary() }

func importDiagnostic(e *importError) diag.Diagnostic {
	detail := "The import ID must have the form " + e.form + "."
	if e.err != nil {
		detail += " " + e.err.Error() + "."
	}
	return diag.NewErrorDiagnostic("Invalid import ID", detail)
}

// notKept is for a value that the vendor accepted and did not keep.
func notKept(vendor, attribute string, removed bool) diag.Diagnostic {
	detail := fmt.Sprintf("%s accepted the request, but its response has another value for %s.", vendor, attribute)
	advice := fmt.Sprintf("run terraform plan to see the value that %s has, and set %s to it or change it in %s's dashboard.", vendor, attribute, vendor)
	if removed {
		detail = fmt.Sprintf("%s accepted the request to remove %s, but its response still has a value.", vendor, attribute)
		advice = fmt.Sprintf("set %s to a value, or replace the resource with terraform apply -replace.", attribute)
	}
	return diag.NewAttributeErrorDiagnostic(path.Root(attribute), fmt.Sprintf("%s did not keep %s", vendor, attribute),
		detail+"\n\nWhat to do: "+advice)
}

// presetError is a preset that the app does not have.
type presetError struct{ names []string }

func (e *presetError) Error() string { return "the app has no such preset" }

func presetDiagnostic(e *presetError) diag.Diagnostic {
	detail := "The app has no presets."
	if len(e.names) > 0 {
		detail = "The app has these presets: " + someOf(e.names) + "."
	}
	return diag.NewAttributeErrorDiagnostic(path.Root("preset_name"), "The app has no preset of this name",
		detail+"\n\nWhat to do: set preset_name to the name of a preset of this app; names are case-sensitive. Or create the preset in Cloudflare's dashboard.")
}

// meetingStays says that Cloudflare has no delete for meetings.
func meetingStays(importID string) diag.Diagnostic {
	return diag.NewWarningDiagnostic("The meeting still exists, as INACTIVE",
		"Cloudflare cannot delete a meeting. The meeting is now INACTIVE, and nobody can join it. If it becomes ACTIVE again, "+
			"the tokens of participants that were not deleted work again.\n\nTo use the meeting again, import it:\n\n"+
			importBlocks("cloudflare_meeting", []string{importID}))
}

// mayStillBeThere is for a deleted participant who could not be removed from a session.
func mayStillBeThere(err error) diag.Diagnostic {
	failure := diagnose(err)[0]
	return diag.NewWarningDiagnostic("The participant may still be in the session",
		"The provider deleted the participant, and their tokens no longer work. It could not remove the participant from the "+
			"running session: whoever is there can stay until it ends.\n\n"+failure.Summary()+".\n"+failure.Detail())
}

// createdUnchecked is for a list that is too long to check before creating.
func createdUnchecked(thing, key string) diag.Diagnostic {
	return diag.NewWarningDiagnostic(fmt.Sprintf("Created without looking for another %s", thing),
		fmt.Sprintf("There are too many %ss to look through. If one with this %s existed before, there may be two now.", thing, key))
}

// unfit is for an object that no valid configuration describes.
func unfit(name, title string, attributes []string) diag.Diagnostic {
	return diag.NewWarningDiagnostic(fmt.Sprintf("%q does not meet the rules of rtc_%s", title, name),
		fmt.Sprintf("The configuration generated for it is invalid because of %s. Correct the value there before you apply; applying "+
			"then changes the %s.", strings.Join(attributes, " and "), kindOfThing(name)))
}
