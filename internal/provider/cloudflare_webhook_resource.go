package provider

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/create"
)

// managedWebhook is a webhook that Terraform manages.
type managedWebhook struct {
	inApp
	ID  types.String `tfsdk:"id"`
	URL types.String `tfsdk:"url"`
}

type webhookOperation = operation[managedWebhook, cloudflare.Webhook]

func cloudflareWebhookResource() *managed[managedWebhook, cloudflare.Webhook] {
	return &managed[managedWebhook, cloudflare.Webhook]{
		name: "cloudflare_webhook",
		summary: "Registers and manages a webhook of a Cloudflare RealtimeKit app: a URL that Cloudflare tells what happens in the app's " +
			"meetings. Destroying the resource deletes the webhook.",
		identity: []string{"account_id", "app_id", "id"},
		attributes: with(inAppAttributes(), cloudflareWebhookSettingsAttributes().trimmed("name").
			withRole(required, "name", "url", "events").withRole(optionalComputed, "enabled")),
		create: createCloudflareWebhook,
		read: func(ctx context.Context, o *webhookOperation) (cloudflare.Webhook, error) {
			client, err := o.from.cloudflareFor(&o.model.inAccount)
			if err != nil {
				return cloudflare.Webhook{}, err
			}
			return client.GetWebhook(ctx, o.model.account(), o.model.app(), o.model.ID.ValueString())
		},
		update: func(ctx context.Context, o *webhookOperation) (cloudflare.Webhook, error) {
			client, err := o.from.cloudflareFor(&o.model.inAccount)
			if err != nil {
				return cloudflare.Webhook{}, err
			}
			return client.EditWebhook(ctx, o.model.account(), o.model.app(), o.model.ID.ValueString(), o.write)
		},
		delete: func(ctx context.Context, o *webhookOperation) error {
			client, err := o.from.cloudflareFor(&o.model.inAccount)
			if err != nil {
				return err
			}
			in, id := o.model.inApp, o.model.ID.ValueString()
			done := o.from.keys.Deleting(webhookKey(in, o.model.URL.ValueString()), id)
			if err = client.DeleteWebhook(ctx, in.account(), in.app(), id); gone(err) {
				err = nil
			}
			done(err)
			return err
		},
		list: lister[managedWebhook, cloudflare.Webhook]{
			title: "name", attributes: inAppAttributes(), summary: cloudflareWebhooksSummary,
			find: func(ctx context.Context, from *vendors, block listBlock, most int) (managedWebhook, []cloudflare.Webhook, error) {
				var in inApp
				if err := block.read(ctx, &in); err != nil {
					return managedWebhook{}, nil, err
				}
				webhooks, err := from.listWebhooks(ctx, &in)
				if most > 0 {
					webhooks = webhooks[:min(most, len(webhooks))]
				}
				return managedWebhook{inApp: in}, webhooks, err
			},
		},
	}
}

func createCloudflareWebhook(ctx context.Context, o *webhookOperation) (cloudflare.Webhook, error) {
	client, err := o.from.cloudflareFor(&o.model.inAccount)
	if err != nil {
		return cloudflare.Webhook{}, err
	}
	in, url := o.model.inApp, o.model.URL.ValueString()
	return create.Once(ctx, &o.from.keys, create.Object[cloudflare.Webhook]{
		Key: webhookKey(in, url), Thing: "webhook", Attribute: "url", Unique: true,
		Look: func(ctx context.Context, _ bool) ([]cloudflare.Webhook, error) {
			webhooks, err := client.ListWebhooks(ctx, in.account(), in.app())
			return slices.DeleteFunc(webhooks, func(w cloudflare.Webhook) bool { return !named(w.URL, url) }), err
		},
		Send: func(ctx context.Context) (cloudflare.Webhook, error) {
			return client.CreateWebhook(ctx, in.account(), in.app(), o.write)
		},
		ID:       func(w cloudflare.Webhook) string { return w.ID },
		AsSent:   o.asSent,
		ImportID: func(id string) string { return in.path() + "/" + id },
		Conflict: cloudflare.Conflict,
		Warn:     o.warn,
	})
}

func webhookKey(in inApp, url string) create.Key {
	return create.Key{Type: "cloudflare_webhook", Scope: in.path(), Value: url}
}
