package provider

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// gone says whether the vendor says that there is no such object. What a proxy, or the vendor's gateway, answers to a
// wrong URL or account does not count: it must not empty a state.
func gone(err error) bool { return cloudflare.Gone(err) || telnyx.Gone(err) }

// conflict says whether the vendor refuses to create an object since there is one like it.
func conflict(e *rest.Error) bool {
	if e.Reason != rest.Refused && e.Reason != rest.Unsuccessful {
		return false
	}
	return statusMeant(e) == http.StatusConflict || e.Vendor == "Telnyx" && e.Status == http.StatusUnprocessableEntity &&
		slices.ContainsFunc(e.Faults, func(fault rest.Fault) bool { return strings.HasSuffix(fault.Pointer, "unique_name") })
}

func existsDiagnostic(e *existsError) diag.Diagnostic {
	summary := fmt.Sprintf("The %s exists already", e.thing)
	if e.block {
		return diag.NewAttributeErrorDiagnostic(path.Root(e.key), summary,
			fmt.Sprintf("Another block with this %s has just created it.\n\nWhat to do: give each block a %s of its own.", e.key, e.key))
	}
	paragraphs := []string{fmt.Sprintf("A %s with this %s exists already, and this configuration does not manage it.", e.thing, e.key)}
	if e.refused != nil {
		paragraphs = append(paragraphs, happened(e.refused))
	}
	paragraphs = append(paragraphs, fmt.Sprintf("What to do: to manage it here, import it, with the address of this block after to. "+
		"Otherwise choose another %s.\n\n%s", e.key, importBlocks(e.name, e.imports)),
		fmt.Sprintf("If this block replaces the existing %s, remove create_before_destroy from it and from every resource that "+
			"depends on it: the new %s cannot exist beside the old one.", e.thing, e.thing))
	return diag.NewAttributeErrorDiagnostic(path.Root(e.key), summary, strings.Join(paragraphs, "\n\n"))
}

// importBlocks are ready but for the address, which the provider does not know.
func importBlocks(name string, ids []string) string {
	blocks := make([]string, len(ids))
	for i, id := range ids {
		blocks[i] = fmt.Sprintf("  import {\n    to = rtc_%s.NAME\n    id = %q\n  }", name, id)
	}
	return strings.Join(blocks, "\n\n")
}

func unclearDiagnostic(e *unclearError) diag.Diagnostic {
	paragraphs := []string{happenedOnCreate(e), tried(e.cause)}
	switch {
	case len(e.imports) > 0:
		paragraphs = append(paragraphs, fmt.Sprintf("What to do: find out which of these %ss this request created, import it, with the "+
			"address of this block after to, and remove the others.\n\n%s", e.thing, importBlocks(e.name, e.imports)))
	default:
		paragraphs = append(paragraphs, fmt.Sprintf("What to do: look for the %s by its %s before you apply again. If it is there, import it: "+
			"applying again could create a second one.\n\n%s", e.thing, e.key, importBlocks(e.name, []string{e.form})))
	}
	return diag.NewErrorDiagnostic(fmt.Sprintf("It is not known whether %s created the %s", e.cause.Vendor, e.thing), strings.Join(paragraphs, "\n\n"))
}

// happenedOnCreate says what is known, and why no more is.
func happenedOnCreate(e *unclearError) string {
	text := happened(e.cause) + "\n"
	switch {
	case e.blind:
		return text + fmt.Sprintf("There are too many %ss to look through them, so the provider cannot find out.", e.thing)
	case e.lookErr != nil:
		return text + fmt.Sprintf("The provider looked for the %s, and that failed too: %s.", e.thing, firstLine(e.lookErr))
	case len(e.imports) > 0:
		return text + fmt.Sprintf("Afterwards there were %d new %ss like the one requested, so that the provider cannot tell which is this one.",
			len(e.imports), e.thing)
	}
	return text + fmt.Sprintf("The provider looked %d times and did not find it, but %s may still be at work.", lookAgainTimes, e.cause.Vendor)
}

