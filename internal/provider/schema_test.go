package provider_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"terraform.local/rtc/terraform-provider-rtc/internal/provider"
)

func TestTwinsAreEqual(t *testing.T) {
	t.Parallel()
	all := schemas(t)
	for name, twin := range all.EphemeralResourceSchemas {
		if difference := cmp.Diff(all.DataSourceSchemas[name], twin, cmp.Comparer(sameType)); difference != "" {
			t.Errorf("%s (-data source +ephemeral resource):\n%s", name, difference)
		}
	}
}

// An item of a list has every attribute that the single thing has, except those that say where it is and what belongs to
// it, and what a vendor gives with the single thing alone.
func TestSingularAndPluralShowTheSame(t *testing.T) {
	t.Parallel()
	all := schemas(t)
	for _, one := range registered(t) {
		plural := all.DataSourceSchemas[one.name+"s"]
		if one.finds == nil || plural == nil {
			continue
		}
		single, list := typesOf(one.schema.Block.Attributes), map[string]tftypes.Type{}
		for _, attribute := range plural.Block.Attributes {
			if attribute.NestedType != nil {
				list = typesOf(attribute.NestedType.Attributes)
			}
		}
		for _, attribute := range plural.Block.Attributes {
			if _, shown := list[attribute.Name]; !shown {
				delete(single, attribute.Name)
			}
		}
		for _, name := range one.alone {
			delete(single, name)
		}
		if difference := cmp.Diff(single, list, cmp.Comparer(sameType)); difference != "" {
			t.Errorf("%s (-single +item of the plural):\n%s", one, difference)
		}
	}
}

func sameType(a, b tftypes.Type) bool {
	return a == nil && b == nil || a != nil && b != nil && a.Equal(b)
}

func typesOf(attributes []*tfprotov6.SchemaAttribute) map[string]tftypes.Type {
	all := map[string]tftypes.Type{}
	for _, attribute := range attributes {
		all[attribute.Name] = attribute.ValueType()
	}
	return all
}

func TestEverythingIsDescribedAndSecretsAreSensitive(t *testing.T) {
	t.Parallel()
	all := schemas(t)
	inspect(t, "provider", all.Provider)
	for _, one := range registered(t) {
		if one.kind.name != "function" {
			inspect(t, one.String(), one.schema)
		}
	}
	for name, function := range all.Functions {
		if function.Summary == "" || !strings.Contains(function.Description, "never verifies") {
			t.Errorf("%s: not described", name)
		}
		for _, parameter := range function.Parameters {
			if parameter.Description == "" {
				t.Errorf("%s: the parameter %s is not described", name, parameter.Name)
			}
		}
	}
}

func inspect(t *testing.T, name string, schema *tfprotov6.Schema) {
	t.Helper()
	if schema.Block.Description == "" || schema.Block.DescriptionKind != tfprotov6.StringKindMarkdown {
		t.Errorf("%s: no description", name)
	}
	walk(name, schema.Block.Attributes, func(path string, attribute *tfprotov6.SchemaAttribute) {
		if attribute.DescriptionKind != tfprotov6.StringKindMarkdown || !strings.HasSuffix(attribute.Description, ".") {
			t.Errorf("%s: its description is no sentence", path)
		}
		if secret := isSecret(attribute.Name); secret != attribute.Sensitive {
			t.Errorf("%s: sensitive %t, want %t", path, attribute.Sensitive, secret)
		}
	})
}

func walk(path string, attributes []*tfprotov6.SchemaAttribute, visit func(string, *tfprotov6.SchemaAttribute)) {
	for _, attribute := range attributes {
		visit(path+"."+attribute.Name, attribute)
		if attribute.NestedType != nil {
			walk(path+"."+attribute.Name, attribute.NestedType.Attributes, visit)
		}
	}
}

// isSecret goes by the name: attributes are named as the vendors name what they hold.
func isSecret(name string) bool {
	return slices.Contains([]string{"token", "refresh_token", "api_token", "api_key"}, name)
}

// What the vendor documents as secret, or as a way to it, is no attribute, however deep.
func TestSecretsAreLeftOut(t *testing.T) {
	t.Parallel()
	for _, one := range registered(t) {
		walk(one.String(), one.schema.Block.Attributes, func(path string, attribute *tfprotov6.SchemaAttribute) {
			switch attribute.Name {
			case "access_key", "secret", "password", "private_key", "live_streaming_config", "rtmp_url":
				t.Errorf("%s is there", path)
			}
		})
	}
}

// A schema and its model are written side by side; a field of a model that the schema lacks would show only in use.
func TestModelsFitTheirSchemas(t *testing.T) {
	t.Parallel()
	for _, open := range provider.New("test", func(string) string { return "" })().DataSources(t.Context()) {
		source := open()
		var (
			name     datasource.MetadataResponse
			response datasource.SchemaResponse
		)
		source.Metadata(t.Context(), datasource.MetadataRequest{ProviderTypeName: "rtc"}, &name)
		source.Schema(t.Context(), datasource.SchemaRequest{}, &response)
		if found := response.Schema.ValidateImplementation(t.Context()); found.HasError() {
			t.Errorf("%s: %v", name.TypeName, found)
		}
		// The model is what the definition's fetch reads, its last parameter. What fetch returns has the other attributes.
		fetch := reflect.ValueOf(source).Elem().FieldByName("definition").FieldByName("fetch").Type()
		model := reflect.New(fetch.In(fetch.NumIn() - 1).Elem()).Elem()
		for _, field := range reflect.VisibleFields(model.Type()) {
			attribute := field.Tag.Get("tfsdk")
			if attribute == "" {
				continue
			}
			of, found := response.Schema.Attributes[attribute]
			if !found {
				t.Errorf("%s has no attribute %s, which %s has", name.TypeName, attribute, model.Type())
				continue
			}
			checkTakes(t, name.TypeName+"."+attribute, of.GetType(), model.FieldByIndex(field.Index).Addr().Interface())
		}
	}
}

// checkTakes reads values of a type into a field.
func checkTakes(t *testing.T, what string, of attr.Type, field any) {
	t.Helper()
	kind := of.TerraformType(t.Context())
	for _, raw := range []tftypes.Value{tftypes.NewValue(kind, nil), hollow(kind)} {
		value, err := of.ValueFromTerraform(t.Context(), raw)
		if err != nil {
			t.Fatal(err)
		}
		if said := tfsdk.ValueAs(t.Context(), value, field); said.HasError() {
			t.Errorf("%s does not take %s: %v", what, raw, said)
		}
	}
}

// hollow is a value with every object there is in its type and, beneath, nothing but nulls.
func hollow(of tftypes.Type) tftypes.Value {
	element := func(of tftypes.Type) tftypes.Value {
		if of.Is(tftypes.String) {
			return tftypes.NewValue(of, "")
		}
		return hollow(of)
	}
	switch of := of.(type) {
	case tftypes.Object:
		members := map[string]tftypes.Value{}
		for name, member := range of.AttributeTypes {
			members[name] = hollow(member)
		}
		return tftypes.NewValue(of, members)
	case tftypes.List:
		return tftypes.NewValue(of, []tftypes.Value{element(of.ElementType)})
	case tftypes.Map:
		return tftypes.NewValue(of, map[string]tftypes.Value{"key": element(of.ElementType)})
	}
	return tftypes.NewValue(of, nil)
}
