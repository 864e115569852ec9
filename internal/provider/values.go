package provider

import (
	"context"
	"reflect"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// values are a configuration, a plan or a state, attribute by attribute. They are of any type.
type values map[string]attr.Value

// A reader is a configuration, a plan or a state of the framework's.
type reader interface {
	Get(ctx context.Context, target any) diag.Diagnostics
}

// readValues reads all attributes. Nothing, such as the state of a new object, has none.
func readValues(ctx context.Context, from reader) (values, diag.Diagnostics) {
	var object types.Object
	diagnostics := from.Get(ctx, &object)
	return object.Attributes(), diagnostics
}

// readInto reads all attributes, and those that a model has fields for into a pointer to it.
func readInto(ctx context.Context, from reader, model any) (values, diag.Diagnostics) {
	all, diagnostics := readValues(ctx, from)
	if !diagnostics.HasError() {
		diagnostics.Append(all.into(ctx, model)...)
	}
	return all, diagnostics
}

// into reads the attributes that a model has fields for, into a pointer to it.
func (v values) into(ctx context.Context, model any) (diagnostics diag.Diagnostics) {
	fields := reflect.ValueOf(model).Elem()
	for _, field := range reflect.VisibleFields(fields.Type()) {
		if name := field.Tag.Get("tfsdk"); name != "" {
			diagnostics.Append(tfsdk.ValueAs(ctx, v[name], fields.FieldByIndex(field.Index).Addr().Interface())...)
		}
	}
	return diagnostics
}

// valuesIn are the values in the fields of a model.
func valuesIn(model any) values {
	found, fields := values{}, reflect.ValueOf(model)
	for _, field := range reflect.VisibleFields(fields.Type()) {
		name := field.Tag.Get("tfsdk")
		if name == "" { // an embedded struct, whose fields follow
			continue
		}
		if value, ok := reflect.TypeAssert[attr.Value](fields.FieldByIndex(field.Index)); ok {
			found[name] = value
		}
	}
	return found
}

// object puts values together. What is missing is null.
func (a attributes) object(ctx context.Context, of values) (types.Object, diag.Diagnostics) {
	all, kinds := values{}, map[string]attr.Type{}
	for name, attribute := range a {
		kinds[name], all[name] = attribute.GetType(), of.orNull(ctx, name, attribute)
	}
	return types.ObjectValue(kinds, all)
}

// orNull is an attribute, null where there is none.
func (v values) orNull(ctx context.Context, name string, attribute resourceschema.Attribute) attr.Value {
	if value := v[name]; value != nil {
		return value
	}
	return nullOf(ctx, attribute)
}

// text is a string attribute; "" where there is none.
func (v values) text(name string) string { return textOf(v[name]) }

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
