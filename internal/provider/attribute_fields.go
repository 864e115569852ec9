package provider

import (
	"context"
	"errors"
	"reflect"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The framework has a struct for each type of attribute. All have the same fields, and no interface to set them or to call
// what is in them. Reflection does, so that nothing else needs to know the types.

// withFields is a copy of an attribute with these values in its fields.
func withFields(attribute resourceschema.Attribute, fields map[string]any) resourceschema.Attribute {
	changed := reflect.New(reflect.TypeOf(attribute))
	changed.Elem().Set(reflect.ValueOf(attribute))
	setFields(changed.Elem(), fields)
	copied, _ := reflect.TypeAssert[resourceschema.Attribute](changed.Elem()) // as the original is
	return copied
}

func setFields(of reflect.Value, fields map[string]any) {
	for name, value := range fields {
		of.FieldByName(name).Set(reflect.ValueOf(value))
	}
}

// defaultOf is the default of an attribute, or null.
func defaultOf(ctx context.Context, attribute resourceschema.Attribute) attr.Value {
	if field := reflect.ValueOf(attribute).FieldByName("Default"); field.IsValid() && !field.IsNil() {
		value, _ := reflect.TypeAssert[attr.Value](call(ctx, field, "Default", nil).FieldByName("PlanValue"))
		return value
	}
	return nullOf(ctx, attribute)
}

func nullOf(ctx context.Context, attribute resourceschema.Attribute) attr.Value {
	null, err := attribute.GetType().ValueFromTerraform(ctx, tftypes.NewValue(attribute.GetType().TerraformType(ctx), nil))
	if err != nil {
		panic("the framework has no null of an attribute's type: " + err.Error())
	}
	return null
}

// validate runs the validators of an attribute on a value.
func validate(ctx context.Context, name string, attribute resourceschema.Attribute, value attr.Value) (diagnostics diag.Diagnostics) {
	validators := reflect.ValueOf(attribute).FieldByName("Validators")
	for i := range validators.Len() {
		request := map[string]any{"Path": path.Root(name), "PathExpression": path.MatchRoot(name), "ConfigValue": value}
		said, _ := reflect.TypeAssert[diag.Diagnostics](call(ctx, validators.Index(i), "Validate", request).FieldByName("Diagnostics"))
		diagnostics.Append(said...)
	}
	return diagnostics
}

// call calls the method of an interface that has this prefix before the type's name, such as ValidateString, and returns
// its response.
func call(ctx context.Context, on reflect.Value, prefix string, fields map[string]any) reflect.Value {
	for method := range on.Type().Methods() {
		if strings.HasPrefix(method.Name, prefix) {
			request, response := reflect.New(method.Type.In(1)).Elem(), reflect.New(method.Type.In(2).Elem())
			setFields(request, fields)
			on.MethodByName(method.Name).Call([]reflect.Value{reflect.ValueOf(ctx), request, response})
			return response.Elem()
		}
	}
	panic("the framework's " + on.Type().String() + " has no method " + prefix + "…")
}

// isSupported is an error for an attribute that a managed resource cannot send and compare as one value.
func isSupported(attribute resourceschema.Attribute) error {
	_, nested := attribute.(resourceschema.NestedAttribute)
	_, dynamic := attribute.(resourceschema.DynamicAttribute)
	if nested || dynamic {
		return errors.New("attributes that a configuration sets can be of any type but nested and dynamic")
	}
	return nil
}
