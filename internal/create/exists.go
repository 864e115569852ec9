package create

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"terraform.local/rtc/terraform-provider-rtc/internal/advice"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// An ExistsError is an object that exists already.
type ExistsError struct {
	resource, thing, attribute string
	imports                    []string    // import IDs of the existing objects
	refused                    *rest.Error // the vendor's error, if it was the vendor that said so
	byThisRun                  bool        // another block has created it
	deleteErr                  error       // this run could not delete or rename it
	changed                    bool        // an existing object was to get the key, not a new one
}

func (e *ExistsError) Error() string { return "the " + e.thing + " exists already" }

// errTooSlow is a delete that takes longer than the create waits.
var errTooSlow = errors.New("the delete has not ended within request_timeout")

// exists is the error for existing objects with these IDs, which have an attribute in common with the new one.
func (c creation[T]) exists(attribute string, ids []string, refused *rest.Error) *ExistsError {
	return &ExistsError{
		resource: c.Key.Type, thing: c.Thing, attribute: attribute, imports: c.importIDs(ids), refused: refused, byThisRun: c.createdByThisRun(ids),
	}
}

// taken finds the object that the vendor says exists already.
func (c creation[T]) taken(ctx context.Context, refused *rest.Error) error {
	attribute := c.Attribute
	found, err := c.look(ctx, true)
	if err == nil && len(found) == 0 && c.Rivals != nil {
		attribute = c.RivalAttribute
		found, err = c.Rivals(ctx)
	}
	if err != nil {
		return refused
	}
	return c.exists(attribute, c.ids(found), refused)
}

// Taken is the error for a vendor that refuses to give an existing object a key that another one has.
func Taken(thing, attribute string, refused error) error {
	failed, ok := errors.AsType[*rest.Error](refused)
	if !ok {
		return refused
	}
	return &ExistsError{thing: thing, attribute: attribute, refused: failed, changed: true}
}

func (c creation[T]) createdByThisRun(ids []string) bool {
	return slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(c.key.created, id) })
}

func (c creation[T]) importIDs(ids []string) []string {
	imports := make([]string, len(ids))
	for i, id := range slices.Sorted(slices.Values(ids)) {
		imports[i] = c.Key.importID(id)
	}
	return imports
}

func (e *ExistsError) Explain() (attribute, summary, detail string) {
	known, suggestions := e.known(), e.suggestions()
	if e.refused != nil {
		known = advice.Happened(e.refused) + "\n\n" + known + "\n\n" + advice.Tried(e.refused)
	}
	return e.attribute, fmt.Sprintf("A %s with this %s already exists", e.thing, e.attribute), known + "\n\nWhat to do: " + strings.Join(suggestions, "\n\n")
}

// text fills in the words for the object.
func (e *ExistsError) text(format string) string {
	return strings.NewReplacer("THING", e.thing, "KEY", e.attribute, "RESOURCE", "rtc_"+e.resource).Replace(format)
}

func (e *ExistsError) known() string {
	switch {
	case e.byThisRun:
		return "Another block of this configuration has just created it."
	case errors.Is(e.deleteErr, errTooSlow):
		return e.text("This run is deleting or renaming that THING, which takes longer than request_timeout.")
	case errors.Is(e.deleteErr, errNotKept):
		return e.text("This run has changed the KEY of that THING, and the vendor did not keep the change.")
	case e.deleteErr != nil:
		return e.text("This run could not delete or rename that THING: ") + advice.Summary(e.deleteErr) + "."
	case e.changed:
		return e.text("Another THING has this KEY. Another block of this configuration may be about to give it up.")
	case len(e.imports) == 0:
		return "The provider looked for it and did not find it. It may have been deleted a moment ago, or be so new that lists lack it."
	}
	return "This run has not created it and is not deleting it. The provider cannot know what manages it: another block, another state, or nothing."
}

// suggestions begin with what helps without doing harm.
func (e *ExistsError) suggestions() []string {
	const moved = "if you renamed the block that manages it, add a moved block. Terraform then keeps the THING.\n\n" +
		"  moved {\n    from = RESOURCE.OLD_NAME\n    to   = RESOURCE.NEW_NAME\n  }"
	switch {
	case e.byThisRun:
		return []string{e.text("give each block a KEY of its own.")}
	case e.deleteErr != nil:
		return []string{e.text(moved), "Otherwise, correct that error, and apply again."}
	case e.changed:
		return []string{e.text("if another block of this configuration gives up the KEY, apply again. If two blocks swap theirs, apply " +
			"with a third one for one of them first. Otherwise, choose another KEY.")}
	case len(e.imports) == 0:
		return []string{e.text("apply again in a minute. If that does not help, choose another KEY.")}
	}
	return []string{
		e.text(moved), "If this run has destroyed it after all, apply again.",
		e.text("If this block is to replace it, remove create_before_destroy from this block and from every resource that depends on it. The " +
			"new THING cannot exist beside the old one."),
		e.text("If another configuration or workspace manages it, choose another KEY, or look the THING up with a data block. Do not " +
			"import it: the first destroy would take it from both."),
		"Only if nothing manages it, copy this import block and replace NAME with your resource's name:\n\n" + advice.ImportBlocks(e.resource, e.imports),
	}
}
