// Package cloudflare is a client for Cloudflare RealtimeKit: https://developers.cloudflare.com/api/resources/realtime_kit/
//
// RealtimeKit wraps its responses as {"success": …, "data": …}, unlike the rest of Cloudflare's API. Its errors have
// several forms (faults.go). Every method returns errors as [*rest.Error].
package cloudflare

import (
	"context"
	"encoding/json"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// DefaultBaseURL is the URL of Cloudflare's API.
const DefaultBaseURL = "https://api.cloudflare.com/client/v4"

// Vendor is the name in errors.
const Vendor = "Cloudflare"

// Client uses one API token, which needs the permission "Realtime" or "Realtime Admin".
type Client struct {
	rest  *rest.Client
	token string
}

// New returns a client. It sets the options that depend on the vendor.
func New(apiToken string, options rest.Options) *Client {
	options.Vendor = Vendor
	options.RequestIDHeader = "Cf-Ray"
	options.ParseFaults = faults
	return &Client{rest: rest.New(options), token: apiToken}
}

// answered is how RealtimeKit wraps its responses.
type answered[T any] struct {
	Success json.RawMessage `json:"success"`
	Data    T               `json:"data"`
}

func (a answered[T]) success() string { return string(a.Success) }

// call makes a call and unwraps the response. A 2xx alone is not a success: the response must say so, too.
func (c *Client) call(ctx context.Context, request rest.Call, into interface{ success() string }) (*rest.Answer, error) {
	request.Bearer = c.token
	raw, err := c.rest.Do(ctx, request)
	if err != nil {
		return nil, err
	}
	err = raw.Decode(into)
	switch success := into.success(); { // known even if another field has the wrong type
	case success == "false":
		return nil, raw.Refuse(rest.Unsuccessful, faults(raw.Body())...)
	case err != nil:
		return nil, err
	case success != "true":
		return nil, raw.Refuse(rest.Incomplete, faults(raw.Body())...)
	}
	return raw, nil
}

// one makes a call whose response is one object.
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

// Fields are the fields to write, under the vendor's names. Nil is sent as null.
type Fields map[string]any
