package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

// cloudflareMeetingFilter narrows a list of an app's meetings.
type cloudflareMeetingFilter struct {
	inApp
	Search types.String `tfsdk:"search"`
	Status types.String `tfsdk:"status"`
}

func cloudflareMeetingFilterAttributes() attributes {
	return with(inAppAttributes(), attributes{
		"search": filterAttribute("Search text: only meetings whose title or ID matches. Cloudflare also returns inexact matches."),
		"status": filterAttribute("Status filter: `ACTIVE` or `INACTIVE`. Default: both.", stringvalidator.OneOf("ACTIVE", "INACTIVE")),
	})
}

func (f cloudflareMeetingFilter) list(ctx context.Context, client *cloudflare.Client, accountID string, most int) ([]cloudflare.Meeting, error) {
	return client.ListMeetings(ctx, accountID, f.AppID.ValueString(), cloudflare.MeetingFilter{
		Search: f.Search.ValueString(), Status: f.Status.ValueString(), Most: most,
	})
}

type cloudflareMeetings struct {
	cloudflareMeetingFilter
	Meetings []cloudflareMeeting `tfsdk:"meetings"`
}

func cloudflareMeetingsDefinition() definition[cloudflareMeetings] {
	return definition[cloudflareMeetings]{
		name:    "cloudflare_meetings",
		summary: "Lists the meetings of a Cloudflare RealtimeKit app: all of them, or those that match a filter.",
		attributes: with(cloudflareMeetingFilterAttributes(), attributes{
			"meetings": computedList("The meetings, in Cloudflare's order. For `ai_config`, which Cloudflare returns only for a single "+
				"meeting, see `rtc_cloudflare_meeting`.", cloudflareMeetingAttributes()),
		}),
		fetch: onCloudflare(func(ctx context.Context, client *cloudflare.Client, accountID string, model *cloudflareMeetings) error {
			meetings, err := model.list(ctx, client, accountID, 0)
			model.Meetings = each(meetings, newCloudflareMeeting)
			return err
		}),
	}
}
