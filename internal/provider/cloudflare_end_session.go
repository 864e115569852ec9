package provider

import (
	"context"
	"fmt"
)

func cloudflareEndSessionDefinition() actionDefinition[inMeeting] {
	return actionDefinition[inMeeting]{
		name: "cloudflare_end_session",
		summary: "Removes everybody from the running session of a Cloudflare RealtimeKit meeting, which ends the session. " +
			"Tokens stay valid, and can be used to join again.",
		attributes: inMeetingAttributes(),
		run: func(ctx context.Context, from *vendors, in *inMeeting) (string, error) {
			client, err := from.cloudflareFor(&in.inAccount)
			if err != nil {
				return "", err
			}
			kicked, err := client.KickAllParticipants(ctx, in.account(), in.app(), in.meeting())
			if gone(err) { // no session, or no meeting: only one of them is a success
				_, err = client.GetMeeting(ctx, in.account(), in.app(), in.meeting())
				kicked = new(int)
			}
			return kickedMessage(kicked, "meeting "+in.meeting()), err
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
