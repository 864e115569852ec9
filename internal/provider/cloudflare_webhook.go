package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

// cloudflareWebhookSettingsAttributes are those that the data sources and the resource share.
func cloudflareWebhookSettingsAttributes() attributes {
	enabled := computedBool("Whether Cloudflare sends events to the webhook.")
	enabled.Default = booldefault.StaticBool(true)
	return attributes{
		"id":   computedString("ID of the webhook, which deliveries carry in the header `rtk-webhook-id`.", isUUID()...),
		"name": computedString("Name of the webhook.", notEmpty()),
		"url": computedString("https URL that Cloudflare sends events to, unique in the app. It is stored in state: put no secret into it.",
			parses("an https URL", parseWebhookURL)...),
		"events": resourceschema.SetAttribute{
			MarkdownDescription: "Events that Cloudflare sends, such as `meeting.started`. Their order means nothing.",
			ElementType:         types.StringType,
			Computed:            true,
			Validators:          []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.ValueStringsAre(notEmpty()), documentedEvents{}},
		},
		"enabled":    enabled,
		"created_at": computedString("Creation time of the webhook, in RFC 3339."),
	}
}

func cloudflareWebhookAttributes() attributes {
	return with(cloudflareWebhookSettingsAttributes(), attributes{
		"updated_at": computedString("Time of the last change of the webhook, in RFC 3339."),
	})
}

func describeCloudflareWebhook(w cloudflare.Webhook) candidate {
	return candidate{id: w.ID, key: types.StringPointerValue(w.URL), details: []detail{
		{"name", types.StringPointerValue(w.Name)}, {"created_at", instant(w.CreatedAt)},
	}}
}

type cloudflareWebhookLookup struct {
	inApp
	ID  types.String `tfsdk:"id"`
	URL types.String `tfsdk:"url"`
}

func cloudflareWebhookDefinition() definition[cloudflareWebhookLookup] {
	return definition[cloudflareWebhookLookup]{
		name:       "cloudflare_webhook",
		summary:    "Finds one webhook of a Cloudflare RealtimeKit app, by ID or `url`.",
		attributes: with(inAppAttributes(), cloudflareWebhookAttributes().lookupBy("url")),
		fetch: func(ctx context.Context, from *vendors, model *cloudflareWebhookLookup) (any, error) {
			client, err := from.cloudflareFor(&model.inAccount)
			if err != nil {
				return nil, err
			}
			return search[cloudflare.Webhook]{
				thing: "webhook", key: "url", id: model.ID, name: model.URL,
				get: func(id string) (cloudflare.Webhook, error) {
					return client.GetWebhook(ctx, model.account(), model.app(), id)
				},
				list: func(string) ([]cloudflare.Webhook, error) {
					return client.ListWebhooks(ctx, model.account(), model.app())
				},
				describe: describeCloudflareWebhook,
			}.find()
		},
	}
}

const cloudflareWebhooksSummary = "Lists all webhooks of a Cloudflare RealtimeKit app."

func cloudflareWebhooksDefinition() definition[inApp] {
	return definition[inApp]{
		name:    "cloudflare_webhooks",
		summary: cloudflareWebhooksSummary,
		attributes: with(inAppAttributes(), attributes{
			"webhooks": computedList("The webhooks, in Cloudflare's order.", cloudflareWebhookAttributes()),
		}),
		fetch: func(ctx context.Context, from *vendors, in *inApp) (any, error) {
			webhooks, err := from.listWebhooks(ctx, in)
			return map[string]any{"webhooks": webhooks}, err
		},
	}
}

func (v *vendors) listWebhooks(ctx context.Context, in *inApp) ([]cloudflare.Webhook, error) {
	client, err := v.cloudflareFor(&in.inAccount)
	if err != nil {
		return nil, err
	}
	return client.ListWebhooks(ctx, in.account(), in.app())
}
