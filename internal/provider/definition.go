package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	ephemeralschema "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
)

// A definition is one type that can be fetched: its name, summary and attributes, and how to fetch it. M is its model, a
// struct with a field for each attribute.
type definition[M any] struct {
	name       string // after "rtc_"
	summary    string // Markdown, one paragraph, for every kind
	attributes attributes
	fetch      func(ctx context.Context, from *vendors, model *M) error // fills the computed fields
	withhold   func(model *M)                                           // fills in placeholders if mint_tokens is false; optional
	done       func(model M) string                                     // the message of an action when it is done
}

// asDataSource makes a data source of a definition. Its values are stored in state.
func (d definition[M]) asDataSource() datasource.DataSource { return &dataSource[M]{definition: d} }

// asEphemeral makes an ephemeral resource of a definition. Its values are stored nowhere.
func (d definition[M]) asEphemeral() ephemeral.EphemeralResource {
	return &ephemeralResource[M]{definition: d}
}

type dataSource[M any] struct {
	definition definition[M]
	vendors    *vendors
}

// Metadata names the data source.
func (s *dataSource[M]) Metadata(_ context.Context, request datasource.MetadataRequest, response *datasource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_" + s.definition.name
}

// Schema describes the data source.
func (s *dataSource[M]) Schema(_ context.Context, _ datasource.SchemaRequest, response *datasource.SchemaResponse) {
	same := make(map[string]dataschema.Attribute, len(s.definition.attributes))
	for name, attribute := range s.definition.attributes {
		same[name] = attribute
	}
	response.Schema = dataschema.Schema{MarkdownDescription: s.definition.summary, Attributes: same}
}

// Configure receives the configured clients.
func (s *dataSource[M]) Configure(_ context.Context, request datasource.ConfigureRequest, response *datasource.ConfigureResponse) {
	s.vendors = configured(request.ProviderData, &response.Diagnostics)
}

// Read fetches, whatever mint_tokens says: a data source needs its values in every plan.
func (s *dataSource[M]) Read(ctx context.Context, request datasource.ReadRequest, response *datasource.ReadResponse) {
	var model M
	response.Diagnostics.Append(request.Config.Get(ctx, &model)...)
	if response.Diagnostics.HasError() {
		return
	}
	if err := s.definition.fetch(ctx, s.vendors, &model); err != nil {
		response.Diagnostics.Append(diagnose(err)...)
		return
	}
	response.Diagnostics.Append(response.State.Set(ctx, &model)...)
	response.Diagnostics.Append(asConfigured(request.Config.Raw, &response.State.Raw)...)
}

type ephemeralResource[M any] struct {
	definition definition[M]
	vendors    *vendors
}

// Metadata names the ephemeral resource.
func (r *ephemeralResource[M]) Metadata(_ context.Context, request ephemeral.MetadataRequest, response *ephemeral.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_" + r.definition.name
}

// Schema describes the ephemeral resource.
func (r *ephemeralResource[M]) Schema(_ context.Context, _ ephemeral.SchemaRequest, response *ephemeral.SchemaResponse) {
	same := make(map[string]ephemeralschema.Attribute, len(r.definition.attributes))
	for name, attribute := range r.definition.attributes {
		same[name] = attribute
	}
	response.Schema = ephemeralschema.Schema{MarkdownDescription: r.definition.summary, Attributes: same}
}

// Configure receives the configured clients.
func (r *ephemeralResource[M]) Configure(_ context.Context, request ephemeral.ConfigureRequest, response *ephemeral.ConfigureResponse) {
	r.vendors = configured(request.ProviderData, &response.Diagnostics)
}

// Open fetches, or leaves every output null if mint_tokens is false. There is no Renew, which cannot replace a value
// mid-run, and no Close: neither vendor can revoke a single token.
func (r *ephemeralResource[M]) Open(ctx context.Context, request ephemeral.OpenRequest, response *ephemeral.OpenResponse) {
	var model M
	response.Diagnostics.Append(request.Config.Get(ctx, &model)...)
	if response.Diagnostics.HasError() {
		return
	}
	if err := r.fill(ctx, &model); err != nil {
		response.Diagnostics.Append(diagnose(&openError{err})...)
		return
	}
	response.Diagnostics.Append(response.Result.Set(ctx, &model)...)
	response.Diagnostics.Append(asConfigured(request.Config.Raw, &response.Result.Raw)...)
}

func (r *ephemeralResource[M]) fill(ctx context.Context, model *M) error {
	mint, err := r.vendors.mintTokens()
	switch {
	case err != nil:
		return err
	case mint:
		return r.definition.fetch(ctx, r.vendors, model)
	case r.definition.withhold != nil:
		r.definition.withhold(model)
	}
	return nil
}
