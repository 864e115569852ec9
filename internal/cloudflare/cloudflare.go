// Package cloudflare is a client for Cloudflare RealtimeKit: https://developers.cloudflare.com/api/resources/realtime_kit/
//
// RealtimeKit wraps its responses as {"success": …, "data": …}, unlike the rest of Cloudflare's API. Its errors have
// several forms (faults.go). Every method returns errors as [*rest.Error].
package cloudflare

import (
	"context"
	"encoding/json"
	"slices"

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
	seen  seen
}

// New returns a client. It sets the options that depend on the vendor.
func New(apiToken string, options rest.Options) *Client {
	options.Vendor = Vendor
	options.RequestIDHeader = "Cf-Ray"
	options.ParseFaults = faults
	return &Client{rest: rest.New(options), token: apiToken, seen: seen{lists: map[string]map[string]bool{}}}
}

// envelope is how RealtimeKit wraps its responses.
type envelope[T any] struct {
	Success json.RawMessage `json:"success"`
	Data    T               `json:"data"`
}

func (a envelope[T]) success() string { return string(a.Success) }

// call makes a call and unwraps the response. A 2xx alone is not a success: the response must say so, too.
func (c *Client) call(ctx context.Context, request rest.Call, into interface{ success() string }) (*rest.Answer, error) {
	request.Bearer = c.token
	if fields, ok := request.Body.(rest.Fields); ok { // a URL may have a secret in it, and a custom ID is whatever text a user chose
		request.Sent = fields.Texts("title", "name", "picture", "url", "custom_participant_id", "custom_participant_ids")
	}
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
		return nil, raw.Missing("success", faults(raw.Body())...)
	}
	return raw, nil
}

// object makes a call whose response is one object, with an ID as [rest.Answer.CheckID] wants it.
func object[T any](ctx context.Context, c *Client, request rest.Call, id func(*T) *string) (T, error) {
	var answer envelope[T]
	var none T
	raw, err := c.call(ctx, request, &answer)
	if err != nil {
		return none, err
	}
	if err := raw.CheckID(id(&answer.Data)); err != nil {
		return none, err
	}
	return answer.Data, nil
}

// remove makes a call that deletes the object of the path. Its response needs to have nothing in it, but nothing about
// another object.
func (c *Client) remove(ctx context.Context, request rest.Call) error {
	var answer envelope[json.RawMessage]
	raw, err := c.call(ctx, request, &answer)
	if err != nil {
		return err
	}
	return raw.CheckAbout(answer.Data)
}

// path has the IDs in the path of a request, as far as its route needs them.
type path struct{ account, app, meeting, participant, webhook string }

// ids are the IDs under their names in the routes, outermost first. One that is empty is left out: braces in the path
// reach no other object.
func (p path) ids() []rest.ID {
	ids := []rest.ID{{Name: "account_id", Value: p.account}, {Name: "app_id", Value: p.app},
		{Name: "meeting_id", Value: p.meeting}, {Name: "participant_id", Value: p.participant},
		{Name: "webhook_id", Value: p.webhook}}
	return slices.DeleteFunc(ids, func(id rest.ID) bool { return id.Value == "" })
}
