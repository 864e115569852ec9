package provider

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/attr"
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
