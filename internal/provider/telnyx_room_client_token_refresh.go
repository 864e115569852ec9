package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/path"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

type telnyxRoomClientTokenRefresh struct {
	RoomID       types.String `tfsdk:"room_id"`
	RefreshToken types.String `tfsdk:"refresh_token"`
	TokenTTLSecs types.Int64  `tfsdk:"token_ttl_secs"`
	telnyxClientToken
}

func telnyxRoomClientTokenRefreshDefinition() definition[telnyxRoomClientTokenRefresh] {
	return definition[telnyxRoomClientTokenRefresh]{
		name: "telnyx_room_client_token_refresh",
		summary: "Mints a client token for a Telnyx Video room from a refresh token. The call carries no API key, " +
			"and none has to be configured for it.",
		attributes: with(clientTokenAttributes(), attributes{
			"room_id": roomIDAttribute(),
			// Not Required: the framework refuses null for that, and in a plan that mints nothing a refresh token
			// that comes from another block is null.
			"refresh_token": resourceschema.StringAttribute{
				MarkdownDescription: "Required. The refresh token that came with an earlier client token of the same " +
					"room. May be null only while `mint_tokens` is false.",
				Optional:  true,
				Sensitive: true,
			},
			"token_ttl_secs": tokenTTLAttribute(),
		}),
		fetch: func(ctx context.Context, from *vendors, model *telnyxRoomClientTokenRefresh) error {
			if model.RefreshToken.IsNull() {
				return &inputError{path: path.Root("refresh_token")}
			}
			refreshToken, err := credential(model.RefreshToken.ValueString())
			if err != nil {
				return &inputError{path: path.Root("refresh_token"), err: err}
			}
			client, err := from.telnyxWithoutKey()
			if err != nil {
				return err
			}
			model.TokenTTLSecs = orDefault(model.TokenTTLSecs, defaultTokenTTL)
			token, err := client.RefreshClientToken(ctx, model.RoomID.ValueString(), refreshToken, model.TokenTTLSecs.ValueInt64())
			if err != nil {
				return err
			}
			model.telnyxClientToken = newTelnyxClientToken(token)
			return nil
		},
	}
}
