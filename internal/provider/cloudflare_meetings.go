package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

type cloudflareMeetings struct {
	inApp
	Search   types.String        `tfsdk:"search"`
	Status   types.String        `tfsdk:"status"`
	Meetings []cloudflareMeeting `tfsdk:"meetings"`
}

func cloudflareMeetingsDefinition() definition[cloudflareMeetings] {
	return definition[cloudflareMeetings]{
		name:    "cloudflare_meetings",
		summary: "Lists the meetings of a Cloudflare RealtimeKit app, all of them or those that match.",
		attributes: with(inAppAttributes(), attributes{
			"search": narrows("Only meetings whose title or ID matches. Cloudflare searches, and not letter by letter."),
			"status": narrows("Only meetings of this status: `ACTIVE` or `INACTIVE`.", stringvalidator.OneOf("ACTIVE", "INACTIVE")),
			"meetings": shownList("The meetings, in Cloudflare's order. Cloudflare gives `ai_config` with a single meeting "+
				"alone: see `rtc_cloudflare_meeting`.", cloudflareMeetingAttributes()),
		}),
		fetch: onCloudflare(func(ctx context.Context, client *cloudflare.Client, accountID string, model *cloudflareMeetings) error {
			meetings, err := client.ListMeetings(ctx, accountID, model.AppID.ValueString(), cloudflare.MeetingFilter{
				Search: model.Search.ValueString(), Status: model.Status.ValueString(),
			})
			model.Meetings = each(meetings, newCloudflareMeeting)
			return err
		}),
	}
}