// firstLine is an error in one line.
func firstLine(err error) string { return diagnose(err)[0].Summary() }

func importDiagnostic(e *importError) diag.Diagnostic {
	detail := "The import ID must have the form " + e.form + "."
	if e.err != nil {
		detail += " " + strings.ToUpper(e.err.Error()[:1]) + e.err.Error()[1:] + "."
	}
	return diag.NewErrorDiagnostic("Invalid import ID", detail)
}

// notKept is for a value that the vendor took without a word and did not keep.
func notKept(vendor, attribute string, removed bool) diag.Diagnostic {
	detail := fmt.Sprintf("%s accepted the request, but its response still has another value for %s.", vendor, attribute)
	suggestion := "Set it to the value that the plan now shows, or change it in the vendor's dashboard."
	if removed {
		detail = fmt.Sprintf("%s accepted the request to remove %s, but its response still has a value.", vendor, attribute)
		suggestion = "Set it to a value, or replace the object (terraform apply -replace)."
	}
	return diag.NewAttributeErrorDiagnostic(path.Root(attribute), fmt.Sprintf("%s did not keep %s", vendor, attribute),
		detail+"\n\nWhat to do: "+lowerFirst(suggestion))
}

func lowerFirst(text string) string { return strings.ToLower(text[:1]) + text[1:] }

// presetError is a preset that the app does not have.
type presetError struct{ names []string }

func (e *presetError) Error() string { return "the app has no such preset" }

func presetDiagnostic(e *presetError) diag.Diagnostic {
	detail := "The app has no presets."
	if len(e.names) > 0 {
		detail = "The app has these presets: " + someOf(e.names) + "."
	}
	return diag.NewAttributeErrorDiagnostic(path.Root("preset_name"), "The app has no preset of this name",
		detail+"\n\nWhat to do: use the name of a preset of this app (capitals count), or create the preset in the dashboard.")
}

// staysWarning says that Cloudflare has no delete for meetings.
type staysWarning struct{ importID string }

func (e *staysWarning) Error() string { return "the meeting stays" }

// kickWarning is somebody who could not be taken out of a session.
type kickWarning struct{ err error }

func (e *kickWarning) Error() string { return "not removed from the session: " + e.err.Error() }

// warn words what went wrong without stopping anything.
func warn(err error) diag.Diagnostic {
	if one, ok := errors.AsType[*staysWarning](err); ok {
		return diag.NewWarningDiagnostic("The meeting still exists, as INACTIVE",
			"Cloudflare cannot delete a meeting. The meeting is now INACTIVE and nobody can join it. Tokens of participants who "+
				"have not been deleted work again if the meeting becomes ACTIVE again.\n\nTo use the meeting again, import it:\n\n"+
				importBlocks("cloudflare_meeting", []string{one.importID}))
	}
	if one, ok := errors.AsType[*kickWarning](err); ok {
		failure := diagnose(one.err)[0]
		return diag.NewWarningDiagnostic("The participant may still be in the session",
			"The participant was deleted, so that their tokens no longer work, but could not be removed from the running session, "+
				"which goes on until it ends.\n\n"+failure.Summary()+"\n\n"+failure.Detail())
	}
	if one, ok := errors.AsType[*uncheckedWarning](err); ok {
		return diag.NewWarningDiagnostic(fmt.Sprintf("Created without looking for another %s", one.thing),
			fmt.Sprintf("There are too many %ss to look through them first, so that this one may exist twice now.", one.thing))
	}
	return diag.NewWarningDiagnostic("Unexpected warning", err.Error())
}

// misfitWarning is for an object that a configuration could not describe as it is.
func misfitWarning(name, title string, attributes []string) diag.Diagnostic {
	return diag.NewWarningDiagnostic(fmt.Sprintf("%q does not meet the rules of rtc_%s", title, name),
		fmt.Sprintf("The configuration generated for it is refused because of %s. Correct the value there before you apply; applying "+
			"then changes the %s.", strings.Join(attributes, " and "), kindOfThing(name)))
}
