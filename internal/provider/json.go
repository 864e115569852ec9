package provider

import (
	"context"
	"encoding/json"
	"math/big"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The vendors' fields have the names of the attributes. So JSON leads from one to the other, and no code lists them.

// fromJSON are the attributes that an object has under their names in JSON.
func (a attributes) fromJSON(ctx context.Context, object any) (values, error) {
	text, err := json.Marshal(object)
	if err != nil {
		return nil, err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(text, &fields); err != nil {
		return nil, err
	}
	found := values{}
	for name, field := range fields {
		attribute, wanted := a[name]
		if !wanted {
			continue
		}
		of := attribute.GetType()
		raw, err := tftypes.ValueFromJSONWithOpts(field, of.TerraformType(ctx), tftypes.ValueFromJSONOpts{IgnoreUndefinedAttributes: true})
		if err != nil {
			return nil, err
		}
		if found[name], err = of.ValueFromTerraform(ctx, raw); err != nil {
			return nil, err
		}
	}
	return found, nil
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
