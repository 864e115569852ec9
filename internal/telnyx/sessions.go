package telnyx

import (
	"context"
	"net/http"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// EndRoomSession ends a session and removes everybody from the room. The vendor documents no credential for it, although
// it acts on an account: the key is sent.
//
// https://developers.telnyx.com/api-reference/room-sessions/end-a-room-session
func (c *Client) EndRoomSession(ctx context.Context, sessionID string) error {
	return c.done(ctx, rest.Call{
		Method: http.MethodPost,
		Route:  "/room_sessions/{room_session_id}/actions/end",
		IDs:    []rest.ID{{Name: "room_session_id", Value: sessionID}},
	})
}
