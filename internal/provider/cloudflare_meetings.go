package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

type cloudflareMeetings struct {
	AccountID types.String        `tfsdk:"account_id"`
	AppID     types.String        `tfsdk:"app_id"`
	Search    types.String        `tfsdk:"search"`
	Status    types.String        `tfsdk:"status"`
	Meetings  []cloudflareMeeting `tfsdk:"meetings"`
}

func cloudflareMeetingsDefinition() definition[cloudflareMeetings] {
	return definition[cloudflareMeetings]{
		name:    "cloudflare_meetings",
		summary: "Lists the meetings of a Cloudflare RealtimeKit app, all of them or those that match.",
		attributes: attributes{
			"account_id": accountIDAttribute(),
			"app_id":     appIDAttribute(),
			"search": dataschema.StringAttribute{
				MarkdownDescription: "Only meetings whose title or id matches. Cloudflare searches, and not letter by letter.",
				Optional:            true,
			},
			"status": dataschema.StringAttribute{
				MarkdownDescription: "Only meetings of this status: `ACTIVE` or `INACTIVE`.",
				Optional:            true,
				Validators:          []validator.String{stringvalidator.OneOf("ACTIVE", "INACTIVE")},
			},
			"meetings": shownList("The meetings, in Cloudflare's order. Cloudflare gives `ai_config` with a single meeting "+
				"alone: see `rtc_cloudflare_meeting`.", cloudflareMeetingAttributes()),
		},
		fetch: func(ctx context.Context, from *vendors, model *cloudflareMeetings) error {
			client, accountID, err := from.cloudflare(model.AccountID)
			if err != nil {
				return err
			}
			meetings, err := client.ListMeetings(ctx, accountID, model.AppID.ValueString(), cloudflare.MeetingFilter{
				Search: model.Search.ValueString(),
				Status: model.Status.ValueString(),
			})
			if err != nil {
				return err
			}
			model.AccountID, model.Meetings = types.StringValue(accountID), each(meetings, newCloudflareMeeting)
			return nil
		},
	}
}
