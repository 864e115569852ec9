package provider

import (
	"context"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

type cloudflareApps struct {
	inAccount
	Apps []cloudflareApp `tfsdk:"apps"`
}

func cloudflareAppsDefinition() definition[cloudflareApps] {
	return definition[cloudflareApps]{
		name:    "cloudflare_apps",
		summary: "Lists all Cloudflare RealtimeKit apps of an account.",
		attributes: with(inAccountAttributes(), attributes{
			"apps": shownList("The apps, newest first.", cloudflareAppAttributes()),
		}),
		fetch: onCloudflare(func(ctx context.Context, client *cloudflare.Client, accountID string, model *cloudflareApps) error {
			apps, err := client.ListApps(ctx, accountID, "")
			model.Apps = each(apps, newCloudflareApp)
			return err
		}),
	}
}
