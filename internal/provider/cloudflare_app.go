package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

// cloudflareApp is an app, in both lookups.
type cloudflareApp struct {
	ID        types.String `tfsdk:"id"`
	Name      types.String `tfsdk:"name"`
	CreatedAt types.String `tfsdk:"created_at"`
}

func newCloudflareApp(a cloudflare.App) cloudflareApp {
	return cloudflareApp{
		ID:        types.StringValue(a.ID),
		Name:      types.StringPointerValue(a.Name),
		CreatedAt: instant(a.CreatedAt),
	}
}

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
	cloudflareApp
}

func cloudflareAppDefinition() definition[cloudflareAppLookup] {
	return definition[cloudflareAppLookup]{
		name:       "cloudflare_app",
		summary:    "Finds one Cloudflare RealtimeKit app of an account, by ID or name.",
		attributes: with(inAccountAttributes(), cloudflareAppAttributes().lookupBy("name")),
		fetch: func(ctx context.Context, from *vendors, model *cloudflareAppLookup) error {
			client, err := from.cloudflareFor(&model.inAccount)
			if err != nil {
				return err
			}
			app, err := search[cloudflare.App]{
				thing: "app", key: "name", id: model.ID, name: model.Name,
				get:      func(id string) (cloudflare.App, error) { return client.GetApp(ctx, model.account(), id) },
				list:     func(name string) ([]cloudflare.App, error) { return client.ListApps(ctx, model.account(), name) },
				describe: describeCloudflareApp,
			}.find()
			model.cloudflareApp = newCloudflareApp(app)
			return err
		},
	}
}

type cloudflareApps struct {
	inAccount
	Apps []cloudflareApp `tfsdk:"apps"`
}

func cloudflareAppsDefinition() definition[cloudflareApps] {
	return definition[cloudflareApps]{
		name:    "cloudflare_apps",
		summary: "Lists all Cloudflare RealtimeKit apps of an account.",
		attributes: with(inAccountAttributes(), attributes{
			"apps": computedList("The apps, newest first.", cloudflareAppAttributes()),
		}),
		fetch: func(ctx context.Context, from *vendors, model *cloudflareApps) error {
			client, err := from.cloudflareFor(&model.inAccount)
			if err != nil {
				return err
			}
			apps, err := client.ListApps(ctx, model.account(), "")
			model.Apps = each(apps, newCloudflareApp)
			return err
		},
	}
}
