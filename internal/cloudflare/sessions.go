package cloudflare

import (
	"context"
	"encoding/json"
	"net/http"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

const activeSessionRoute = meetingRoute + "/active-session"

// KickParticipants removes participants from the running session of the meeting that in names, by their IDs and by their
// custom IDs. It returns how many the vendor removed, or nil if the vendor does not say. The vendor's schema requires both
// lists, its text one of them: both are sent.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/active-session/methods/kick_participants/
func (c *Client) KickParticipants(ctx context.Context, in Participant, ids, customIDs []string) (*int, error) {
	canonical := make([]string, len(ids))
	for i, id := range ids {
		canonical[i] = rest.CanonicalID(id)
	}
	data, err := c.kick(ctx, rest.Call{
		Route: activeSessionRoute + "/kick", IDs: in.meeting().ids(),
		Body: rest.Fields{"participant_ids": canonical, "custom_participant_ids": append([]string{}, customIDs...)},
	})
	var answer struct {
		Participants []json.RawMessage `json:"participants"`
	}
	if err != nil || !rest.Readable(data, &answer) || answer.Participants == nil {
		return nil, err
	}
	return new(len(answer.Participants)), nil
}

// KickAllParticipants removes everybody from the meeting's running session. It returns how many the vendor removed, or nil
// if the vendor does not say.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/active-session/methods/kick_all_participants/
func (c *Client) KickAllParticipants(ctx context.Context, accountID, appID, meetingID string) (*int, error) {
	data, err := c.kick(ctx, rest.Call{
		Route: activeSessionRoute + "/kick-all", IDs: path{account: accountID, app: appID, meeting: meetingID}.ids(),
	})
	var answer struct {
		Kicked json.RawMessage `json:"kicked_participants_count"`
	}
	if err != nil || !rest.Readable(data, &answer) {
		return nil, err
	}
	count, ok := rest.Count(answer.Kicked)
	if !ok {
		return nil, nil
	}
	return &count, nil
}

// kick returns the data in the response, in which everything is optional.
func (c *Client) kick(ctx context.Context, request rest.Call) (json.RawMessage, error) {
	request.Method = http.MethodPost
	var answer envelope[json.RawMessage]
	_, err := c.call(ctx, request, &answer)
	return answer.Data, err
}

// ActiveSession is the running session of a meeting.
type ActiveSession struct {
	ID                        *string    `json:"id"`
	Status                    *string    `json:"status"` // LIVE, ENDED
	StartedAt                 *rest.Time `json:"started_at"`
	LiveParticipants          float64    `json:"live_participants"` // documented as numbers, not as integers
	MaxConcurrentParticipants float64    `json:"max_concurrent_participants"`
	MinutesConsumed           float64    `json:"minutes_consumed"`
}

// GetActiveSession reads the running session of a meeting. Cloudflare answers 404 if nobody is in the meeting, and also if
// there is no such meeting.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/active-session/methods/get_active_session/
func (c *Client) GetActiveSession(ctx context.Context, accountID, appID, meetingID string) (ActiveSession, error) {
	var answer envelope[ActiveSession]
	raw, err := c.call(ctx, rest.Call{
		Method: http.MethodGet, Route: activeSessionRoute, IDs: path{account: accountID, app: appID, meeting: meetingID}.ids(),
	}, &answer)
	session := answer.Data
	if err == nil && session.ID == nil {
		err = raw.Missing("id")
	}
	for _, count := range []*float64{&session.LiveParticipants, &session.MaxConcurrentParticipants, &session.MinutesConsumed} {
		*count = max(*count, 0) // a negative number counts nothing
	}
	return session, err
}
