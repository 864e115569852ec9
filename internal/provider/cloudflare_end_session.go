package provider

import (
	"context"
	"fmt"
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
		fetch: func(ctx context.Context, from *vendors, model *cloudflareEndSession) error {
			client, err := from.cloudflareFor(&model.inAccount)
			if err != nil {
				return err
			}
			kicked, err := client.KickAllParticipants(ctx, model.account(), model.app(), model.meeting())
			if gone(err) { // no session, or no meeting: only one of them is a success
				_, err = client.GetMeeting(ctx, model.account(), model.app(), model.meeting())
				kicked = new(int)
			}
			model.kicked = kicked
			return err
		},
		done: func(model cloudflareEndSession) string {
			return kickedMessage(model.kicked, "meeting "+model.meeting())
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
