package provider_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	providerschema "github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cli"
)

// The examples hand tokens to resources of other providers, which no test can download. These stand in for them: the
// same names, the arguments that the examples set, and a write-only argument that joins with the token that it gets.
// So an example runs as it stands, and a token that does not arrive, or opens nothing, fails it.
func consumers() map[string][]consumer {
	writeOnly := schema.StringAttribute{Optional: true, WriteOnly: true}
	version := schema.Int64Attribute{Optional: true}
	name := schema.StringAttribute{Required: true}
	id := schema.StringAttribute{Computed: true, PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()}}
	return map[string][]consumer{
		"vault": {{name: "vault_kv_secret_v2", writeOnly: "data_json_wo", schema: schema.Schema{Attributes: map[string]schema.Attribute{
			"mount": name, "name": name, "id": id, "data_json_wo": writeOnly, "data_json_wo_version": version,
		}}}},
		"aws": {
			{name: "aws_secretsmanager_secret", schema: schema.Schema{Attributes: map[string]schema.Attribute{"name": name, "id": id}}},
			{name: "aws_secretsmanager_secret_version", writeOnly: "secret_string_wo", schema: schema.Schema{Attributes: map[string]schema.Attribute{
				"secret_id": name, "secret_string_wo": writeOnly, "secret_string_wo_version": version,
			}}},
		},
		"kubernetes": {{name: "kubernetes_secret_v1", writeOnly: "data_wo", schema: schema.Schema{
			Attributes: map[string]schema.Attribute{
				"data_wo": schema.MapAttribute{ElementType: types.StringType, Optional: true, WriteOnly: true}, "data_wo_revision": version,
			},
			Blocks: map[string]schema.Block{"metadata": schema.ListNestedBlock{
				NestedObject: schema.NestedBlockObject{Attributes: map[string]schema.Attribute{"name": name}},
			}},
		}}},
		"local": {{name: "local_sensitive_file", schema: schema.Schema{Attributes: map[string]schema.Attribute{
			"filename": name, "content": schema.StringAttribute{Required: true, Sensitive: true},
		}}}},
	}
}

// withConsumers has the stand-ins beside our provider.
func (p *project) withConsumers(joinURL string) *project {
	p.t.Helper()
	registry := map[string]string{"terraform": "registry.terraform.io", "tofu": "registry.opentofu.org"}[cli.Product(os.Getenv(cliVariable))]
	for name, resources := range consumers() {
		for i := range resources {
			resources[i].joinURL = joinURL
		}
		p.beside[registry+"/hashicorp/"+name] = providerserver.NewProtocol6(consumerProvider{name, resources})
	}
	return p
}

type consumerProvider struct {
	name      string
	resources []consumer
}

func (p consumerProvider) Metadata(_ context.Context, _ provider.MetadataRequest, response *provider.MetadataResponse) {
	response.TypeName = p.name
}

func (p consumerProvider) Schema(_ context.Context, _ provider.SchemaRequest, response *provider.SchemaResponse) {
	response.Schema = providerschema.Schema{}
}

func (p consumerProvider) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (p consumerProvider) DataSources(context.Context) []func() datasource.DataSource { return nil }

func (p consumerProvider) Resources(context.Context) []func() resource.Resource {
	var all []func() resource.Resource
	for _, one := range p.resources {
		all = append(all, func() resource.Resource { return one })
	}
	return all
}

// A consumer is a resource that takes a token and keeps the rest of what it is given.
type consumer struct {
	name      string
	writeOnly string // the argument that takes the token, if there is one
	joinURL   string
	schema    schema.Schema
}

func (c consumer) Metadata(_ context.Context, _ resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = c.name
}

func (c consumer) Schema(_ context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	response.Schema = c.schema
}

func (c consumer) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	response.State.Raw = request.Plan.Raw
	if _, has := c.schema.Attributes["id"]; has {
		response.Diagnostics.Append(response.State.SetAttribute(ctx, path.Root("id"), c.id(ctx, request.Plan))...)
	}
	if c.writeOnly == "" {
		return
	}
	if err := c.joinWith(ctx, request.Config); err != nil {
		response.Diagnostics.AddError("The consumer could not join", err.Error())
	}
}

// id is what the CLI shows of a new object: of Vault's, the path.
func (c consumer) id(ctx context.Context, plan tfsdk.Plan) string {
	var mount, name string
	if plan.GetAttribute(ctx, path.Root("mount"), &mount).HasError() || plan.GetAttribute(ctx, path.Root("name"), &name).HasError() {
		return c.name
	}
	return mount + "/data/" + name
}

func (c consumer) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

func (c consumer) Update(ctx context.Context, request resource.UpdateRequest, response *resource.UpdateResponse) {
	response.State.Raw = request.Plan.Raw
	if err := c.joinWith(ctx, request.Config); err != nil {
		response.Diagnostics.AddError("The consumer could not join", err.Error())
	}
}

func (c consumer) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}

// joinWith joins with the token among the consumer's data: what is called token, alone or in JSON.
func (c consumer) joinWith(ctx context.Context, config tfsdk.Config) error {
	data := map[string]string{}
	if _, isMap := c.schema.Attributes[c.writeOnly].(schema.MapAttribute); isMap {
		config.GetAttribute(ctx, path.Root(c.writeOnly), &data)
	} else {
		var text string
		config.GetAttribute(ctx, path.Root(c.writeOnly), &text)
		if err := json.Unmarshal([]byte(text), &data); err != nil {
			return err
		}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.joinURL, http.NoBody)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+data["token"])
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	if err := response.Body.Close(); err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s.%s: %s", c.name, c.writeOnly, response.Status)
	}
	return nil
}
