package provider

import (
	"context"
	"fmt"
	"math/big"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/defaults"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// An object is a state or a plan, attribute by attribute. The attributes of a managed resource are strings, numbers
// and booleans, under the vendor's own names, so that one piece of code compares, merges and sends them all.
type object map[string]tftypes.Value

func objectOf(raw tftypes.Value) object {
	var members map[string]tftypes.Value
	if raw.IsNull() || !raw.IsKnown() || raw.As(&members) != nil {
		return object{}
	}
	return members
}

// text is a string attribute; "" where there is none.
func (o object) text(name string) string {
	if value, ok := o[name]; ok {
		return textOf(value)
	}
	return ""
}

// changedFields are the attributes to send: all that are set, or those that differ from prior, if there is one. Attributes that
// a configuration cannot set and those of the identity are not sent.
func (r *managedResource[M]) changedFields(planned, prior object) map[string]any {
	fields := map[string]any{}
	for name, value := range planned {
		switch {
		case !r.isSettable(name) || !value.IsKnown():
		case prior == nil && value.IsNull():
		case prior != nil && value.Equal(prior[name]):
		default:
			fields[name] = plain(value)
		}
	}
	return fields
}

// isSettable says whether a configuration can set an attribute.
func (r *managedResource[M]) isSettable(name string) bool {
	attribute := r.definition.attributes[name]
	return (attribute.IsRequired() || attribute.IsOptional()) && !slices.Contains(r.definition.identity, name)
}

// plain is a value as JSON has it.
func plain(value tftypes.Value) any {
	var (
		text   string
		truth  bool
		number *big.Float
	)
	switch {
	case value.IsNull():
		return nil
	case value.As(&text) == nil:
		return text
	case value.As(&truth) == nil:
		return truth
	case value.As(&number) == nil:
		if whole, exact := number.Int64(); exact == big.Exact {
			return whole
		}
		fraction, _ := number.Float64()
		return fraction
	}
	return nil
}

// merge makes a state of a response and the plan or prior state. IDs stay as the configuration writes them. A field that
// the response lacks keeps its value. On import, where it has none, it gets the default.
func (r *managedResource[M]) merge(ctx context.Context, answered, base object, given rest.Given) object {
	merged := object{}
	for name, value := range answered {
		before, there := base[name]
		if !there {
			before = tftypes.NewValue(value.Type(), nil)
		}
		known := before.IsKnown()
		switch {
		case slices.Contains(r.definition.identity, name):
			if known && !before.IsNull() {
				value = before
			}
		case !given.Has(name) && known:
			value = before
			if value.IsNull() {
				value = r.defaultOf(ctx, name, value)
			}
		case known && blank(value) && blank(before): // the vendors use null and "" alike
			if !before.IsNull() || !r.definition.attributes[name].IsRequired() {
				value = before
			}
		}
		merged[name] = value
	}
	return merged
}

// blank says whether a value is null or empty.
func blank(value tftypes.Value) bool {
	var text string
	return value.IsNull() || value.As(&text) == nil && text == ""
}

// defaultOf is an attribute's default in the schema, which is also the vendor's.
func (r *managedResource[M]) defaultOf(ctx context.Context, name string, otherwise tftypes.Value) tftypes.Value {
	switch attribute := r.definition.attributes[name].(type) {
	case resourceschema.StringAttribute:
		if attribute.Default != nil {
			var response defaults.StringResponse
			attribute.Default.DefaultString(ctx, defaults.StringRequest{}, &response)
			return tftypes.NewValue(tftypes.String, response.PlanValue.ValueString())
		}
	case resourceschema.BoolAttribute:
		if attribute.Default != nil {
			var response defaults.BoolResponse
			attribute.Default.DefaultBool(ctx, defaults.BoolRequest{}, &response)
			return tftypes.NewValue(tftypes.Bool, response.PlanValue.ValueBool())
		}
	case resourceschema.Int64Attribute:
		if attribute.Default != nil {
			var response defaults.Int64Response
			attribute.Default.DefaultInt64(ctx, defaults.Int64Request{}, &response)
			return tftypes.NewValue(tftypes.Number, response.PlanValue.ValueInt64())
		}
	case resourceschema.Float64Attribute:
		if attribute.Default != nil {
			var response defaults.Float64Response
			attribute.Default.DefaultFloat64(ctx, defaults.Float64Request{}, &response)
			return tftypes.NewValue(tftypes.Number, response.PlanValue.ValueFloat64())
		}
	}
	return otherwise
}

// checkKept compares the plan with the vendor's response. A vendor may accept a value and silently not keep it. The CLI
// would report that as a bug of the provider.
func (r *managedResource[M]) checkKept(planned, stored object, diagnostics *diag.Diagnostics) {
	if diagnostics.HasError() {
		return
	}
	for name, value := range planned {
		if r.isSettable(name) && value.IsKnown() && !same(value, stored[name]) {
			diagnostics.Append(diagnose(&notKeptError{vendor: vendorOf(r.definition.name), attribute: name, removed: value.IsNull()}))
		}
	}
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

// same compares strings in Unicode NFC, as the CLI does, and treats null and "" as equal, as the vendors do.
func same(a, b tftypes.Value) bool {
	if blank(a) && blank(b) {
		return true
	}
	var one, other string
	if !a.IsNull() && !b.IsNull() && a.As(&one) == nil && b.As(&other) == nil {
		return rest.Same(one, other)
	}
	return a.Equal(b)
}
