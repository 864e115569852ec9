package provider

import (
	"context"

	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

type telnyxRoomClientTokenRefresh struct {
	RoomID       types.String `tfsdk:"room_id"`
	RefreshToken types.String `tfsdk:"refresh_token"`
	TokenTTLSecs types.Number `tfsdk:"token_ttl_secs"`
}

func telnyxRoomClientTokenRefreshDefinition() definition[telnyxRoomClientTokenRefresh] {
	return definition[telnyxRoomClientTokenRefresh]{
		name: "telnyx_room_client_token_refresh",
		summary: "Obtains a client token for a Telnyx Video room with a refresh token. The request has no API key, " +
			"so you do not need to configure one.",
		attributes: with(clientTokenAttributes(), attributes{
			"room_id": roomIDAttribute(),
			"refresh_token": resourceschema.StringAttribute{
				MarkdownDescription: "Required. Refresh token of the same room, minted with an earlier client token. " +
					"May be null only in an ephemeral resource while `mint_tokens` is false.",
				Optional:   true,
				Sensitive:  true,
				Validators: parses("a refresh token", credential),
			},
			"token_ttl_secs": tokenLivesAttributes()["token_ttl_secs"],
		}),
		// The framework rejects null for what is required, and in a plan that mints nothing, a refresh token from another
		// ephemeral resource is null.
		required: []string{"refresh_token"},
		fetch: func(ctx context.Context, from *vendors, model *telnyxRoomClientTokenRefresh) (any, error) {
			if model.RefreshToken.IsNull() {
				return nil, &inputError{attribute: "refresh_token"}
			}
			refreshToken, err := credential(model.RefreshToken.ValueString())
			if err != nil {
				return nil, &inputError{attribute: "refresh_token", err: err}
			}
			client, err := from.telnyxClient() // it needs no API key
			if err != nil {
				return nil, err
			}
			model.TokenTTLSecs = orDefault(model.TokenTTLSecs, defaultTokenTTL)
			return client.RefreshClientToken(ctx, model.RoomID.ValueString(), refreshToken, int64Of(model.TokenTTLSecs))
		},
	}
}
