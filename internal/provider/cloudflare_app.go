package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

// cloudflareApp is an app as both lookups show it.
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
		"id":         shownString("The app's id: the `app_id` of meetings, participants and tokens."),
		"name":       shownString("The app's name."),
		"created_at": shownString("When the app was created, in RFC 3339."),
	}
}

type cloudflareAppLookup struct {
	AccountID types.String `tfsdk:"account_id"`
	cloudflareApp
}

func cloudflareAppDefinition() definition[cloudflareAppLookup] {
	return definition[cloudflareAppLookup]{
		name:    "cloudflare_app",
		summary: "Finds one Cloudflare RealtimeKit app of an account, by its id or by its name.",
		attributes: with(cloudflareAppAttributes(), attributes{
			"account_id": accountIDAttribute(),
			"id": idKey("The app's id: the `app_id` of meetings, participants and tokens.",
				"name", "a UUID or 32 hexadecimal digits", parseAppID),
			"name": nameKey("The app's name."),
		}),
		fetch: func(ctx context.Context, from *vendors, model *cloudflareAppLookup) error {
			client, accountID, err := from.cloudflare(model.AccountID)
			if err != nil {
				return err
			}
			model.AccountID = types.StringValue(accountID)
			model.cloudflareApp, err = findCloudflareApp(ctx, client, accountID, model.cloudflareApp)
			return err
		},
	}
}

func findCloudflareApp(ctx context.Context, client *cloudflare.Client, accountID string, wanted cloudflareApp) (cloudflareApp, error) {
	if id := wanted.ID.ValueString(); id != "" {
		app, err := client.GetApp(ctx, accountID, id)
		return newCloudflareApp(app), err
	}
	apps, err := client.ListApps(ctx, accountID, wanted.Name.ValueString())
	if err != nil {
		return cloudflareApp{}, err
	}
	return search[cloudflareApp]{
		kind: "app", kinds: "apps", key: "name", wanted: wanted.Name,
		describe: func(a cloudflareApp) candidate {
			return candidate{id: a.ID, key: a.Name, details: []detail{{"created_at", a.CreatedAt}}}
		},
	}.one(each(apps, newCloudflareApp))
}
