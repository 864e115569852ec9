package provider

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
)

// Schema describes the resource. What says which object it is replaces it when it changes, and what the vendor sets once
// stays: both follow from the roles of the attributes.
func (r *managedResource[M]) Schema(_ context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	planned := make(map[string]resourceschema.Attribute, len(r.definition.attributes))
	for name, attribute := range r.definition.attributes {
		if text, ok := attribute.(resourceschema.StringAttribute); ok {
			text.PlanModifiers = r.planModifiers(name, text)
			attribute = text
		}
		planned[name] = attribute
	}
	response.Schema = resourceschema.Schema{MarkdownDescription: r.definition.summary, Attributes: planned}
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

// anotherID replaces what has another ID, and not what has its ID in other letters.
func anotherID(_ context.Context, request planmodifier.StringRequest, response *stringplanmodifier.RequiresReplaceIfFuncResponse) {
	response.RequiresReplace = canonical(request.StateValue.ValueString()) != canonical(request.PlanValue.ValueString())
}

// IdentitySchema describes what an import block may name instead of an ID.
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
