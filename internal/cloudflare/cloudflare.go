// Package cloudflare speaks to Cloudflare RealtimeKit: https://developers.cloudflare.com/api/resources/realtime_kit/
//
// RealtimeKit wraps its answers as {"success": …, "data": …}, unlike the rest of Cloudflare's API, and answers in
// several shapes of error (faults.go). Every error of a verb is a [*rest.Error].
package cloudflare

import (
	"context"
	"encoding/json"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// DefaultBaseURL is where Cloudflare's API is unless somebody says otherwise.
const DefaultBaseURL = "https://api.cloudflare.com/client/v4"

const vendor = "Cloudflare"

// Client speaks with one API token. It needs one of the permissions "Realtime" and "Realtime Admin".
type Client struct {
	rest  *rest.Client
	token string
}

// New returns a client. Of the options, those that depend on the vendor are set here.
func New(apiToken string, options rest.Options) *Client {
	options.Vendor = vendor
	options.RequestIDHeader = "Cf-Ray"
	options.ParseFaults = faults
	return &Client{rest: rest.New(options), token: apiToken}
}

// answered is how RealtimeKit wraps what was asked for.
type answered[T any] struct {
	Success json.RawMessage `json:"success"`
	Data    T               `json:"data"`
}

func (a answered[T]) success() string { return string(a.Success) }

// call makes a call and unwraps its answer. A 2xx alone is no success: the answer has to say so too.
func (c *Client) call(ctx context.Context, request rest.Call, into interface{ success() string }) (*rest.Answer, error) {
	request.Bearer = c.token
	raw, err := c.rest.Do(ctx, request)
	if err != nil {
		return nil, err
	}
	err = raw.Decode(into)
	switch success := into.success(); { // known even where something else is not of its type
	case success == "false":
		return nil, raw.Refuse(rest.Unsuccessful, faults(raw.Body())...)
	case err != nil:
		return nil, err
	case success != "true":
		return nil, raw.Refuse(rest.Incomplete, faults(raw.Body())...)
	}
	return raw, nil
}

// one makes a call whose answer is a thing.
func one[T any](ctx context.Context, c *Client, request rest.Call, id func(T) string) (T, error) {
	var answer answered[T]
	var none T
	raw, err := c.call(ctx, request, &answer)
	if err != nil {
		return none, err
	}
	if id(answer.Data) == "" {
		return none, raw.Refuse(rest.Incomplete)
	}
	return answer.Data, nil
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
