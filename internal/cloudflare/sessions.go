package cloudflare

import (
	"context"
	"math"
	"net/http"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

const activeSessionRoute = meetingRoute + "/active-session"

// KickParticipants removes a participant from the meeting's running session, and returns how many the vendor removed. The
// vendor's schema requires both lists, its text one of them: both are sent.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/active-session/methods/kick_participants/
func (c *Client) KickParticipants(ctx context.Context, p Participant) (int, error) {
	var answer envelope[struct {
		Participants []struct{} `json:"participants"`
	}]
	_, err := c.call(ctx, rest.Call{
		Method: http.MethodPost,
		Route:  activeSessionRoute + "/kick",
		IDs:    p.meeting().ids(),
		Body:   Fields{"participant_ids": []string{p.ParticipantID}, "custom_participant_ids": []string{}},
	}, &answer)
	if err != nil {
		return 0, err
	}
	return len(answer.Data.Participants), nil
}

// KickAllParticipants removes everybody from the meeting's running session, and returns how many.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/active-session/methods/kick_all_participants/
func (c *Client) KickAllParticipants(ctx context.Context, accountID, appID, meetingID string) (int, error) {
	var answer envelope[struct {
		Kicked *float64 `json:"kicked_participants_count"`
	}]
	raw, err := c.call(ctx, rest.Call{
		Method: http.MethodPost,
		Route:  activeSessionRoute + "/kick-all",
		IDs:    path{account: accountID, app: appID, meeting: meetingID}.ids(),
	}, &answer)
	if err != nil {
		return 0, err
	}
	if answer.Data.Kicked == nil {
		return 0, raw.Refuse(rest.Incomplete)
	}
	return int(min(*answer.Data.Kicked, math.MaxInt32)), nil
}
