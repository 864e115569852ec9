package create

import (
	"fmt"
	"strings"

	"terraform.local/rtc/terraform-provider-rtc/internal/advice"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// An UnclearError is a create with an unknown outcome.
type UnclearError struct {
	resource, thing, attribute string
	form                       string // of an import ID
	cause                      *rest.Error
	imports                    []string // import IDs of the objects that it may have created
	differ                     bool     // they have other values than were sent
	lookErr                    error    // why it could not find out
	blind                      bool     // it did not look before, and so cannot tell
	pending                    bool     // the vendor may still create it
	unique                     bool     // there can be one such object
}

func (e *UnclearError) Error() string {
	return "it is not known whether the " + e.thing + " was created"
}

func (e *UnclearError) Unwrap() error { return e.cause }

// unclear is the error for a request that may have created one of the objects that were found.
func (c creation[T]) unclear(cause *rest.Error, pending bool, all found[T]) error {
	candidates, differ := all.asSent, len(all.asSent) == 0
	if differ {
		candidates = all.others
	}
	return &UnclearError{
		resource: c.Key.Type, thing: c.Thing, attribute: c.Attribute, form: c.Key.importID(strings.ToUpper(c.Thing) + "_ID"), cause: cause,
		imports: c.importIDs(c.ids(candidates)), differ: differ, lookErr: all.err, blind: c.blind, pending: pending, unique: c.Unique,
	}
}

func (e *UnclearError) Explain() (attribute, summary, detail string) {
	return "", fmt.Sprintf("It is not known whether %s created the %s", e.cause.Vendor, e.thing),
		advice.Summary(e.cause) + ".\n" + advice.Happened(e.cause) + "\n" + e.known() + "\n\n" + advice.Tried(e.cause) + "\n\nWhat to do: " + e.suggestion()
}

// known says what the provider found, and why the rest is not known.
func (e *UnclearError) known() string {
	switch {
	case e.blind:
		return fmt.Sprintf("There are too many %ss to look for it among them.", e.thing)
	case e.lookErr != nil:
		return fmt.Sprintf("The provider then looked for the %s, and that failed too: %s.", e.thing, advice.Summary(e.lookErr))
	case len(e.imports) > 0 && e.differ:
		return fmt.Sprintf("The provider then looked for the %s for ten seconds. It found a new one with this %s, but with other values than it sent.",
			e.thing, e.attribute)
	case len(e.imports) > 0:
		return fmt.Sprintf("The provider then found %d new %ss like this one, and cannot tell which of them this request created.",
			len(e.imports), e.thing)
	}
	text := fmt.Sprintf("The provider then looked for the %s for ten seconds and did not find it.", e.thing)
	if e.pending {
		text += fmt.Sprintf(" It may exist all the same, or %s may still create it.", e.cause.Vendor)
	}
	return text
}

func (e *UnclearError) suggestion() string {
	otherwise := "Applying again could create a second one."
	if e.unique {
		otherwise = "Otherwise, apply again."
	}
	switch {
	case len(e.imports) > 0 && e.differ:
		return fmt.Sprintf("find out whose it is. If this request created it, copy this import block and replace NAME with your resource's "+
			"name. The next apply then changes its values. %s\n\n%s", otherwise, advice.ImportBlocks(e.resource, e.imports))
	case len(e.imports) > 0:
		return "copy the import block of one of them and replace NAME with your resource's name. Check what the others are for: they may be " +
			"somebody else's.\n\n" +
			advice.ImportBlocks(e.resource, e.imports)
	}
	return fmt.Sprintf("look for the %s by its %s before you apply again. If it exists, copy this import block and replace NAME with "+
		"your resource's name. %s\n\n%s", e.thing, e.attribute, otherwise, advice.ImportBlocks(e.resource, []string{e.form}))
}
