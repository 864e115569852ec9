// Package telnyx is a client for the rooms of Telnyx Video: https://developers.telnyx.com/docs/video
//
// Telnyx wraps its responses as {"data": …}. Its errors have three forms (faults.go). Every method returns errors as
// [*rest.Error].
package telnyx

import (
	"context"
	"net/http"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// DefaultBaseURL is the URL of Telnyx's API.
const DefaultBaseURL = "https://api.telnyx.com/v2"

// Vendor is the name in errors.
const Vendor = "Telnyx"

// Client uses one API key.
type Client struct {
	rest *rest.Client
	key  string
}

// New returns a client. It sets the options that depend on the vendor. The key may be empty if only RefreshClientToken is
// used.
func New(apiKey string, options rest.Options) *Client {
	options.Vendor = Vendor
	options.RequestIDHeader = "X-Request-Id"
	options.ParseFaults = faults
	return &Client{rest: rest.New(options), key: apiKey}
}

// envelope is how Telnyx wraps its responses.
type envelope[T any] struct {
	Data T `json:"data"`
}

// call makes a call and unwraps the response.
func (c *Client) call(ctx context.Context, request rest.Call, into any) (*rest.Answer, error) {
	if fields, ok := request.Body.(rest.Fields); ok { // a URL may have a secret in it
		request.Sent = fields.Texts("unique_name", "webhook_event_url", "webhook_event_failover_url")
	}
	raw, err := c.rest.Do(ctx, request)
	if err != nil {
		return nil, err
	}
	return raw, raw.Decode(into)
}

// ClientToken is a token for joining a room.
type ClientToken struct {
	Token     string    `json:"token"`
	ExpiresAt rest.Time `json:"token_expires_at"` // zero if the vendor's response lacks it
}

// ClientTokenPair is a client token, and a refresh token to obtain more with the same grants.
type ClientTokenPair struct {
	ClientToken
	RefreshToken          string    `json:"refresh_token"`
	RefreshTokenExpiresAt rest.Time `json:"refresh_token_expires_at"`
}

// GenerateJoinClientToken mints a client token for a room, and a refresh token. The lifetimes are in seconds: 10 to 3600,
// and 60 to 86400.
//
// https://developers.telnyx.com/api-reference/rooms-client-tokens/create-client-token-to-join-a-room
func (c *Client) GenerateJoinClientToken(ctx context.Context, roomID string, tokenTTL, refreshTokenTTL int64) (ClientTokenPair, error) {
	var answer envelope[ClientTokenPair]
	raw, err := c.call(ctx, rest.Call{
		Method: http.MethodPost,
		Route:  "/rooms/{room_id}/actions/generate_join_client_token",
		IDs:    room(roomID),
		Bearer: c.key,
		Body: struct {
			TokenTTL        int64 `json:"token_ttl_secs"`
			RefreshTokenTTL int64 `json:"refresh_token_ttl_secs"`
		}{tokenTTL, refreshTokenTTL},
	}, &answer)
	if err != nil {
		return ClientTokenPair{}, err
	}
	switch {
	case answer.Data.Token == "":
		return ClientTokenPair{}, raw.Missing("token")
	case answer.Data.RefreshToken == "":
		return ClientTokenPair{}, raw.Missing("refresh_token")
	}
	return answer.Data, nil
}

// RefreshRoute is the only route that needs a refresh token instead of the API key.
const RefreshRoute = "/rooms/{room_id}/actions/refresh_client_token"

// RefreshClientToken obtains a client token with a refresh token. It does not send the API key, because the vendor does
// not require it.
//
// https://developers.telnyx.com/api-reference/rooms-client-tokens/refresh-client-token-to-join-a-room
func (c *Client) RefreshClientToken(ctx context.Context, roomID, refreshToken string, tokenTTL int64) (ClientToken, error) {
	var answer envelope[ClientToken]
	raw, err := c.call(ctx, rest.Call{
		Method: http.MethodPost,
		Route:  RefreshRoute,
		IDs:    room(roomID),
		Body: struct {
			RefreshToken string `json:"refresh_token"`
			TokenTTL     int64  `json:"token_ttl_secs"`
		}{refreshToken, tokenTTL},
		Secret: []string{refreshToken},
	}, &answer)
	if err != nil {
		return ClientToken{}, err
	}
	if answer.Data.Token == "" {
		return ClientToken{}, raw.Missing("token")
	}
	return answer.Data, nil
}
