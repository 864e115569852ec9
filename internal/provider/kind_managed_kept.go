package provider

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"terraform.local/rtc/terraform-provider-rtc/internal/advice"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// notKept compares the plan with the vendor's response. A vendor may accept a value and silently not keep it.
func (d *managed[M, T]) notKept(planned, state values) (all []*notKeptError) {
	for name, value := range planned {
		if d.isSettable(name) && !value.IsUnknown() && !isSame(value, state[name]) {
			all = append(all, &notKeptError{vendor: d.vendor(), attribute: name, removed: d.isUnset(name, value)})
		}
	}
	slices.SortFunc(all, func(a, b *notKeptError) int { return strings.Compare(a.attribute, b.attribute) })
	return all
}

// notKeptError is a value that the vendor accepted and did not keep.
type notKeptError struct {
	vendor, attribute string
	removed           bool   // the configuration has no value
	created           string // what was created; "": it was changed
	replaces          bool   // another value replaces what was created
}

func (e *notKeptError) Error() string { return e.vendor + " did not keep " + e.attribute }

func (e *notKeptError) Explain() (attribute, summary, detail string) {
	summary = fmt.Sprintf("%s did not keep %s", e.vendor, e.attribute)
	detail = fmt.Sprintf("%s accepted the request, but its response has another value for %s.", e.vendor, e.attribute)
	suggestion := fmt.Sprintf("run terraform plan to see the value that %s has, and set %s to it or change it in %s's dashboard.", e.vendor, e.attribute, e.vendor)
	switch {
	case e.created != "":
		detail += fmt.Sprintf(" The state has the value of the configuration until the next plan, which %s.", e.nextPlan())
		suggestion = fmt.Sprintf("run terraform plan to see the value that %s has, and set %s to it.", e.vendor, e.attribute)
	case e.removed:
		detail = fmt.Sprintf("%s accepted the request to remove %s, but its response still has a value.", e.vendor, e.attribute)
		suggestion = insteadOfRemoving(e.attribute)
	}
	return e.attribute, summary, detail + "\n\nWhat to do: " + suggestion
}

func (e *notKeptError) nextPlan() string {
	if e.replaces {
		return "replaces the " + e.created
	}
	return fmt.Sprintf("changes the %s in place", e.created)
}

func insteadOfRemoving(attribute string) string {
	return fmt.Sprintf("set %s to a value, or replace the resource with terraform apply -replace.", attribute)
}

// notRemovedError is a value that the configuration no longer has, and that the vendor refuses to remove.
type notRemovedError struct {
	attribute string
	cause     error
}

// aboutRemoval is the error of a change, as a notRemovedError if the vendor complains about what the change was to remove.
func (o *operation[M, T]) aboutRemoval(err error) error {
	failed, refused := errors.AsType[*rest.Error](err)
	if !refused || o.prior == nil { // of a create
		return err
	}
	for _, fault := range failed.Faults {
		name := strings.TrimPrefix(fault.Pointer, "/")
		if value, sent := o.write[name]; sent && (value == nil || value == "") {
			return &notRemovedError{attribute: name, cause: err}
		}
	}
	return err
}

func (e *notRemovedError) Error() string { return e.cause.Error() }

func (e *notRemovedError) Unwrap() error { return e.cause }

func (e *notRemovedError) Explain() (attribute, summary, detail string) {
	_, summary, detail = advice.Explain(e.cause)
	happened, _, _ := strings.Cut(detail, "What to do: ")
	return e.attribute, summary, happened + "What to do: " + insteadOfRemoving(e.attribute)
}

// unfinishedError is an object that was created without what a second request was to set.
type unfinishedError struct {
	thing      string
	attributes []string // that were not set
	cause      error
}

func (e *unfinishedError) Error() string { return e.cause.Error() }

func (e *unfinishedError) Unwrap() error { return e.cause }

// Explain explains the error. What helps against its cause must not create another object.
func (e *unfinishedError) Explain() (attribute, summary, detail string) {
	_, failed, detail := advice.Explain(e.cause)
	happened, suggestion, _ := strings.Cut(strings.Replace(detail, "run it again", "apply again", 1), "What to do: ")
	return e.attributes[0], fmt.Sprintf("The %s was created, but %s was not set", e.thing, strings.Join(e.attributes, " and ")),
		fmt.Sprintf("%s.\n%s\n\nWhat to do: run terraform untaint with the address of this block. Otherwise, the next apply destroys the new %s "+
			"and creates another one. Then %s", failed, strings.TrimSpace(happened), e.thing, cmp.Or(suggestion, "apply again."))
}
