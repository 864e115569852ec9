package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

func cloudflareAppAttributes() attributes {
	return attributes{
		"id":         computedString("ID of the app, the `app_id` of meetings, participants and tokens.", isAppID()...),
		"name":       computedString("Name of the app.", notEmpty()),
		"created_at": computedString("Creation time of the app, in RFC 3339."),
	}
}

func describeCloudflareApp(a cloudflare.App) candidate {
	return candidate{id: a.ID, key: types.StringPointerValue(a.Name), details: []detail{{"created_at", instant(a.CreatedAt)}}}
}

type cloudflareAppLookup struct {
	inAccount
	ID   types.String `tfsdk:"id"`
	Name types.String `tfsdk:"name"`
}

func cloudflareAppDefinition() definition[cloudflareAppLookup] {
	return definition[cloudflareAppLookup]{
		name:       "cloudflare_app",
		summary:    "Finds one Cloudflare RealtimeKit app of an account, by ID or name.",
		attributes: with(inAccountAttributes(), cloudflareAppAttributes().lookupBy("name")),
		fetch: func(ctx context.Context, from *vendors, model *cloudflareAppLookup) (any, error) {
			client, err := from.cloudflareFor(&model.inAccount)
			if err != nil {
				return nil, err
			}
			return search[cloudflare.App]{
				thing: "app", key: "name", id: model.ID, name: model.Name,
				get:      func(id string) (cloudflare.App, error) { return client.GetApp(ctx, model.account(), id) },
				list:     func(name string) ([]cloudflare.App, error) { return client.ListApps(ctx, model.account(), name) },
				describe: describeCloudflareApp,
			}.find()
		},
	}
}

func cloudflareAppsDefinition() definition[inAccount] {
	return definition[inAccount]{
		name:    "cloudflare_apps",
		summary: "Lists all Cloudflare RealtimeKit apps of an account.",
		attributes: with(inAccountAttributes(), attributes{
			"apps": computedList("The apps, newest first.", cloudflareAppAttributes()),
		}),
		fetch: func(ctx context.Context, from *vendors, in *inAccount) (any, error) {
			client, err := from.cloudflareFor(in)
			if err != nil {
				return nil, err
			}
			apps, err := client.ListApps(ctx, in.account(), "")
			return map[string]any{"apps": apps}, err
		},
	}
}

// checkNewApp is the plan of a managed resource that may move to another app: a replacement deletes before it creates, and
// would fail halfway.
func checkNewApp(ctx context.Context, from *vendors, in *inApp) error {
	client, err := from.cloudflareFor(&in.inAccount)
	if err == nil {
		_, err = client.GetApp(ctx, in.account(), in.app())
	}
	return err
}
