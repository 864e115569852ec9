// Package provider is the Terraform provider. It turns blocks into requests to the vendors, and responses into values
// and diagnostics.
//
// References between the files run down: this file registers the types, VENDOR_THING.go has all kinds of one thing,
// kind_….go has what the kinds are made of, and all other files are used by these.
package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

type rtc struct {
	version string
	env     func(variable string) string

	lookFor time.Duration // see create.Keys; only tests set it
}

// A changed signature must not silently drop what these interfaces offer.
var (
	_ provider.ProviderWithEphemeralResources = &rtc{}
	_ provider.ProviderWithFunctions          = &rtc{}
	_ provider.ProviderWithListResources      = &rtc{}
	_ provider.ProviderWithActions            = &rtc{}
)

// New returns the provider. getenv finds variables of the environment, as os.Getenv does.
func New(version string, getenv func(string) string) func() provider.Provider {
	return func() provider.Provider { return &rtc{version: version, env: getenv} }
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

// lookups find the objects that tokens are for. Nothing in them is secret, so a data source is enough.
func lookups() []anyLookup {
	return []anyLookup{
		cloudflareActiveSessionDefinition(),
		cloudflareAppDefinition(),
		cloudflareAppsDefinition(),
		cloudflareMeetingDefinition(),
		cloudflareMeetingsDefinition(),
		cloudflareParticipantDefinition(),
		cloudflareParticipantsDefinition(),
		cloudflarePresetsDefinition(),
		cloudflareWebhookDefinition(),
		cloudflareWebhooksDefinition(),
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

func (p *rtc) Metadata(_ context.Context, _ provider.MetadataRequest, response *provider.MetadataResponse) {
	response.TypeName, response.Version = "rtc", p.version
}

func (p *rtc) Schema(_ context.Context, _ provider.SchemaRequest, response *provider.SchemaResponse) {
	response.Schema = schema.Schema{
		MarkdownDescription: "Mints access tokens for joining video rooms of Cloudflare RealtimeKit and Telnyx Video, and manages meetings, " +
			"participants and rooms. It needs a vendor's credential only if you use a block of that vendor.",
		Attributes: map[string]schema.Attribute{
			"cloudflare": schema.SingleNestedAttribute{
				MarkdownDescription: "Credentials and endpoint of Cloudflare RealtimeKit.",
				Optional:            true,
				Attributes: map[string]schema.Attribute{
					"api_token": schema.StringAttribute{
						MarkdownDescription: "API token with the permission Realtime or Realtime Admin. " +
							"Default: the environment variable `CLOUDFLARE_API_TOKEN`.",
						Optional:   true,
						Sensitive:  true,
						Validators: parses("an API token", orEmpty(cloudflareToken)),
					},
					"account_id": schema.StringAttribute{
						MarkdownDescription: "ID of the account for every block that does not set `account_id`. " +
							"Default: the environment variable `CLOUDFLARE_ACCOUNT_ID`.",
						Optional:   true,
						Validators: parses("32 hexadecimal digits", orEmpty(parseAccountID)),
					},
					"base_url":            baseURLAttribute("CLOUDFLARE_BASE_URL", "`https://api.cloudflare.com/client/v4`"),
					"requests_per_second": requestsPerSecondAttribute(),
				},
			},
			"telnyx": schema.SingleNestedAttribute{
				MarkdownDescription: "Credentials and endpoint of Telnyx Video.",
				Optional:            true,
				Attributes: map[string]schema.Attribute{
					"api_key": schema.StringAttribute{
						MarkdownDescription: "V2 API key. Default: the environment variable `TELNYX_API_KEY`.",
						Optional:            true,
						Sensitive:           true,
						Validators:          parses("an API key", orEmpty(credential)),
					},
					"base_url":            baseURLAttribute("TELNYX_BASE_URL", "`https://api.telnyx.com/v2`"),
					"requests_per_second": requestsPerSecondAttribute(),
				},
			},
			"request_timeout": schema.StringAttribute{
				MarkdownDescription: "Longest duration of one attempt, such as `45s`, 1ms to 24h. Default: `30s`.",
				Optional:            true,
				Validators:          parses("a duration", orEmpty(duration)),
			},
			"max_retries": schema.NumberAttribute{
				MarkdownDescription: "Number of retries of one request after a 5xx, a 408 or a broken connection, 0 to 20. Default: 4.",
				Optional:            true,
				Validators:          whole(0, 20),
			},
			"rate_limit_timeout": schema.StringAttribute{
				MarkdownDescription: "Longest wait of one request because the vendor asks for it, 1ms to 24h: for its rate limit, or in the " +
					"`Retry-After` of a 5xx. Waiting requests do not time out while earlier ones are being sent. Default: `6m`, which outlasts " +
					"Cloudflare's block of five minutes.",
				Optional:   true,
				Validators: parses("a duration", orEmpty(duration)),
			},
			"max_in_flight": schema.NumberAttribute{
				MarkdownDescription: "Number of concurrent requests to each vendor, across all blocks, 1 to 1000. Default: 64.",
				Optional:            true,
				Validators:          whole(1, 1000),
			},
			"mint_tokens": schema.BoolAttribute{
				MarkdownDescription: "Whether ephemeral resources mint tokens, intended for `mint_tokens = terraform.applying`. If false, they " +
					"send no request and their outputs are null. Data sources still mint. Default: true.",
				Optional: true,
			},
		},
	}
}

func baseURLAttribute(variable, otherwise string) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: "URL of the API: https, or http for a server on this machine. Default: the environment " +
			"variable `" + variable + "`, then " + otherwise + ".",
		Optional:   true,
		Validators: parses("an https URL", orEmpty(baseURL)),
	}
}

func requestsPerSecondAttribute() schema.NumberAttribute {
	return schema.NumberAttribute{
		MarkdownDescription: "Maximum number of requests per second, at least 0.01. Set it if other clients share the vendor's rate limit. Default: no maximum.",
		Optional:            true,
		Validators:          atLeast(0.01),
	}
}

// Configure makes the vendors' clients available to every block.
func (p *rtc) Configure(ctx context.Context, request provider.ConfigureRequest, response *provider.ConfigureResponse) {
	var config providerModel
	response.Diagnostics.Append(request.Config.Get(ctx, &config)...)
	if response.Diagnostics.HasError() {
		return
	}
	v := newVendors(settings{block: config, env: p.env, userAgent: "terraform-provider-rtc/" + p.version})
	v.keys.LookFor = p.lookFor
	response.DataSourceData, response.EphemeralResourceData, response.ResourceData = v, v, v
	response.ListResourceData, response.ActionData = v, v
}

// Resources lists the managed resources. None has a token, because a token would be stored in state.
func (p *rtc) Resources(context.Context) []func() resource.Resource {
	var all []func() resource.Resource
	for _, one := range managedResources() {
		all = append(all, one.asResource)
	}
	return all
}

// managedResources are the definitions of the managed resources.
func managedResources() []managedKinds {
	return []managedKinds{cloudflareMeetingResource(), cloudflareParticipantResource(), cloudflareWebhookResource(), telnyxRoomResource()}
}

// managedKinds is a managed definition, whatever its model.
type managedKinds interface {
	asResource() resource.Resource
	asListResource() list.ListResource
}

// ListResources lists the list resources, for terraform query.
func (p *rtc) ListResources(context.Context) []func() list.ListResource {
	var all []func() list.ListResource
	for _, one := range managedResources() {
		all = append(all, one.asListResource)
	}
	return all
}

func (p *rtc) Actions(context.Context) []func() action.Action {
	return []func() action.Action{
		cloudflareEndSessionDefinition().asAction,
		cloudflareKickParticipantsDefinition().asAction,
		telnyxEndSessionDefinition().asAction,
	}
}

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

func (p *rtc) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	var all []func() ephemeral.EphemeralResource
	for _, token := range tokens() {
		all = append(all, token.asEphemeral)
	}
	return all
}

func (p *rtc) Functions(context.Context) []func() function.Function {
	return []func() function.Function{func() function.Function { return decodeTokenFunction{} }}
}
