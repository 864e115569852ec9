package provider

import (
	"context"
	"fmt"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

type cloudflareEndSession struct {
	inMeeting
	kicked *int
}

func cloudflareEndSessionDefinition() definition[cloudflareEndSession] {
	return definition[cloudflareEndSession]{
		name: "cloudflare_end_session",
		summary: "Removes everybody from the running session of a Cloudflare RealtimeKit meeting, which ends the session. " +
			"Tokens stay valid, and can be used to join again.",
		attributes: inMeetingAttributes(),
		fetch: onCloudflare(func(ctx context.Context, client *cloudflare.Client, accountID string, model *cloudflareEndSession) error {
			appID, meetingID := model.AppID.ValueString(), model.MeetingID.ValueString()
			kicked, err := client.KickAllParticipants(ctx, accountID, appID, meetingID)
			if gone(err) { // no session, or no meeting: only one of them is a success
				_, err = client.GetMeeting(ctx, accountID, appID, meetingID)
				kicked = new(int)
			}
			model.kicked = kicked
			return err
		}),
		done: func(model cloudflareEndSession) string {
			return kickedMessage(model.kicked, "meeting "+model.MeetingID.ValueString())
		},
	}
}

// kickedMessage says how many were removed, if the vendor said so.
func kickedMessage(count *int, from string) string {
	switch {
	case count == nil:
		return "Removed everybody from " + from + "."
	case *count == 0:
		return "Nobody was in " + from + "."
	case *count == 1:
		return "Removed 1 participant from " + from + "."
	}
	return fmt.Sprintf("Removed %d participants from %s.", *count, from)
}
