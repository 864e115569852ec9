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
	lookErr                    error    // why it could not find out
	blind                      bool     // it did not look before, and so cannot tell
	pending                    bool     // the vendor may still create it
	unique                     bool     // there can be one such object
}

func (e *UnclearError) Error() string {
	return "it is not known whether the " + e.thing + " was created"
}

// Unwrap gives the request's own error.
func (e *UnclearError) Unwrap() error { return e.cause }

// unclear is the error for a request that may have created one of the objects that were found.
func (c creation[T]) unclear(cause *rest.Error, pending bool, found []T, lookErr error) error {
	return &UnclearError{
		resource: c.Key.Type, thing: c.Thing, attribute: c.Attribute, form: c.ImportID(strings.ToUpper(c.Thing) + "_ID"),
		cause: cause, imports: c.importIDs(c.ids(found)), lookErr: lookErr, blind: c.blind, pending: pending, unique: c.Unique,
	}
}

// Explain explains the error.
func (e *UnclearError) Explain() (attribute, summary, detail string) {
	otherwise := "Applying again could create a second one."
	if e.unique {
		otherwise = "Otherwise, apply again."
	}
	suggestion := fmt.Sprintf("look for the %s by its %s before you apply again. If it exists, copy this import block and replace "+
		"NAME with your resource's name. %s\n\n%s", e.thing, e.attribute, otherwise, advice.ImportBlocks(e.resource, []string{e.form}))
	if len(e.imports) > 0 {
		suggestion = fmt.Sprintf("copy the import block of one of them and replace NAME with your resource's name. Check what the others are for: "+
			"they may be somebody else's.\n\n%s", advice.ImportBlocks(e.resource, e.imports))
	}
	return "", fmt.Sprintf("It is not known whether %s created the %s", e.cause.Vendor, e.thing),
		e.happened() + "\n\n" + advice.Tried(e.cause) + "\n\nWhat to do: " + suggestion
}

// happened says what is known, and why the rest is not.
func (e *UnclearError) happened() string {
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
	text += fmt.Sprintf("The provider then looked for the %s for ten seconds and did not find it.", e.thing)
	if e.pending {
		text += fmt.Sprintf(" It may exist all the same, or %s may still create it.", e.cause.Vendor)
	}
	return text
}
