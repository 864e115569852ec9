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

// EndActiveSession ends the running session of a room, and says whether there was one. A session may also end by itself.
func (c *Client) EndActiveSession(ctx context.Context, roomID string) (ended bool, err error) {
	session, err := c.activeSession(ctx, roomID)
	if err != nil || session == "" {
		return false, err
	}
	if err = c.EndRoomSession(ctx, session); !notFound(err) {
		return err == nil, err
	}
	now, viewErr := c.activeSession(ctx, roomID)
	switch {
	case viewErr != nil:
		return false, viewErr
	case !Gone(err) && now == session: // without a code, only the room tells
		return false, err
	}
	return false, nil
}

// activeSession is the ID of a room's running session, or "".
func (c *Client) activeSession(ctx context.Context, roomID string) (string, error) {
	room, err := c.ViewRoom(ctx, roomID, false)
	if err != nil || room.ActiveSessionID == nil {
		return "", c.ConfirmRoomGone(ctx, roomID, err)
	}
	return *room.ActiveSessionID, nil
}
