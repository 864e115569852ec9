package provider

import (
	"context"

	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

type telnyxRoomClientToken struct {
	RoomID types.String `tfsdk:"room_id"`
	tokenLives
	telnyxClientTokenPair
}

// tokenLives are the lifetimes of the two tokens of a pair.
type tokenLives struct {
	TokenTTLSecs        types.Number `tfsdk:"token_ttl_secs"`
	RefreshTokenTTLSecs types.Number `tfsdk:"refresh_token_ttl_secs"`
}

// telnyxClientToken is a minted client token, also one obtained with a refresh token.
type telnyxClientToken struct {
	Token          types.String `tfsdk:"token"`
	TokenExpiresAt types.String `tfsdk:"token_expires_at"`
}

// telnyxClientTokenPair is what the API key mints, alone or one of many.
type telnyxClientTokenPair struct {
	telnyxClientToken
	RefreshToken          types.String `tfsdk:"refresh_token"`
	RefreshTokenExpiresAt types.String `tfsdk:"refresh_token_expires_at"`
}

// The vendor's defaults. They are sent all the same, so that a configuration keeps its meaning if the vendor changes them.
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
		fetch: func(ctx context.Context, from *vendors, model *telnyxRoomClientToken) error {
			client, err := from.telnyx()
			if err != nil {
				return err
			}
			model.fillDefaults()
			model.telnyxClientTokenPair, err = mintClientTokenPair(ctx, client, model.RoomID.ValueString(), model.tokenLives)
			return err
		},
	}
}

func tokenLivesAttributes() attributes {
	return attributes{
		"token_ttl_secs":         tokenTTLAttribute(),
		"refresh_token_ttl_secs": refreshTokenTTLAttribute(),
	}
}

func clientTokenAttributes() attributes {
	return attributes{
		"token": resourceschema.StringAttribute{
			MarkdownDescription: "Client token, a JWT. Pass it to the Telnyx Video SDK.",
			Computed:            true,
			Sensitive:           true,
		},
		"token_expires_at": resourceschema.StringAttribute{
			MarkdownDescription: "Expiry time of the client token, in RFC 3339.",
			Computed:            true,
		},
	}
}

func clientTokenPairAttributes() attributes {
	return with(clientTokenAttributes(), attributes{
		"refresh_token": resourceschema.StringAttribute{
			MarkdownDescription: "Refresh token, a JWT, for `rtc_telnyx_room_client_token_refresh`.",
			Computed:            true,
			Sensitive:           true,
		},
		"refresh_token_expires_at": resourceschema.StringAttribute{
			MarkdownDescription: "Expiry time of the refresh token, in RFC 3339.",
			Computed:            true,
		},
	})
}

func (lives *tokenLives) fillDefaults() {
	lives.TokenTTLSecs = orDefault(lives.TokenTTLSecs, defaultTokenTTL)
	lives.RefreshTokenTTLSecs = orDefault(lives.RefreshTokenTTLSecs, defaultRefreshTokenTTL)
}

func mintClientTokenPair(ctx context.Context, client *telnyx.Client, roomID string, lives tokenLives) (telnyxClientTokenPair, error) {
	pair, err := client.GenerateJoinClientToken(ctx, roomID,
		int64Of(lives.TokenTTLSecs), int64Of(lives.RefreshTokenTTLSecs))
	if err != nil {
		return telnyxClientTokenPair{}, err
	}
	return telnyxClientTokenPair{
		telnyxClientToken:     newTelnyxClientToken(pair.ClientToken),
		RefreshToken:          types.StringValue(pair.RefreshToken),
		RefreshTokenExpiresAt: instant(&pair.RefreshTokenExpiresAt),
	}, nil
}

func newTelnyxClientToken(token telnyx.ClientToken) telnyxClientToken {
	return telnyxClientToken{Token: types.StringValue(token.Token), TokenExpiresAt: instant(&token.ExpiresAt)}
}

func tokenTTLAttribute() resourceschema.NumberAttribute {
	attribute := wholeNumber("Lifetime of the client token in seconds, 10 to 3600. Default: 600.", 10, 3600)
	attribute.Optional = true
	return attribute
}

func refreshTokenTTLAttribute() resourceschema.NumberAttribute {
	attribute := wholeNumber("Lifetime of the refresh token in seconds, 60 to 86400. Default: 3600.", 60, 86400)
	attribute.Optional = true
	return attribute
}

// orDefault fills in a default. Schemas of data sources and ephemeral resources have no defaults.
func orDefault(value types.Number, otherwise int64) types.Number {
	if value.IsNull() {
		return number(&otherwise)
	}
	return value
}

type telnyxRoomClientTokens struct {
	RoomIDs map[string]string `tfsdk:"room_ids"`
	tokenLives
	Tokens map[string]telnyxClientTokenPair `tfsdk:"tokens"`
}

func telnyxRoomClientTokensDefinition() definition[telnyxRoomClientTokens] {
	return definition[telnyxRoomClientTokens]{
		name: "telnyx_room_client_tokens",
		summary: "Mints many client tokens for Telnyx Video rooms, each with its refresh token: all of them, or " +
			"none. One block for 500 tokens is one node of Terraform's graph. 500 blocks are 500 nodes.",
		attributes: with(tokenLivesAttributes(), attributes{
			"room_ids": idsAttribute("Your own keys, mapped to Telnyx room IDs. A room under several keys gets a token for each."),
			"tokens":   tokensAttribute("room_ids", clientTokenPairAttributes()),
		}),
		fetch: func(ctx context.Context, from *vendors, model *telnyxRoomClientTokens) error {
			model.fillDefaults()
			model.Tokens = map[string]telnyxClientTokenPair{}
			if len(model.RoomIDs) == 0 {
				return nil
			}
			client, err := from.telnyx()
			if err != nil {
				return err
			}
			mint := func(ctx context.Context, roomID string) (telnyxClientTokenPair, error) {
				return mintClientTokenPair(ctx, client, roomID, model.tokenLives)
			}
			model.Tokens, err = mintAll(ctx, from, model.RoomIDs, mint)
			return err
		},
		withhold: func(model *telnyxRoomClientTokens) {
			model.Tokens = emptyUnderKeys[telnyxClientTokenPair](model.RoomIDs)
		},
	}
}
