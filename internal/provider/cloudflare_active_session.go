package provider

import (
	"context"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

// cloudflareActiveSession is a session, or with the zero value none.
type cloudflareActiveSession struct {
	cloudflare.ActiveSession
	Active bool `json:"active"`
}

func cloudflareActiveSessionDefinition() definition[inMeeting] {
	return definition[inMeeting]{
		name: "cloudflare_active_session",
		summary: "Tells whether anybody is in a Cloudflare RealtimeKit meeting now, and how many. If nobody is there, `active` is false, " +
			"the numbers are 0 and the other values null. Made for `check` blocks.",
		attributes: with(inMeetingAttributes(), attributes{
			"active":                      computedBool("Whether a session is running. False if nobody is in the meeting."),
			"id":                          computedString("ID of the session."),
			"status":                      computedString("Status of the session, such as `LIVE`."),
			"started_at":                  computedString("Start of the session, in RFC 3339."),
			"live_participants":           computedNumber("Number of participants in the session now."),
			"max_concurrent_participants": computedNumber("Highest number of participants in the session at the same time."),
			"minutes_consumed":            computedNumber("Participant minutes of the session so far."),
		}),
		fetch: func(ctx context.Context, from *vendors, in *inMeeting) (any, error) {
			client, err := from.cloudflareFor(&in.inAccount)
			if err != nil {
				return nil, err
			}
			session, err := client.GetActiveSession(ctx, in.account(), in.app(), in.meeting())
			if gone(err) { // no session, or no meeting: only one of them is a success
				_, err = client.GetMeeting(ctx, in.account(), in.app(), in.meeting())
			}
			return cloudflareActiveSession{session, session.ID != nil && (session.Status == nil || *session.Status != "ENDED")}, err
		},
	}
}
