// Package cloudflare speaks to Cloudflare RealtimeKit: https://developers.cloudflare.com/api/resources/realtime_kit/
//
// RealtimeKit wraps its answers as {"success": …, "data": …}, unlike the rest of Cloudflare's API, and answers in
// several shapes of error (faults.go). Every error of a verb is a [*rest.Error].
package cloudflare

import (
	"context"
	"net/http"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// DefaultBaseURL is where Cloudflare's API is unless somebody says otherwise.
const DefaultBaseURL = "https://api.cloudflare.com/client/v4"

// Client speaks with one API token. It needs one of the permissions "Realtime" and "Realtime Admin".
type Client struct {
	rest  *rest.Client
	token string
}

// New returns a client. Of the options, those that depend on the vendor are set here.
func New(apiToken string, options rest.Options) *Client {
	options.Vendor = "Cloudflare"
	options.RequestIDHeader = "Cf-Ray"
	options.ParseFaults = faults
	return &Client{rest: rest.New(options), token: apiToken}
}

// envelope is how RealtimeKit wraps what was asked for.
type envelope[T any] struct {
	Success bool `json:"success"`
	Data    T    `json:"data"`
}

// call makes a call and unwraps its answer. A 2xx alone is no success: the envelope has to say so too.
func call[T any](ctx context.Context, c *Client, request rest.Call) (T, *rest.Answer, error) {
	var answer envelope[T]
	request.Bearer = c.token
	raw, err := c.rest.Do(ctx, request)
	if err != nil {
		return answer.Data, nil, err
	}
	var verdict struct {
		Success *bool `json:"success"`
	}
	if err := raw.Decode(&verdict); err != nil {
		return answer.Data, nil, err
	}
	if verdict.Success == nil {
		return answer.Data, nil, raw.Refuse(rest.Incomplete, faults(raw.Body())...)
	}
	if !*verdict.Success {
		return answer.Data, nil, raw.Refuse(rest.Unsuccessful, faults(raw.Body())...)
	}
	if err := raw.Decode(&answer); err != nil {
		return answer.Data, nil, err
	}
	return answer.Data, raw, nil
}

// Participant says whose token is meant.
type Participant struct {
	AccountID, AppID, MeetingID, ParticipantID string
}

// RefreshParticipantToken mints a new authentication token for a participant, valid for 100 days. Earlier tokens stay
// valid; only deleting the participant revokes them.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/meetings/methods/refresh_participant_token/
func (c *Client) RefreshParticipantToken(ctx context.Context, p Participant) (string, error) {
	data, raw, err := call[struct {
		Token string `json:"token"`
	}](ctx, c, rest.Call{
		Method: http.MethodPost,
		Route:  "/accounts/{account_id}/realtime/kit/{app_id}/meetings/{meeting_id}/participants/{participant_id}/token",
		IDs: []rest.ID{
			{Name: "account_id", Value: p.AccountID},
			{Name: "app_id", Value: p.AppID},
			{Name: "meeting_id", Value: p.MeetingID},
			{Name: "participant_id", Value: p.ParticipantID},
		},
	})
	if err != nil {
		return "", err
	}
	if data.Token == "" {
		return "", raw.Refuse(rest.Incomplete)
	}
	return data.Token, nil
}
