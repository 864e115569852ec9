// Package provider is the Terraform face of the project: it turns blocks into calls to the vendors, and what comes of
// them into values and diagnostics. Each thing that can be fetched is one definition in one file; definition.go makes
// data sources and ephemeral resources of them.
package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/float64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

type rtc struct {
	version string
	env     environment

	lookAgainWithin time.Duration
}

// A changed signature must not drop the ephemeral resources or the function silently.
var (
	_ provider.ProviderWithEphemeralResources = &rtc{}
	_ provider.ProviderWithFunctions          = &rtc{}
	_ provider.ProviderWithListResources      = &rtc{}
	_ provider.ProviderWithActions            = &rtc{}
)

// New returns the provider. getenv finds variables of the environment, as os.Getenv does.
func New(version string, getenv func(string) string) func() provider.Provider {
	return func() provider.Provider { return &rtc{version: version, env: getenv, lookAgainWithin: lookAgainWithin} }
}

// tokens are access tokens for joining video rooms. Each is an ephemeral resource and a data source.
func tokens() []anyToken {
	return []anyToken{
		cloudflareParticipantTokenDefinition(),
		telnyxRoomClientTokenDefinition(),
		telnyxRoomClientTokenRefreshDefinition(),
		cloudflareParticipantTokensDefinition(),
		telnyxRoomClientTokensDefinition(),
	}
}

// lookups find what a token needs. Nothing in them is secret, so a data source is enough.
func lookups() []anyLookup {
	return []anyLookup{
		cloudflareAppDefinition(),
		cloudflareAppsDefinition(),
		cloudflareMeetingDefinition(),
		cloudflareMeetingsDefinition(),
		cloudflareParticipantDefinition(),
		cloudflareParticipantsDefinition(),
		cloudflarePresetsDefinition(),
		telnyxRoomDefinition(),
		telnyxRoomsDefinition(),
	}
}

// anyLookup is the definition of a data source, whatever its model.
type anyLookup interface {
	asDataSource() datasource.DataSource
}

// anyToken is the definition of a data source that is an ephemeral resource too.
type anyToken interface {
	anyLookup
	asEphemeral() ephemeral.EphemeralResource
}

// Metadata names the provider.
func (p *rtc) Metadata(_ context.Context, _ provider.MetadataRequest, response *provider.MetadataResponse) {
	response.TypeName, response.Version = "rtc", p.version
}

// Schema describes the provider block.
func (p *rtc) Schema(_ context.Context, _ provider.SchemaRequest, response *provider.SchemaResponse) {
	response.Schema = schema.Schema{
		MarkdownDescription: "Mints the tokens with which somebody joins a room: Cloudflare RealtimeKit " +
			"and Telnyx Video. A vendor's credential is asked for only when one of its blocks is used.",
		Attributes: map[string]schema.Attribute{
			"cloudflare": schema.SingleNestedAttribute{
				MarkdownDescription: "How to reach Cloudflare RealtimeKit.",
				Optional:            true,
				Attributes: map[string]schema.Attribute{
					"api_token": schema.StringAttribute{
						MarkdownDescription: "An API token with the permission Realtime or Realtime Admin. " +
							"Default: the environment variable `CLOUDFLARE_API_TOKEN`.",
						Optional:  true,
						Sensitive: true,
					},
					"account_id": schema.StringAttribute{
						MarkdownDescription: "The account of every block that names none. " +
							"Default: the environment variable `CLOUDFLARE_ACCOUNT_ID`.",
						Optional:   true,
						Validators: parses("32 hexadecimal digits", orEmpty(parseAccountID)),
					},
					"base_url":            baseURLAttribute("CLOUDFLARE_BASE_URL", "`https://api.cloudflare.com/client/v4`"),
					"requests_per_second": requestsPerSecondAttribute(),
				},
			},
			"telnyx": schema.SingleNestedAttribute{
				MarkdownDescription: "How to reach Telnyx Video.",
				Optional:            true,
				Attributes: map[string]schema.Attribute{
					"api_key": schema.StringAttribute{
						MarkdownDescription: "An API key. Default: the environment variable `TELNYX_API_KEY`.",
						Optional:            true,
						Sensitive:           true,
					},
					"base_url":            baseURLAttribute("TELNYX_BASE_URL", "`https://api.telnyx.com/v2`"),
					"requests_per_second": requestsPerSecondAttribute(),
				},
			},
			"request_timeout": schema.StringAttribute{
				MarkdownDescription: "How long one attempt may take, as a duration such as `45s`. Default `30s`.",
				Optional:            true,
				Validators:          parses("a duration", orEmpty(duration)),
			},
			"max_retries": schema.Int64Attribute{
				MarkdownDescription: "How often one call is repeated after a 5xx, a 408 or a broken connection, 0 to 20. Default 4.",
				Optional:            true,
				Validators:          []validator.Int64{int64validator.Between(0, 20)},
			},
			"rate_limit_timeout": schema.StringAttribute{
				MarkdownDescription: "How long one call may wait in all for a vendor's rate limit. Default `6m`, which " +
					"outlasts Cloudflare's block of five minutes.",
				Optional:   true,
				Validators: parses("a duration", orEmpty(duration)),
			},
			"max_in_flight": schema.Int64Attribute{
				MarkdownDescription: "How many calls are made at the same time to each vendor, over all blocks, 1 to 1000. Default 64.",
				Optional:            true,
				Validators:          []validator.Int64{int64validator.Between(1, 1000)},
			},
			"mint_tokens": schema.BoolAttribute{
				MarkdownDescription: "Whether ephemeral resources mint; made for `mint_tokens = terraform.applying`. " +
					"While it is false they call nobody and their outputs are null. Data sources mint regardless. Default true.",
				Optional: true,
			},
		},
	}
}

