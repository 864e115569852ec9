package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/types"
)

type telnyxEndSession struct {
	RoomID types.String `tfsdk:"room_id"`
	ended  bool
}

func telnyxEndSessionDefinition() definition[telnyxEndSession] {
	return definition[telnyxEndSession]{
		name: "telnyx_end_session",
		summary: "Removes everybody from the running session of a Telnyx Video room, which ends the session. " +
			"Tokens stay valid, and can be used to join again.",
		attributes: attributes{"room_id": roomIDAttribute()},
		fetch: func(ctx context.Context, from *vendors, model *telnyxEndSession) error {
			client, err := from.telnyx()
			if err != nil {
				return err
			}
			room, err := client.ViewRoom(ctx, model.RoomID.ValueString(), false)
			if err != nil || room.ActiveSessionID == nil || *room.ActiveSessionID == "" {
				return err
			}
			err = client.EndRoomSession(ctx, *room.ActiveSessionID)
			model.ended = err == nil
			if gone(err) { // it ended by itself
				return nil
			}
			return err
		},
		done: func(model telnyxEndSession) string {
			if model.ended {
				return "Ended the session of room " + model.RoomID.ValueString() + "."
			}
			return "Nobody was in room " + model.RoomID.ValueString() + "."
		},
	}
}
