package provider

import (
	"context"
	"math/big"

	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

type telnyxRoomClientToken struct {
	RoomID types.String `tfsdk:"room_id"`
	tokenLives
}

// tokenLives are the lifetimes of the two tokens of a pair.
type tokenLives struct {
	TokenTTLSecs        types.Number `tfsdk:"token_ttl_secs"`
	RefreshTokenTTLSecs types.Number `tfsdk:"refresh_token_ttl_secs"`
}

// The vendor's defaults. They are sent anyway, so that a configuration keeps its meaning if the vendor changes them.
const (
	defaultTokenTTL        = 600
	defaultRefreshTokenTTL = 3600
)

func telnyxRoomClientTokenDefinition() definition[telnyxRoomClientToken] {
	return definition[telnyxRoomClientToken]{
		name: "telnyx_room_client_token",
		summary: "Mints a client token for joining a Telnyx Video room, and a refresh token to obtain more client tokens " +
			"without the API key.",
		attributes: with(clientTokenPairAttributes(), tokenLivesAttributes(), attributes{
			"room_id": roomIDAttribute(),
		}),
		fetch: func(ctx context.Context, from *vendors, model *telnyxRoomClientToken) (any, error) {
			client, err := from.telnyx()
			if err != nil {
				return nil, err
			}
			model.fillDefaults()
			return model.mint(ctx, client, model.RoomID.ValueString())
		},
	}
}

func tokenLivesAttributes() attributes {
	return attributes{
		"token_ttl_secs":         wholeNumber("Lifetime of the client token in seconds, 10 to 3600. Default: 600.", 10, 3600),
		"refresh_token_ttl_secs": wholeNumber("Lifetime of the refresh token in seconds, 60 to 86400. Default: 3600.", 60, 86400),
	}.withRole(optionalComputed, "token_ttl_secs", "refresh_token_ttl_secs")
}

func clientTokenAttributes() attributes {
	return attributes{
		"token": resourceschema.StringAttribute{
			MarkdownDescription: "Client token, a JWT. Pass it to the Telnyx Video SDK.",
			Computed:            true,
			Sensitive:           true,
		},
		"token_expires_at": computedString("Expiry time of the client token, in RFC 3339."),
	}
}

func clientTokenPairAttributes() attributes {
	return with(clientTokenAttributes(), attributes{
		"refresh_token": resourceschema.StringAttribute{
			MarkdownDescription: "Refresh token, a JWT, for `rtc_telnyx_room_client_token_refresh`.",
			Computed:            true,
			Sensitive:           true,
		},
		"refresh_token_expires_at": computedString("Expiry time of the refresh token, in RFC 3339."),
	})
}

func (lives *tokenLives) fillDefaults() {
	lives.TokenTTLSecs = orDefault(lives.TokenTTLSecs, defaultTokenTTL)
	lives.RefreshTokenTTLSecs = orDefault(lives.RefreshTokenTTLSecs, defaultRefreshTokenTTL)
}

func (lives *tokenLives) mint(ctx context.Context, client *telnyx.Client, roomID string) (telnyx.ClientTokenPair, error) {
	return client.GenerateJoinClientToken(ctx, roomID, int64Of(lives.TokenTTLSecs), int64Of(lives.RefreshTokenTTLSecs))
}

// orDefault fills in a default. Schemas of data sources and ephemeral resources have no defaults.
func orDefault(value types.Number, otherwise int64) types.Number {
	if value.IsNull() {
		return types.NumberValue(big.NewFloat(float64(otherwise)))
	}
	return value
}

type telnyxRoomClientTokens struct {
	RoomIDs map[string]string `tfsdk:"room_ids"`
	tokenLives
}

func telnyxRoomClientTokensDefinition() definition[telnyxRoomClientTokens] {
	return definition[telnyxRoomClientTokens]{
		name: "telnyx_room_client_tokens",
		summary: "Mints many client tokens for Telnyx Video rooms, each with its refresh token: all of them, or " +
			"none. Use it for more than ten tokens: it is faster than `for_each`.",
		attributes: with(tokenLivesAttributes(), attributes{
			"room_ids": idsAttribute("Your own keys, mapped to Telnyx room IDs. A room under several keys gets a token for each."),
			"tokens":   tokensAttribute("room_ids", clientTokenPairAttributes()),
		}),
		fetch: func(ctx context.Context, from *vendors, model *telnyxRoomClientTokens) (any, error) {
			model.fillDefaults()
			if len(model.RoomIDs) == 0 {
				return noTokens(nil), nil
			}
			client, err := from.telnyx()
			if err != nil {
				return nil, err
			}
			return mintAll(ctx, from, model.RoomIDs, func(ctx context.Context, roomID string) (telnyx.ClientTokenPair, error) {
				return model.mint(ctx, client, roomID)
			})
		},
		withhold: func(model telnyxRoomClientTokens) any { return noTokens(model.RoomIDs) },
	}
}
