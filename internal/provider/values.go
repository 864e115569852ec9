package provider

import (
	"context"
	"math/big"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// values are a configuration, a plan or a state, attribute by attribute. They are of any type.
type values map[string]attr.Value

// readValues reads all attributes. Nothing, such as the state of a new object, has none.
func readValues(ctx context.Context, from interface {
	Get(ctx context.Context, target any) diag.Diagnostics
}) (values, diag.Diagnostics) {
	var object types.Object
	diagnostics := from.Get(ctx, &object)
	return object.Attributes(), diagnostics
}

// valuesOf are the values in a model.
func (a attributes) valuesOf(ctx context.Context, model any) (values, diag.Diagnostics) {
	object, diagnostics := types.ObjectValueFrom(ctx, a.types(), model)
	return object.Attributes(), diagnostics
}

// object puts values together again.
func (a attributes) object(of values) (types.Object, diag.Diagnostics) {
	return types.ObjectValue(a.types(), of)
}

func (a attributes) types() map[string]attr.Type {
	all := make(map[string]attr.Type, len(a))
	for name, attribute := range a {
		all[name] = attribute.GetType()
	}
	return all
}

// text is a string attribute; "" where there is none.
func (v values) text(name string) string { return textOf(v[name]) }

// complete fills in what is not known yet.
func (v values) complete(from values) {
	for name, value := range v {
		if value.IsUnknown() {
			v[name] = from[name]
		}
	}
}

// textOf is a known string; "" for everything else.
func textOf(value attr.Value) string {
	text, _ := value.(types.String)
	return text.ValueString()
}

// isBlank says whether a value is null or an empty string.
func isBlank(value attr.Value) bool {
	text, isText := value.(types.String)
	return value.IsNull() || isText && !text.IsUnknown() && text.ValueString() == ""
}

// isSame compares strings in Unicode NFC, as the CLI does, and treats null and "" as equal, as the vendors do.
func isSame(a, b attr.Value) bool {
	if isBlank(a) && isBlank(b) {
		return true
	}
	if one, other := textOf(a), textOf(b); one != "" && other != "" {
		return rest.Same(one, other)
	}
	return a.Equal(b)
}

// jsonOf is a known value as JSON has it.
func jsonOf(ctx context.Context, value attr.Value) any {
	raw, err := value.ToTerraformValue(ctx)
	if err != nil {
		panic("a value that the framework made cannot be read: " + err.Error())
	}
	return jsonOfRaw(raw)
}

func jsonOfRaw(value tftypes.Value) any {
	var (
		text     string
		truth    bool
		number   *big.Float
		elements []tftypes.Value
		members  map[string]tftypes.Value
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
	case value.As(&elements) == nil: // of a list, a set or a tuple
		return each(elements, jsonOfRaw)
	case value.As(&members) == nil: // of a map or an object
		object := make(map[string]any, len(members))
		for name, member := range members {
			object[name] = jsonOfRaw(member)
		}
		return object
	}
	panic("no JSON for a value of type " + value.Type().String())
}
