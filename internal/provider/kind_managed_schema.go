package provider

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Schema describes the resource. A change of an ID in the identity replaces the object, and what the vendor sets once
// stays: both follow from the roles of the attributes.
func (r *managedResource[M]) Schema(ctx context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	planned := make(map[string]resourceschema.Attribute, len(r.definition.attributes))
	for name, attribute := range r.definition.attributes {
		description := attribute.GetMarkdownDescription() + r.describedDefault(ctx, name)
		switch one := attribute.(type) {
		case resourceschema.StringAttribute:
			one.MarkdownDescription, one.PlanModifiers = description, r.planModifiers(name, one)
			attribute = one
		case resourceschema.BoolAttribute:
			one.MarkdownDescription = description
			attribute = one
		case resourceschema.Int64Attribute:
			one.MarkdownDescription = description
			attribute = one
		case resourceschema.Float64Attribute:
			one.MarkdownDescription = description
			attribute = one
		}
		planned[name] = attribute
	}
	response.Schema = resourceschema.Schema{MarkdownDescription: r.definition.summary, Attributes: planned}
}

// describedDefault is the sentence for an attribute's default. Only resources have it: elsewhere the vendor sets the value.
func (r *managedResource[M]) describedDefault(ctx context.Context, name string) string {
	switch value := plain(r.defaultOf(ctx, name, tftypes.NewValue(tftypes.String, nil))).(type) {
	case nil:
		return ""
	case string:
		return fmt.Sprintf(" Default: `%s`.", value)
	default:
		return fmt.Sprintf(" Default: %v.", value)
	}
}

func (r *managedResource[M]) planModifiers(name string, of resourceschema.StringAttribute) []planmodifier.String {
	var modifiers []planmodifier.String
	if of.Computed && of.Default == nil {
		modifiers = append(modifiers, stringplanmodifier.UseStateForUnknown())
	}
	switch settable := of.Required || of.Optional; {
	case settable && slices.Contains(r.definition.identity, name):
		modifiers = append(modifiers, stringplanmodifier.RequiresReplaceIf(anotherID, "another ID", "another ID"))
	case slices.Contains(r.definition.replace, name):
		modifiers = append(modifiers, stringplanmodifier.RequiresReplace())
	}
	return modifiers
}

// anotherID replaces an object if the ID changes, but not if only its case does.
func anotherID(_ context.Context, request planmodifier.StringRequest, response *stringplanmodifier.RequiresReplaceIfFuncResponse) {
	response.RequiresReplace = canonical(request.StateValue.ValueString()) != canonical(request.PlanValue.ValueString())
}

// IdentitySchema describes the identity, which an import block accepts instead of an ID.
func (r *managedResource[M]) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, response *resource.IdentitySchemaResponse) {
	same := map[string]identityschema.Attribute{}
	for _, name := range r.definition.identity {
		same[name] = identityschema.StringAttribute{
			Description:       r.definition.attributes[name].GetMarkdownDescription(),
			RequiredForImport: name != "account_id",
			OptionalForImport: name == "account_id", // the provider has one
		}
	}
	response.IdentitySchema = identityschema.Schema{Attributes: same}
}
