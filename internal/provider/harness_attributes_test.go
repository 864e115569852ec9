package provider

import (
	"context"
	"errors"
	"math/big"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/dynamicdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/float32default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/float64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int32default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/listdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/mapdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/numberdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/objectdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// rejects is a validator of every type that rejects one value.
type rejects struct{ value attr.Value }

func (rejects) Description(context.Context) string         { return "" }
func (rejects) MarkdownDescription(context.Context) string { return "" }

func (r rejects) check(at path.Path, value attr.Value, said *diag.Diagnostics) {
	if value.Equal(r.value) {
		said.Append(invalidValue(at, errors.New("is rejected")))
	}
}

func (r rejects) ValidateString(_ context.Context, q validator.StringRequest, a *validator.StringResponse) {
	r.check(q.Path, q.ConfigValue, &a.Diagnostics)
}

func (r rejects) ValidateBool(_ context.Context, q validator.BoolRequest, a *validator.BoolResponse) {
	r.check(q.Path, q.ConfigValue, &a.Diagnostics)
}

func (r rejects) ValidateNumber(_ context.Context, q validator.NumberRequest, a *validator.NumberResponse) {
	r.check(q.Path, q.ConfigValue, &a.Diagnostics)
}

func (r rejects) ValidateInt32(_ context.Context, q validator.Int32Request, a *validator.Int32Response) {
	r.check(q.Path, q.ConfigValue, &a.Diagnostics)
}

func (r rejects) ValidateInt64(_ context.Context, q validator.Int64Request, a *validator.Int64Response) {
	r.check(q.Path, q.ConfigValue, &a.Diagnostics)
}

func (r rejects) ValidateFloat32(_ context.Context, q validator.Float32Request, a *validator.Float32Response) {
	r.check(q.Path, q.ConfigValue, &a.Diagnostics)
}

func (r rejects) ValidateFloat64(_ context.Context, q validator.Float64Request, a *validator.Float64Response) {
	r.check(q.Path, q.ConfigValue, &a.Diagnostics)
}

func (r rejects) ValidateList(_ context.Context, q validator.ListRequest, a *validator.ListResponse) {
	r.check(q.Path, q.ConfigValue, &a.Diagnostics)
}

func (r rejects) ValidateSet(_ context.Context, q validator.SetRequest, a *validator.SetResponse) {
	r.check(q.Path, q.ConfigValue, &a.Diagnostics)
}

func (r rejects) ValidateMap(_ context.Context, q validator.MapRequest, a *validator.MapResponse) {
	r.check(q.Path, q.ConfigValue, &a.Diagnostics)
}

func (r rejects) ValidateObject(_ context.Context, q validator.ObjectRequest, a *validator.ObjectResponse) {
	r.check(q.Path, q.ConfigValue, &a.Diagnostics)
}

func (r rejects) ValidateDynamic(_ context.Context, q validator.DynamicRequest, a *validator.DynamicResponse) {
	r.check(q.Path, q.ConfigValue, &a.Diagnostics)
}

// sample is an attribute of one type, with a default and a validator that rejects another value.
type sample struct {
	attribute    schema.Attribute
	value, other attr.Value // the default, and what the validator rejects
	json         string     // of value
}

// samples are attributes of every type that the framework has, by the names of the types.
func samples() map[string]sample {
	text := func(words ...string) []attr.Value {
		return each(words, func(word string) attr.Value { return types.StringValue(word) })
	}
	number := func(n float64) types.Number { return types.NumberValue(big.NewFloat(n)) }
	members := map[string]attr.Type{"name": types.StringType, "on": types.BoolType}
	object := func(name string) types.Object {
		return types.ObjectValueMust(members, map[string]attr.Value{"name": types.StringValue(name), "on": types.BoolValue(true)})
	}
	list := func(words ...string) types.List { return types.ListValueMust(types.StringType, text(words...)) }
	set := func(words ...string) types.Set { return types.SetValueMust(types.StringType, text(words...)) }
	table := func(word string) types.Map {
		return types.MapValueMust(types.StringType, map[string]attr.Value{"key": types.StringValue(word)})
	}
	nested := schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{"name": schema.StringAttribute{}, "on": schema.BoolAttribute{}}}
	ofObjects, objects := types.ObjectType{AttrTypes: members}, []attr.Value{object("a")}
	objectList, objectSet := types.ListValueMust(ofObjects, objects), types.SetValueMust(ofObjects, objects)
	objectMap := types.MapValueMust(ofObjects, map[string]attr.Value{"key": object("a")})
	return map[string]sample{
		"String":  {schema.StringAttribute{Default: stringdefault.StaticString("a"), Validators: []validator.String{rejects{types.StringValue("b")}}}, types.StringValue("a"), types.StringValue("b"), `"a"`},
		"Bool":    {schema.BoolAttribute{Default: booldefault.StaticBool(true), Validators: []validator.Bool{rejects{types.BoolValue(false)}}}, types.BoolValue(true), types.BoolValue(false), `true`},
		"Number":  {schema.NumberAttribute{Default: numberdefault.StaticBigFloat(big.NewFloat(5)), Validators: []validator.Number{rejects{number(6)}}}, number(5), number(6), `5`},
		"Int32":   {schema.Int32Attribute{Default: int32default.StaticInt32(5), Validators: []validator.Int32{rejects{types.Int32Value(6)}}}, types.Int32Value(5), types.Int32Value(6), `5`},
		"Int64":   {schema.Int64Attribute{Default: int64default.StaticInt64(5), Validators: []validator.Int64{rejects{types.Int64Value(6)}}}, types.Int64Value(5), types.Int64Value(6), `5`},
		"Float32": {schema.Float32Attribute{Default: float32default.StaticFloat32(0.5), Validators: []validator.Float32{rejects{types.Float32Value(6)}}}, types.Float32Value(0.5), types.Float32Value(6), `0.5`},
		"Float64": {schema.Float64Attribute{Default: float64default.StaticFloat64(0.5), Validators: []validator.Float64{rejects{types.Float64Value(6)}}}, types.Float64Value(0.5), types.Float64Value(6), `0.5`},
		"List":    {schema.ListAttribute{ElementType: types.StringType, Default: listdefault.StaticValue(list("a", "b")), Validators: []validator.List{rejects{list("b", "a")}}}, list("a", "b"), list("b", "a"), `["a","b"]`},
		"Set":     {schema.SetAttribute{ElementType: types.StringType, Default: setdefault.StaticValue(set("a", "b")), Validators: []validator.Set{rejects{set("a")}}}, set("a", "b"), set("a"), `["a","b"]`},
		"Map":     {schema.MapAttribute{ElementType: types.StringType, Default: mapdefault.StaticValue(table("a")), Validators: []validator.Map{rejects{table("b")}}}, table("a"), table("b"), `{"key":"a"}`},
		"Object":  {schema.ObjectAttribute{AttributeTypes: members, Default: objectdefault.StaticValue(object("a")), Validators: []validator.Object{rejects{object("b")}}}, object("a"), object("b"), `{"name":"a","on":true}`},

		"SingleNested": {schema.SingleNestedAttribute{Attributes: nested.Attributes, Default: objectdefault.StaticValue(object("a")), Validators: []validator.Object{rejects{object("b")}}}, object("a"), object("b"), `{"name":"a","on":true}`},
		"ListNested":   {schema.ListNestedAttribute{NestedObject: nested, Default: listdefault.StaticValue(objectList), Validators: []validator.List{rejects{types.ListNull(ofObjects)}}}, objectList, types.ListNull(ofObjects), `[{"name":"a","on":true}]`},
		"SetNested":    {schema.SetNestedAttribute{NestedObject: nested, Default: setdefault.StaticValue(objectSet), Validators: []validator.Set{rejects{types.SetNull(ofObjects)}}}, objectSet, types.SetNull(ofObjects), `[{"name":"a","on":true}]`},
		"MapNested":    {schema.MapNestedAttribute{NestedObject: nested, Default: mapdefault.StaticValue(objectMap), Validators: []validator.Map{rejects{types.MapNull(ofObjects)}}}, objectMap, types.MapNull(ofObjects), `{"key":{"name":"a","on":true}}`},
		"Dynamic":      {schema.DynamicAttribute{Default: dynamicdefault.StaticValue(types.DynamicValue(types.BoolValue(true))), Validators: []validator.Dynamic{rejects{types.DynamicNull()}}}, types.DynamicValue(types.BoolValue(true)), types.DynamicNull(), `true`},
	}
}
