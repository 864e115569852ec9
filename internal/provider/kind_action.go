package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/action"
	actionschema "github.com/hashicorp/terraform-plugin-framework/action/schema"
)

// asAction makes an action of a definition. An action does something to an existing object, and has no result.
func (d definition[M]) asAction() action.Action { return &invoked[M]{definition: d} }

type invoked[M any] struct {
	definition definition[M]
	vendors    *vendors
}

// Metadata names the action.
func (a *invoked[M]) Metadata(_ context.Context, request action.MetadataRequest, response *action.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_" + a.definition.name
}

// Schema describes the action. An action has no computed attributes.
func (a *invoked[M]) Schema(_ context.Context, _ action.SchemaRequest, response *action.SchemaResponse) {
	same := make(map[string]actionschema.Attribute, len(a.definition.attributes))
	for name, attribute := range a.definition.attributes {
		same[name] = attribute
	}
	response.Schema = actionschema.Schema{MarkdownDescription: a.definition.summary, Attributes: same}
}

// Configure receives the configured clients.
func (a *invoked[M]) Configure(_ context.Context, request action.ConfigureRequest, response *action.ConfigureResponse) {
	a.vendors = configured(request.ProviderData, &response.Diagnostics)
}

// Invoke runs the action, and reports the outcome. The CLI does not retry a failed action, so the retries are inside.
func (a *invoked[M]) Invoke(ctx context.Context, request action.InvokeRequest, response *action.InvokeResponse) {
	var model M
	response.Diagnostics.Append(request.Config.Get(ctx, &model)...)
	if response.Diagnostics.HasError() {
		return
	}
	if err := a.definition.fetch(ctx, a.vendors, &model); err != nil {
		response.Diagnostics.Append(diagnose(err))
		return
	}
	response.SendProgress(action.InvokeProgressEvent{Message: a.definition.done(model)})
}
