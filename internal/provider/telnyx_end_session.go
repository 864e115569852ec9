package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/types"
)

type telnyxEndSession struct {
	RoomID types.String `tfsdk:"room_id"`
}

func telnyxEndSessionDefinition() actionDefinition[telnyxEndSession] {
	return actionDefinition[telnyxEndSession]{
		name: "telnyx_end_session",
		summary: "Removes everybody from the running session of a Telnyx Video room, which ends the session. " +
			"Tokens stay valid, and can be used to join again.",
		attributes: attributes{"room_id": roomIDAttribute()},
		run: func(ctx context.Context, from *vendors, model *telnyxEndSession) (string, error) {
			client, err := from.telnyx()
			if err != nil {
				return "", err
			}
			roomID := model.RoomID.ValueString()
			ended, err := client.EndActiveSession(ctx, roomID)
			if ended {
				return "Ended the session of room " + roomID + ".", nil
			}
			return "Nobody was in room " + roomID + ".", err
		},
	}
}
