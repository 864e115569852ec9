package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// A definition is one type that can be fetched: its name, summary and attributes, and how to fetch it. M is its model, a
// struct with a field for each attribute that the request needs. What fetch returns has the other attributes, under their
// names in JSON.
type definition[M any] struct {
	name       string // after "rtc_"
	summary    string // Markdown, one paragraph, for every kind
	attributes attributes
	fetch      func(ctx context.Context, from *vendors, model *M) (any, error)
	required   []string          // attributes that only an ephemeral resource that mints nothing may leave null
	withhold   func(model M) any // placeholders if mint_tokens is false; optional
}

// asDataSource makes a data source of a definition. Its values are stored in state.
func (d definition[M]) asDataSource() datasource.DataSource { return &dataSource[M]{definition: d} }

type dataSource[M any] struct {
	definition definition[M]
	vendors    *vendors
}

func (s *dataSource[M]) Metadata(_ context.Context, request datasource.MetadataRequest, response *datasource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_" + s.definition.name
}

func (s *dataSource[M]) Schema(_ context.Context, _ datasource.SchemaRequest, response *datasource.SchemaResponse) {
	same := make(map[string]dataschema.Attribute, len(s.definition.attributes))
	for name, attribute := range s.definition.attributes {
		same[name] = attribute
	}
	response.Schema = dataschema.Schema{MarkdownDescription: s.definition.summary, Attributes: same}
}

// ValidateConfig refuses null for what only an ephemeral resource may leave null.
func (s *dataSource[M]) ValidateConfig(ctx context.Context, request datasource.ValidateConfigRequest, response *datasource.ValidateConfigResponse) {
	for _, name := range s.definition.required {
		var value attr.Value
		response.Diagnostics.Append(request.Config.GetAttribute(ctx, path.Root(name), &value)...)
		if value != nil && value.IsNull() {
			response.Diagnostics.Append(diagnose(&inputError{attribute: name}))
		}
	}
}

func (s *dataSource[M]) Configure(_ context.Context, request datasource.ConfigureRequest, response *datasource.ConfigureResponse) {
	s.vendors = configured(request.ProviderData, &response.Diagnostics)
}

// Read fetches, whatever mint_tokens says: a data source needs its values in every plan.
func (s *dataSource[M]) Read(ctx context.Context, request datasource.ReadRequest, response *datasource.ReadResponse) {
	var model M
	configured, diagnostics := readInto(ctx, request.Config, &model)
	if response.Diagnostics.Append(diagnostics...); diagnostics.HasError() {
		return
	}
	output, err := s.definition.fetch(ctx, s.vendors, &model)
	if err != nil {
		response.Diagnostics.Append(diagnose(err))
		return
	}
	result, diagnostics := s.definition.attributes.result(ctx, configured, model, output)
	if response.Diagnostics.Append(diagnostics...); !response.Diagnostics.HasError() {
		response.Diagnostics.Append(response.State.Set(ctx, result)...)
	}
}
