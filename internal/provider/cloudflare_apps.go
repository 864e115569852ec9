package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/types"
)

type cloudflareApps struct {
	AccountID types.String    `tfsdk:"account_id"`
	Apps      []cloudflareApp `tfsdk:"apps"`
}

func cloudflareAppsDefinition() definition[cloudflareApps] {
	return definition[cloudflareApps]{
		name:    "cloudflare_apps",
		summary: "Lists all Cloudflare RealtimeKit apps of an account.",
		attributes: attributes{
			"account_id": accountIDAttribute(),
			"apps":       shownList("The apps, the newest first.", cloudflareAppAttributes()),
		},
		fetch: func(ctx context.Context, from *vendors, model *cloudflareApps) error {
			client, accountID, err := from.cloudflare(model.AccountID)
			if err != nil {
				return err
			}
			apps, err := client.ListApps(ctx, accountID, "")
			if err != nil {
				return err
			}
			model.AccountID, model.Apps = types.StringValue(accountID), each(apps, newCloudflareApp)
			return nil
		},
	}
}
