package provider

import (
	"context"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

type cloudflareParticipants struct {
	inMeeting
	Participants []cloudflareParticipant `tfsdk:"participants"`
}

func cloudflareParticipantsDefinition() definition[cloudflareParticipants] {
	return definition[cloudflareParticipants]{
		name:    "cloudflare_participants",
		summary: "Lists all participants of a Cloudflare RealtimeKit meeting, whether or not they have joined.",
		attributes: with(inMeetingAttributes(), attributes{
			"participants": computedList("The participants, in Cloudflare's order.", cloudflareParticipantAttributes()),
		}),
		fetch: onCloudflare(func(ctx context.Context, client *cloudflare.Client, accountID string, model *cloudflareParticipants) error {
			participants, err := client.ListMeetingParticipants(ctx, accountID, model.AppID.ValueString(), model.MeetingID.ValueString(), cloudflare.ParticipantFilter{})
			model.Participants = each(participants, newCloudflareParticipant)
			return err
		}),
	}
}
