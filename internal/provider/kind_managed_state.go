package provider

import (
	"context"
	"fmt"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// changedFields are the fields to send: all that are set, or those that differ from prior, if there is one.
func (d *managed[M, T]) changedFields(ctx context.Context, planned, prior values) map[string]any {
	fields := map[string]any{}
	for name, value := range planned {
		switch unset := d.isUnset(name, value); {
		case !d.isSettable(name) || value.IsUnknown():
		case prior == nil && unset:
		case prior != nil && (value.Equal(prior[name]) || d.replaces(name)): // a change in place, where the state had none
		case prior != nil && unset && d.isUnset(name, prior[name]):
		case unset:
			fields[name] = nil
		default:
			fields[name] = jsonOf(ctx, value)
		}
	}
	return fields
}

// isUnset says whether a value is none: null, or an empty string where a value is optional.
func (d *managed[M, T]) isUnset(name string, value attr.Value) bool {
	return value.IsNull() || isBlank(value) && !d.attributes[name].IsRequired()
}

// state makes a state of a response, and of the plan or the prior state. IDs stay as the configuration writes them. A field
// that the response lacks keeps its value. On import, where it has none, it gets the default.
func (d *managed[M, T]) state(ctx context.Context, model M, object T, before values) (values, error) {
	state := valuesIn(model) // its scope
	found, err := d.attributes.fromJSON(ctx, object)
	if err != nil {
		return nil, err
	}
	maps.Copy(state, found)
	for name, attribute := range d.attributes {
		value, old := state.orNull(ctx, name, attribute), before.orNull(ctx, name, attribute)
		switch {
		case old.IsUnknown():
		case d.identifies(name):
			if !old.IsNull() {
				state[name] = old
			}
		case !object.Has(name):
			if state[name] = old; old.IsNull() {
				state[name] = defaultOf(ctx, attribute)
			}
		case isBlank(value) && isBlank(old): // the vendors use null and "" alike
			if !old.IsNull() || !attribute.IsRequired() {
				state[name] = old
			}
		}
	}
	return state, nil
}

// hasFields says whether an object has the values of the fields that were sent.
func (d *managed[M, T]) hasFields(ctx context.Context, object T, sent map[string]any, planned values) bool {
	theirs, err := d.attributes.fromJSON(ctx, object)
	for name := range sent {
		if err != nil || object.Has(name) && !isSame(planned[name], theirs[name]) {
			return false
		}
	}
	return true
}

// checkKept compares the plan with the new state. A vendor may accept a value and silently not keep it. The CLI would
// report that as a bug of the provider.
func (d *managed[M, T]) checkKept(planned, state values) (diagnostics diag.Diagnostics) {
	for name, value := range planned {
		if d.isSettable(name) && !value.IsUnknown() && !isSame(value, state[name]) {
			diagnostics.Append(diagnose(&notKeptError{vendor: d.vendor(), attribute: name, removed: d.isUnset(name, value)}))
		}
	}
	return diagnostics
}

// notKeptError is a value that the vendor accepted and did not keep.
type notKeptError struct {
	vendor, attribute string
	removed           bool // the configuration has no value
}

func (e *notKeptError) Error() string { return e.vendor + " did not keep " + e.attribute }

// Explain explains the error.
func (e *notKeptError) Explain() (attribute, summary, detail string) {
	detail = fmt.Sprintf("%s accepted the request, but its response has another value for %s.", e.vendor, e.attribute)
	suggestion := fmt.Sprintf("run terraform plan to see the value that %s has, and set %s to it or change it in %s's dashboard.", e.vendor, e.attribute, e.vendor)
	if e.removed {
		detail = fmt.Sprintf("%s accepted the request to remove %s, but its response still has a value.", e.vendor, e.attribute)
		suggestion = fmt.Sprintf("set %s to a value, or replace the resource with terraform apply -replace.", e.attribute)
	}
	return e.attribute, fmt.Sprintf("%s did not keep %s", e.vendor, e.attribute), detail + "\n\nWhat to do: " + suggestion
}
