package provider

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/advice"
	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/create"
)

// cloudflareWebhookSettingsAttributes are those that the data sources and the resource share.
func cloudflareWebhookSettingsAttributes() attributes {
	return attributes{
		"id":   computedString("ID of the webhook, which deliveries carry in the header `rtk-webhook-id`.", isUUID()...),
		"name": computedString("Name of the webhook.", notEmpty()),
		"url": computedString("https URL that Cloudflare sends events to, unique in the app. It is stored in state: put no secret into it.",
			parses("an https URL", parseWebhookURL)...),
		"events": resourceschema.SetAttribute{
			MarkdownDescription: "Events that Cloudflare sends, such as `meeting.started`. Their order means nothing.",
			ElementType:         types.StringType,
			Computed:            true,
			Validators: []validator.Set{
				setvalidator.SizeAtLeast(1), setvalidator.NoNullValues(), setvalidator.ValueStringsAre(notEmpty()),
				setvalidator.ValueStringsAre(isTrimmed()...),
				documentedEvents{"names of events that Cloudflare documents"},
			},
		},
		"enabled":    computedFlag("Whether Cloudflare sends events to the webhook.", true),
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
				describe: describeCloudflareWebhook, secret: true,
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

// managedWebhook is a webhook that Terraform manages.
type managedWebhook struct {
	inApp
	ID   types.String `tfsdk:"id"`
	Name types.String `tfsdk:"name"`
	URL  types.String `tfsdk:"url"`
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
		plan: func(ctx context.Context, o *webhookOperation) error {
			if !o.moved {
				return nil
			}
			return checkNewApp(ctx, o.from, &o.model.inApp)
		},
		create: createCloudflareWebhook,
		read: func(ctx context.Context, o *webhookOperation) (cloudflare.Webhook, error) {
			client, err := o.from.cloudflareFor(&o.model.inAccount)
			if err != nil {
				return cloudflare.Webhook{}, err
			}
			return client.GetWebhook(ctx, o.model.account(), o.model.app(), o.model.ID.ValueString())
		},
		update: updateCloudflareWebhook,
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
			find: func(ctx context.Context, from *vendors, read func(any) error, most int) (managedWebhook, []cloudflare.Webhook, error) {
				var in inApp
				if err := read(&in); err != nil {
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
	in, name, url := o.model.inApp, o.model.Name.ValueString(), o.model.URL.ValueString()
	matching := func(ctx context.Context, matches func(cloudflare.Webhook) bool) ([]cloudflare.Webhook, error) {
		webhooks, err := client.ListWebhooks(ctx, in.account(), in.app())
		return slices.DeleteFunc(webhooks, func(w cloudflare.Webhook) bool { return !matches(w) }), err
	}
	return create.Once(ctx, &o.from.keys, create.Object[cloudflare.Webhook]{
		Key: webhookKey(in, url), Thing: "webhook", Attribute: "url", Unique: true,
		Look: func(ctx context.Context, _ bool) ([]cloudflare.Webhook, error) {
			return matching(ctx, func(w cloudflare.Webhook) bool { return named(w.URL, url) })
		},
		Rivals: func(ctx context.Context) ([]cloudflare.Webhook, error) { // the documents do not say what is unique
			return matching(ctx, func(w cloudflare.Webhook) bool { return named(w.Name, name) })
		},
		RivalAttribute: "name",
		Send: func(ctx context.Context) (cloudflare.Webhook, error) {
			return client.CreateWebhook(ctx, in.account(), in.app(), o.write)
		},
		ID:       func(w cloudflare.Webhook) string { return w.ID },
		AsSent:   o.asSent,
		Conflict: cloudflare.Conflict,
		Warn:     o.warn,
	})
}

func updateCloudflareWebhook(ctx context.Context, o *webhookOperation) (cloudflare.Webhook, error) {
	client, err := o.from.cloudflareFor(&o.model.inAccount)
	if err != nil {
		return cloudflare.Webhook{}, err
	}
	in, id := o.model.inApp, o.model.ID.ValueString()
	edit := func(ctx context.Context) (cloudflare.Webhook, error) {
		return client.EditWebhook(ctx, in.account(), in.app(), id, o.write)
	}
	attribute := "url"
	var webhook cloudflare.Webhook
	if o.write[attribute] == nil {
		attribute = "name"
		webhook, err = edit(ctx)
	} else {
		url := o.model.URL.ValueString()
		webhook, err = create.Rename(ctx, &o.from.keys, create.Change[cloudflare.Webhook]{
			From: webhookKey(in, o.prior.URL.ValueString()), To: webhookKey(in, url), ID: id, Send: edit, Conflict: cloudflare.Conflict,
			Kept: func(w cloudflare.Webhook) bool { return !w.Has("url") || named(w.URL, url) },
		})
	}
	if cloudflare.Conflict(err) {
		err = create.Taken("webhook", attribute, err)
	}
	return webhook, err
}

func webhookKey(in inApp, url string) create.Key {
	return create.Key{Type: "cloudflare_webhook", Scope: in.path(), Value: url}
}

// documentedEvents warns of events that Cloudflare's documents do not have. It is no error, because Cloudflare adds events.
type documentedEvents struct{ described }

// ValidateSet names all unknown events in one warning.
func (documentedEvents) ValidateSet(_ context.Context, request validator.SetRequest, response *validator.SetResponse) {
	var unknown []string
	for _, element := range request.ConfigValue.Elements() {
		event, ok := element.(types.String)
		if name := strings.TrimSpace(event.ValueString()); ok && name != "" && !slices.Contains(cloudflare.WebhookEvents(), name) {
			unknown = append(unknown, event.ValueString())
		}
	}
	if len(unknown) > 0 {
		slices.Sort(unknown)
		response.Diagnostics.AddAttributeWarning(request.Path, "Unknown webhook events",
			"Cloudflare's documents do not have these events: "+advice.Names(unknown)+". Cloudflare may refuse them, or never send them. They "+
				"have "+advice.Names(cloudflare.WebhookEvents())+".\n\nWhat to do: check the spelling. If the event is new, ignore this warning.")
	}
}
