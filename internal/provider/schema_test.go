package provider_test

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"terraform.local/rtc/terraform-provider-rtc/internal/provider"
)

// schemas asks for everything that the provider has, as a CLI does first. The framework checks every schema and every
// function for what it cannot serve meanwhile.
func schemas(t *testing.T) *tfprotov6.GetProviderSchemaResponse {
	t.Helper()
	response, err := provider.NewServer("test", func(string) string { return "" }).
		GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for _, diagnostic := range response.Diagnostics {
		t.Errorf("%s: %s", diagnostic.Summary, diagnostic.Detail)
	}
	return response
}

// What the provider has is a promise to its users: a name is taken out of here only together with the documents.
func TestNames(t *testing.T) {
	t.Parallel()
	tokens := []string{
		"rtc_cloudflare_participant_token", "rtc_cloudflare_participant_tokens", "rtc_telnyx_room_client_token",
		"rtc_telnyx_room_client_token_refresh", "rtc_telnyx_room_client_tokens",
	}
	lookups := []string{
		"rtc_cloudflare_app", "rtc_cloudflare_apps", "rtc_cloudflare_meeting", "rtc_cloudflare_meetings",
		"rtc_cloudflare_participant", "rtc_cloudflare_participants", "rtc_telnyx_room", "rtc_telnyx_rooms",
	}
	all := schemas(t)
	for kind, c := range map[string]struct{ got, want []string }{
		"data sources":        {slices.Sorted(maps.Keys(all.DataSourceSchemas)), slices.Sorted(slices.Values(slices.Concat(tokens, lookups)))},
		"ephemeral resources": {slices.Sorted(maps.Keys(all.EphemeralResourceSchemas)), tokens},
		"functions":           {slices.Sorted(maps.Keys(all.Functions)), []string{"decode_token"}},
		"resources":           {slices.Sorted(maps.Keys(all.ResourceSchemas)), []string{"rtc_cloudflare_meeting", "rtc_cloudflare_participant", "rtc_telnyx_room"}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: %v, want %v", kind, c.got, c.want)
		}
	}
}

func TestTwinsAreEqual(t *testing.T) {
	t.Parallel()
	all := schemas(t)
	for name, twin := range all.EphemeralResourceSchemas {
		if !reflect.DeepEqual(all.DataSourceSchemas[name], twin) {
			t.Errorf("%s: the data source and the ephemeral resource differ", name)
		}
	}
}

// An item of a list has every attribute that the single thing has, except what is looked for and where, and what a
// vendor gives with the single thing alone.
func TestSingularAndPluralShowTheSame(t *testing.T) {
	t.Parallel()
	all := schemas(t)
	for name, c := range map[string]struct{ list, beside string }{
		"rtc_cloudflare_app":         {"apps", "account_id"},
		"rtc_cloudflare_meeting":     {"meetings", "account_id app_id ai_config"},
		"rtc_cloudflare_participant": {"participants", "account_id app_id meeting_id"},
		"rtc_telnyx_room":            {"rooms", "include_sessions"},
	} {
		single := typesOf(all.DataSourceSchemas[name].Block.Attributes)
		for beside := range strings.FieldsSeq(c.beside) {
			delete(single, beside)
		}
		plural := all.DataSourceSchemas[name+"s"].Block.Attributes
		list := plural[slices.IndexFunc(plural, func(a *tfprotov6.SchemaAttribute) bool { return a.Name == c.list })]
		if item := typesOf(list.NestedType.Attributes); !maps.EqualFunc(single, item, tftypes.Type.Equal) {
			t.Errorf("%s: %v, want %v", name, item, single)
		}
	}
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
	for name, schema := range all.DataSourceSchemas {
		inspect(t, name, schema)
	}
	for name, schema := range all.EphemeralResourceSchemas {
		inspect(t, "ephemeral "+name, schema)
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
	for name, schema := range schemas(t).DataSourceSchemas {
		walk(name, schema.Block.Attributes, func(path string, attribute *tfprotov6.SchemaAttribute) {
			switch attribute.Name {
			case "access_key", "secret", "password", "private_key", "live_streaming_config", "rtmp_url":
				t.Errorf("%s is there", path)
			}
		})
	}
}

// A schema and its model are written side by side; what one has and the other lacks would show only in use.
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
		object := response.Schema.Type().TerraformType(t.Context())
		members := map[string]tftypes.Value{}
		for attribute, of := range response.Schema.Attributes {
			members[attribute] = tftypes.NewValue(of.GetType().TerraformType(t.Context()), nil)
		}
		for kind, value := range map[string]tftypes.Value{
			"nulls":                  tftypes.NewValue(object, members),
			"objects that are empty": hollow(object),
		} {
			// The model is what the definition's fetch fills, its last parameter.
			fetch := reflect.ValueOf(source).Elem().FieldByName("definition").FieldByName("fetch").Type()
			model := reflect.New(fetch.In(fetch.NumIn() - 1).Elem()).Interface()
			config := tfsdk.Config{Schema: response.Schema, Raw: value}
			if found := config.Get(t.Context(), model); found.HasError() {
				t.Errorf("%s: reading a configuration of %s: %v", name.TypeName, kind, found)
			}
			state := tfsdk.State{Schema: response.Schema, Raw: tftypes.NewValue(object, nil)}
			if found := state.Set(t.Context(), model); found.HasError() {
				t.Errorf("%s: storing %s: %v", name.TypeName, kind, found)
			}
			if !state.Raw.Equal(value) {
				t.Errorf("%s: %s are not what they were: %s", name.TypeName, kind, state.Raw)
			}
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
