package provider

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	ephemeralschema "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"

	"terraform.local/rtc/terraform-provider-rtc/internal/advice"
)

// asEphemeral makes an ephemeral resource of a definition. Its values are stored nowhere.
func (d definition[M]) asEphemeral() ephemeral.EphemeralResource {
	return &ephemeralResource[M]{definition: d}
}

type ephemeralResource[M any] struct {
	definition definition[M]
	vendors    *vendors
}

func (r *ephemeralResource[M]) Metadata(_ context.Context, request ephemeral.MetadataRequest, response *ephemeral.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_" + r.definition.name
}

func (r *ephemeralResource[M]) Schema(_ context.Context, _ ephemeral.SchemaRequest, response *ephemeral.SchemaResponse) {
	same := make(map[string]ephemeralschema.Attribute, len(r.definition.attributes))
	for name, attribute := range r.definition.attributes {
		same[name] = attribute
	}
	response.Schema = ephemeralschema.Schema{MarkdownDescription: r.definition.summary, Attributes: same}
}

func (r *ephemeralResource[M]) Configure(_ context.Context, request ephemeral.ConfigureRequest, response *ephemeral.ConfigureResponse) {
	r.vendors = configured(request.ProviderData, &response.Diagnostics)
}

// Open fetches, or leaves every output null if mint_tokens is false. There is no Renew, which cannot replace a value
// mid-run, and no Close: neither vendor can revoke a single token.
func (r *ephemeralResource[M]) Open(ctx context.Context, request ephemeral.OpenRequest, response *ephemeral.OpenResponse) {
	var model M
	configured, diagnostics := readInto(ctx, request.Config, &model)
	if response.Diagnostics.Append(diagnostics...); diagnostics.HasError() {
		return
	}
	output, err := r.output(ctx, &model)
	if err != nil {
		response.Diagnostics.Append(diagnose(&openError{err}))
		return
	}
	result, diagnostics := r.definition.attributes.result(ctx, configured, model, output)
	if response.Diagnostics.Append(diagnostics...); !response.Diagnostics.HasError() {
		response.Diagnostics.Append(response.Result.Set(ctx, result)...)
	}
}

func (r *ephemeralResource[M]) output(ctx context.Context, model *M) (any, error) {
	mint, err := r.vendors.mintTokens()
	switch {
	case err != nil:
		return nil, err
	case mint:
		return r.definition.fetch(ctx, r.vendors, model)
	case r.definition.withhold != nil:
		return r.definition.withhold(*model), nil
	}
	return nil, nil //nolint:nilnil // nothing is an output
}

// openError is any error of an ephemeral resource. Only an ephemeral resource always mints, and can wait for apply.
type openError struct{ error }

func (e *openError) Unwrap() error { return e.error }

func (e *openError) Explain() (attribute, summary, detail string) {
	if setting, ok := errors.AsType[*settingError](e.error); ok {
		return setting.explain(true)
	}
	return advice.Explain(e.error)
}
