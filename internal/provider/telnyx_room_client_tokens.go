package provider

import (
	"context"
)

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
		withhold: func(model *telnyxRoomClientTokens) { model.Tokens = blanks[telnyxClientTokenPair](model.RoomIDs) },
	}
}
