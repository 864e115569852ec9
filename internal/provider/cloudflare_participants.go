package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

type cloudflareParticipants struct {
	AccountID    types.String            `tfsdk:"account_id"`
	AppID        types.String            `tfsdk:"app_id"`
	MeetingID    types.String            `tfsdk:"meeting_id"`
	Participants []cloudflareParticipant `tfsdk:"participants"`
}

func cloudflareParticipantsDefinition() definition[cloudflareParticipants] {
	return definition[cloudflareParticipants]{
		name:    "cloudflare_participants",
		summary: "Lists all participants of a Cloudflare RealtimeKit meeting: those who were added, whether or not they joined.",
		attributes: with(participantScopeAttributes(), attributes{
			"participants": shownList("The participants, in Cloudflare's order.", cloudflareParticipantAttributes()),
		}),
		fetch: func(ctx context.Context, from *vendors, model *cloudflareParticipants) error {
			client, accountID, err := from.cloudflare(model.AccountID)
			if err != nil {
				return err
			}
			participants, err := client.ListMeetingParticipants(
				ctx, accountID, model.AppID.ValueString(), model.MeetingID.ValueString(), cloudflare.ParticipantFilter{},
			)
			if err != nil {
				return err
			}
			model.AccountID, model.Participants = types.StringValue(accountID), each(participants, newCloudflareParticipant)
			return nil
		},
	}
}
