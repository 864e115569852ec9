// Package cloudflare speaks to Cloudflare RealtimeKit: https://developers.cloudflare.com/api/resources/realtime_kit/
//
// RealtimeKit wraps its answers as {"success": …, "data": …}, unlike the rest of Cloudflare's API, and answers in
// several shapes of error (faults.go). Every error of a verb is a [*rest.Error].
package cloudflare

import (
	"context"

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

// one makes a call whose answer is a thing.
func one[T any](ctx context.Context, c *Client, request rest.Call, id func(T) string) (T, error) {
	thing, raw, err := call[T](ctx, c, request)
	if err == nil && id(thing) == "" {
		err = raw.Refuse(rest.Incomplete)
	}
	return thing, err
}

// within is a path: the values of {account_id}, {app_id}, {meeting_id} and {participant_id}, as far as it goes.
func within(values ...string) []rest.ID {
	ids := make([]rest.ID, len(values))
	for i, name := range []string{"account_id", "app_id", "meeting_id", "participant_id"}[:len(values)] {
		ids[i] = rest.ID{Name: name, Value: values[i]}
	}
	return ids
}

// Fields are what to write, under the vendor's names. Nil is sent as null.
type Fields map[string]any