func baseURLAttribute(variable, otherwise string) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: "Where the API is. Only https, or http to this machine. Default: the environment " +
			"variable `" + variable + "`, then " + otherwise + ".",
		Optional:   true,
		Validators: parses("an https URL", orEmpty(baseURL)),
	}
}

func requestsPerSecondAttribute() schema.Float64Attribute {
	return schema.Float64Attribute{
		MarkdownDescription: "The most calls a second, for sharing a rate limit with others. Default: no cap beside the vendor's own.",
		Optional:            true,
		Validators:          []validator.Float64{float64validator.AtLeast(0.01)},
	}
}

// Configure makes the vendors' clients available to every block.
func (p *rtc) Configure(ctx context.Context, request provider.ConfigureRequest, response *provider.ConfigureResponse) {
	var config providerModel
	response.Diagnostics.Append(request.Config.Get(ctx, &config)...)
	if response.Diagnostics.HasError() {
		return
	}
	v := newVendors(config, p.env, "terraform-provider-rtc/"+p.version)
	v.lookAgainWithin = p.lookAgainWithin
	response.DataSourceData, response.EphemeralResourceData, response.ResourceData = v, v, v
	response.ListResourceData, response.ActionData = v, v
}

// Resources lists what Terraform creates and destroys. None holds a token: that would be a token in state.
func (p *rtc) Resources(context.Context) []func() resource.Resource {
	var all []func() resource.Resource
	for _, one := range managedResources() {
		all = append(all, one.asResource)
	}
	return all
}

// managedResources are what Terraform creates and destroys.
func managedResources() []managedKinds {
	return []managedKinds{cloudflareMeetingResource(), cloudflareParticipantResource(), telnyxRoomResource()}
}

// managedKinds is a managed definition of any model.
type managedKinds interface {
	asResource() resource.Resource
	asListResource() list.ListResource
}

// ListResources lists what terraform query can find.
func (p *rtc) ListResources(context.Context) []func() list.ListResource {
	var all []func() list.ListResource
	for _, one := range managedResources() {
		all = append(all, one.asListResource)
	}
	return all
}

// Actions lists what can be done to what exists.
func (p *rtc) Actions(context.Context) []func() action.Action {
	return []func() action.Action{cloudflareEndSessionDefinition().asAction, telnyxEndSessionDefinition().asAction}
}

// DataSources lists what may be kept in state.
func (p *rtc) DataSources(context.Context) []func() datasource.DataSource {
	var all []func() datasource.DataSource
	for _, token := range tokens() {
		all = append(all, token.asDataSource)
	}
	for _, lookup := range lookups() {
		all = append(all, lookup.asDataSource)
	}
	return all
}

// EphemeralResources lists what must not be kept.
func (p *rtc) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	var all []func() ephemeral.EphemeralResource
	for _, token := range tokens() {
		all = append(all, token.asEphemeral)
	}
	return all
}

// Functions lists what needs no call.
func (p *rtc) Functions(context.Context) []func() function.Function {
	return []func() function.Function{func() function.Function { return decodeTokenFunction{} }}
}
