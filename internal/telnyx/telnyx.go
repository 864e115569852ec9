// Package telnyx speaks to Telnyx Video's rooms: https://developers.telnyx.com/docs/video
//
// Answers are wrapped as {"data": …}; errors come in three shapes (faults.go). Every error of a verb is a
// [*rest.Error].
package telnyx

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// DefaultBaseURL is where Telnyx's API is unless somebody says otherwise.
const DefaultBaseURL = "https://api.telnyx.com/v2"

const vendor = "Telnyx"

// Client speaks with one API key.
type Client struct {
	rest *rest.Client
	key  string
}

// New returns a client. Of the options, those that depend on the vendor are set here. The key may be empty where
// nothing but RefreshClientToken is called.
func New(apiKey string, options rest.Options) *Client {
	options.Vendor = vendor
	options.RequestIDHeader = "X-Request-Id"
	options.ParseFaults = faults
	return &Client{rest: rest.New(options), key: apiKey}
}

// answered is how Telnyx wraps what was asked for.
type answered[T any] struct {
	Data T `json:"data"`
}

// call makes a call and unwraps its answer.
func (c *Client) call(ctx context.Context, request rest.Call, into any) (*rest.Answer, error) {
	raw, err := c.rest.Do(ctx, request)
	if err != nil {
		return nil, err
	}
	return raw, raw.Decode(into)
}

// Fields are what to write, under the vendor's names. Nil is sent as null.
type Fields map[string]any

// ClientToken lets somebody join a room until it expires.
type ClientToken struct {
	Token     string
	ExpiresAt time.Time // zero where the vendor's answer does not say it
}

// ClientTokenPair is a client token and what it takes to get another one of the same grants.
type ClientTokenPair struct {
	ClientToken
	RefreshToken          string
	RefreshTokenExpiresAt time.Time
}

// minted is a token as Telnyx writes it.
type minted struct {
	Token                 string `json:"token"`
	ExpiresAt             expiry `json:"token_expires_at"`
	RefreshToken          string `json:"refresh_token"`
	RefreshTokenExpiresAt expiry `json:"refresh_token_expires_at"`
}

func (m minted) clientToken() ClientToken {
	return ClientToken{Token: m.Token, ExpiresAt: m.ExpiresAt.Time}
}

// expiry is a time that is only shown: one that cannot be read is none. The token beside it was minted and must not be
// lost for it.
type expiry struct{ time.Time }

// UnmarshalJSON never fails.
func (e *expiry) UnmarshalJSON(text []byte) error {
	var at time.Time
	if json.Unmarshal(text, &at) == nil {
		e.Time = at
	}
	return nil
}

// GenerateJoinClientToken mints a client token for a room, and a refresh token. The lives are in seconds:
// 10 to 3600 and 60 to 86400.
//
// https://developers.telnyx.com/api-reference/rooms-client-tokens/create-client-token-to-join-a-room
func (c *Client) GenerateJoinClientToken(ctx context.Context, roomID string, tokenTTL, refreshTokenTTL int64) (ClientTokenPair, error) {
	var answer answered[minted]
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
	if answer.Data.Token == "" || answer.Data.RefreshToken == "" {
		return ClientTokenPair{}, raw.Refuse(rest.Incomplete)
	}
	return ClientTokenPair{answer.Data.clientToken(), answer.Data.RefreshToken, answer.Data.RefreshTokenExpiresAt.Time}, nil
}

// RefreshRoute is the one route where the refresh token, not the API key, decides.
const RefreshRoute = "/rooms/{room_id}/actions/refresh_client_token"

// RefreshClientToken mints a client token from a refresh token. The call carries no API key: the vendor asks for none,
// and what is not sent cannot be lost.
//
// https://developers.telnyx.com/api-reference/rooms-client-tokens/refresh-client-token-to-join-a-room
func (c *Client) RefreshClientToken(ctx context.Context, roomID, refreshToken string, tokenTTL int64) (ClientToken, error) {
	var answer answered[minted]
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
		return ClientToken{}, raw.Refuse(rest.Incomplete)
	}
	return answer.Data.clientToken(), nil
}
