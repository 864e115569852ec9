package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
)

// schema describes the resource. An attribute that a managed resource cannot handle is an error, so that the provider does
// not start.
func (d *managed[M, T]) schema(ctx context.Context) (schema resourceschema.Schema, diagnostics diag.Diagnostics) {
	described := make(map[string]resourceschema.Attribute, len(d.attributes))
	for name, attribute := range d.attributes {
		if err := isSupported(attribute); err != nil && d.isSettable(name) {
			diagnostics.Append(diagnose(fmt.Errorf("rtc_%s.%s: %w", d.name, name, err)))
		}
		described[name] = withFields(attribute, map[string]any{
			"MarkdownDescription": attribute.GetMarkdownDescription() + describedDefault(ctx, attribute),
		})
	}
	return resourceschema.Schema{MarkdownDescription: d.summary, Attributes: described}, diagnostics
}

// describedDefault is the sentence for an attribute's default. Only resources have it: elsewhere the vendor sets the value.
func describedDefault(ctx context.Context, attribute resourceschema.Attribute) string {
	switch value := jsonOf(ctx, defaultOf(ctx, attribute)).(type) {
	case nil:
		return ""
	case string:
		return fmt.Sprintf(" Default: `%s`.", value)
	default:
		return fmt.Sprintf(" Default: %v.", value)
	}
}

// identitySchema describes the identity, which an import block accepts instead of an ID.
func (d *managed[M, T]) identitySchema() identityschema.Schema {
	parts := map[string]identityschema.Attribute{}
	for _, name := range d.identity {
		parts[name] = identityschema.StringAttribute{
			Description:       d.attributes[name].GetMarkdownDescription(),
			RequiredForImport: name != "account_id",
			OptionalForImport: name == "account_id", // the provider has one
		}
	}
	return identityschema.Schema{Attributes: parts}
}
