package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/action"
	actionschema "github.com/hashicorp/terraform-plugin-framework/action/schema"
)

// An actionDefinition is one action: its name, summary and attributes, and how to run it. An action does something to an
// existing object, and has no result but a message. M is its model, a struct with a field for each attribute.
type actionDefinition[M any] struct {
	name       string // after "rtc_"
	summary    string // Markdown, one paragraph
	attributes attributes
	run        func(ctx context.Context, from *vendors, model *M) (message string, err error)
}

func (d actionDefinition[M]) asAction() action.Action { return &invoked[M]{definition: d} }

type invoked[M any] struct {
	definition actionDefinition[M]
	vendors    *vendors
}

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

func (a *invoked[M]) Configure(_ context.Context, request action.ConfigureRequest, response *action.ConfigureResponse) {
	a.vendors = configured(request.ProviderData, &response.Diagnostics)
}

// Invoke runs the action, and reports the outcome. The CLI does not retry a failed action, so the retries are inside.
func (a *invoked[M]) Invoke(ctx context.Context, request action.InvokeRequest, response *action.InvokeResponse) {
	var model M
	_, diagnostics := readInto(ctx, request.Config, &model)
	if response.Diagnostics.Append(diagnostics...); diagnostics.HasError() {
		return
	}
	message, err := a.definition.run(ctx, a.vendors, &model)
	if err != nil {
		response.Diagnostics.Append(diagnose(err))
		return
	}
	response.SendProgress(action.InvokeProgressEvent{Message: message})
}
