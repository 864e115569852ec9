package telnyx_test

import (
	"context"
	"net/http"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest/resttest"
	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

type verb = resttest.Verb[*telnyx.Client]

func client(options rest.Options) *telnyx.Client { return telnyx.New("secret", options) }

func verbs() map[string]verb {
	fields := rest.Fields{"unique_name": "support", "webhook_timeout_secs": nil}
	const fieldsSent = `{"unique_name":"support","webhook_timeout_secs":null}`
	return map[string]verb{
		"create a room": {
			Call: func(ctx context.Context, c *telnyx.Client) (any, error) {
				room, err := c.CreateRoom(ctx, fields)
				return room.ID, err
			},
			Method: http.MethodPost, Path: "/rooms", Sent: fieldsSent, Once: true, Status: http.StatusCreated,
			Answers:  map[string]string{`{"data":{"id":"x","unique_name":"support"}}`: `"x"`},
			Failures: map[string]rest.Reason{`{"data":{"unique_name":"support"}}`: rest.Incomplete, `{}`: rest.Incomplete, ``: rest.NotJSON},
		},
		"update a room": {
			Call: func(ctx context.Context, c *telnyx.Client) (any, error) {
				room, err := c.UpdateRoom(ctx, "a/b", fields)
				return []any{room.ID, room.MaxParticipants}, err
			},
			Method: http.MethodPatch, Path: "/rooms/a%2Fb", Sent: fieldsSent, Status: http.StatusOK,
			Answers: map[string]string{
				`{"data":{"id":"a/b","max_participants":7}}`: `["a/b",7]`, `{"data":{"max_participants":7}}`: `["a/b",7]`,
			},
			Failures: map[string]rest.Reason{
				`{"data":null}`: rest.Incomplete, `{}`: rest.Incomplete, `{"message":"Error","success":false}`: rest.Incomplete,
				`{"data":{"id":"x","max_participants":7}}`: rest.OtherObject,
			},
		},
		"delete a room": {
			Call:   func(ctx context.Context, c *telnyx.Client) (any, error) { return nil, c.DeleteRoom(ctx, "a") },
			Method: http.MethodDelete, Path: "/rooms/a", Status: http.StatusOK,
			Answers: map[string]string{``: `null`, `{}`: `null`, `{"data":{"id":"A"}}`: `null`, `{"message":"Deleted"}`: `null`},
			Failures: map[string]rest.Reason{
				`<html>Please log in</html>`: rest.NotJSON, `"x"`: rest.NotJSON, `{"message":"Error","success":false}`: rest.Incomplete,
				`{"data":{"id":"x"}}`: rest.OtherObject,
			},
		},
		"end a session": {
			Call:   func(ctx context.Context, c *telnyx.Client) (any, error) { return nil, c.EndRoomSession(ctx, "a") },
			Method: http.MethodPost, Path: "/room_sessions/a/actions/end", Status: http.StatusOK,
			Answers:  map[string]string{`{"data":{"result":"ok"}}`: `null`, `{"data":null}`: `null`, `{}`: `null`, ``: `null`},
			Failures: map[string]rest.Reason{`{"message":"Error","success":false}`: rest.Incomplete, `<html>`: rest.NotJSON},
		},
	}
}

func TestVerbs(t *testing.T) {
	t.Parallel()
	resttest.CheckVerbs(t, verbs(), client)
}

// Minting has tests of its own.
func TestVerbsAreComplete(t *testing.T) {
	t.Parallel()
	resttest.CheckComplete(t, verbs(), client, "GenerateJoinClientToken", "RefreshClientToken")
}

func TestCreatesAreSentOnce(t *testing.T) {
	t.Parallel()
	resttest.CheckRepeats(t, verbs(), client)
}

// A vendor may quote what it was sent, and a webhook's URL may have a secret in it.
func TestErrorsDoNotRepeatWhatWasSent(t *testing.T) {
	t.Parallel()
	fields := rest.Fields{
		"unique_name": "private-text", "webhook_event_url": "https://example.com/?a=private-text",
		"webhook_event_failover_url": "https://example.com/private-text", "max_participants": "kept-text",
	}
	resttest.CheckQuotes(t, map[string]func(context.Context, *telnyx.Client) error{
		"create a room, kept": func(ctx context.Context, c *telnyx.Client) error { _, err := c.CreateRoom(ctx, fields); return err },
		"update a room, kept": func(ctx context.Context, c *telnyx.Client) error {
			_, err := c.UpdateRoom(ctx, "a", fields)
			return err
		},
		"list rooms": func(ctx context.Context, c *telnyx.Client) error {
			_, err := c.ListRooms(ctx, telnyx.RoomFilter{UniqueName: "private-text"})
			return err
		},
	}, client)
}
