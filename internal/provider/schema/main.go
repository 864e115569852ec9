// Command schema prints what the provider has, in the form of "terraform providers schema -json", for the generator of
// the pages. A CLI prints only the kinds that it knows: Terraform before 1.14 and OpenTofu leave out list resources and
// actions, and their pages with them.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"terraform.local/rtc/terraform-provider-rtc/internal/provider"
)

// source is an address that the generator knows: it finds providers of HashiCorp's registry only.
const source = "registry.terraform.io/hashicorp/rtc"

type fields = map[string]any

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	server := provider.NewServer("", func(string) string { return "" })
	all, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return err
	}
	identities, err := server.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		return err
	}
	for _, one := range append(all.Diagnostics, identities.Diagnostics...) {
		return fmt.Errorf("%s: %s", one.Summary, one.Detail)
	}
	return json.NewEncoder(os.Stdout).Encode(fields{
		"format_version": "1.0",
		"provider_schemas": fields{source: fields{
			"provider":                   schema(all.Provider),
			"resource_schemas":           each(all.ResourceSchemas, schema),
			"data_source_schemas":        each(all.DataSourceSchemas, schema),
			"ephemeral_resource_schemas": each(all.EphemeralResourceSchemas, schema),
			"list_resource_schemas":      each(all.ListResourceSchemas, schema),
			"action_schemas":             each(all.ActionSchemas, func(one *tfprotov6.ActionSchema) fields { return schema(one.Schema) }),
			"functions":                  each(all.Functions, function),
			"resource_identity_schemas":  each(identities.IdentitySchemas, identity),
		}},
	})
}

func each[T any](all map[string]T, as func(T) fields) fields {
	shown := fields{}
	for name, one := range all {
		shown[name] = as(one)
	}
	return shown
}

func schema(one *tfprotov6.Schema) fields {
	return fields{"version": one.Version, "block": fields{
		"attributes": attributes(one.Block.Attributes), "description": one.Block.Description, "description_kind": lower(one.Block.DescriptionKind),
	}}
}

func attributes(all []*tfprotov6.SchemaAttribute) fields {
	shown := fields{}
	for _, one := range all {
		attribute := fields{
			"description": one.Description, "description_kind": lower(one.DescriptionKind), "deprecated": one.Deprecated,
			"required": one.Required, "optional": one.Optional, "computed": one.Computed, "sensitive": one.Sensitive, "write_only": one.WriteOnly,
		}
		if one.NestedType != nil {
			attribute["nested_type"] = fields{"attributes": attributes(one.NestedType.Attributes), "nesting_mode": lower(one.NestedType.Nesting)}
		} else {
			attribute["type"] = one.Type
		}
		shown[one.Name] = attribute
	}
	return shown
}

// lower is how JSON has what the protocol's types print in capitals.
func lower(text fmt.Stringer) string { return strings.ToLower(text.String()) }

func function(one *tfprotov6.Function) fields {
	signature := fields{"description": one.Description, "summary": one.Summary, "return_type": one.Return.Type}
	var parameters []fields
	for _, parameter := range one.Parameters {
		parameters = append(parameters, fields{
			"name": parameter.Name, "description": parameter.Description, "is_nullable": parameter.AllowNullValue, "type": parameter.Type,
		})
	}
	signature["parameters"] = parameters
	return signature
}

func identity(one *tfprotov6.ResourceIdentitySchema) fields {
	shown := fields{}
	for _, attribute := range one.IdentityAttributes {
		shown[attribute.Name] = fields{
			"type": attribute.Type, "description": attribute.Description,
			"required_for_import": attribute.RequiredForImport, "optional_for_import": attribute.OptionalForImport,
		}
	}
	return fields{"version": one.Version, "attributes": shown}
}
