package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/action"
	actionschema "github.com/hashicorp/terraform-plugin-framework/action/schema"
)

// asAction is the kind for what is done to something that exists, and leaves nothing to keep.
func (d definition[M]) asAction() action.Action { return &invoked[M]{definition: d} }

type invoked[M any] struct {
	definition definition[M]
	vendors    *vendors
}

// Metadata names the action.
func (a *invoked[M]) Metadata(_ context.Context, request action.MetadataRequest, response *action.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_" + a.definition.name
}

// Schema describes the action. Nothing in an action is computed: it has no result.
func (a *invoked[M]) Schema(_ context.Context, _ action.SchemaRequest, response *action.SchemaResponse) {
	same := make(map[string]actionschema.Attribute, len(a.definition.attributes))
	for name, attribute := range a.definition.attributes {
		same[name] = attribute
	}
	response.Schema = actionschema.Schema{MarkdownDescription: a.definition.summary, Attributes: same}
}

// Configure receives what the provider made of its block.
func (a *invoked[M]) Configure(_ context.Context, request action.ConfigureRequest, response *action.ConfigureResponse) {
	a.vendors = configured(request.ProviderData, &response.Diagnostics)
}

// Invoke does it, and says what came of it. The CLI does not run an action again that failed: whatever may be repeated
// has to be repeated inside.
func (a *invoked[M]) Invoke(ctx context.Context, request action.InvokeRequest, response *action.InvokeResponse) {
	var model M
	response.Diagnostics.Append(request.Config.Get(ctx, &model)...)
	if response.Diagnostics.HasError() {
		return
	}
	if err := a.definition.fetch(ctx, a.vendors, &model); err != nil {
		response.Diagnostics.Append(diagnose(err)...)
		return
	}
	response.SendProgress(action.InvokeProgressEvent{Message: a.definition.done(model)})
}
