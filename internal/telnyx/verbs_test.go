package telnyx_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest/resttest"
	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// verb is one call and what it should come to.
type verb struct {
	call         func(context.Context, *telnyx.Client) (any, error)
	method, path string
	sent         string
	once         bool
	status       int
	answer       string
	want         string // what the caller gets, as JSON
	wrong        map[string]rest.Reason
}

func verbs() map[string]verb {
	fields := telnyx.Fields{"unique_name": "support", "webhook_timeout_secs": nil}
	const fieldsSent = `{"unique_name":"support","webhook_timeout_secs":null}`
	return map[string]verb{
		"create a room": {
			call: func(ctx context.Context, c *telnyx.Client) (any, error) {
				room, err := c.CreateRoom(ctx, fields)
				return room.ID, err
			},
			method: http.MethodPost, path: "/rooms", sent: fieldsSent, once: true, status: http.StatusCreated,
			answer: `{"data":{"id":"x","unique_name":"support"}}`, want: `"x"`,
			wrong: map[string]rest.Reason{`{"data":{"unique_name":"support"}}`: rest.Incomplete, `{}`: rest.Incomplete, ``: rest.NotJSON},
		},
		"update a room": {
			call: func(ctx context.Context, c *telnyx.Client) (any, error) {
				room, err := c.UpdateRoom(ctx, "a/b", fields)
				return room.MaxParticipants, err
			},
			method: http.MethodPatch, path: "/rooms/a%2Fb", sent: fieldsSent, status: http.StatusOK,
			answer: `{"data":{"id":"a/b","max_participants":7}}`, want: `7`,
			wrong: map[string]rest.Reason{`{"data":null}`: rest.Incomplete},
		},
		"delete a room": {
			call:   func(ctx context.Context, c *telnyx.Client) (any, error) { return nil, c.DeleteRoom(ctx, "a") },
			method: http.MethodDelete, path: "/rooms/a", status: http.StatusNoContent, want: `null`,
			wrong: map[string]rest.Reason{`<html>Please log in</html>`: rest.NotJSON, `"x"`: rest.NotJSON},
		},
		"end a session": {
			call:   func(ctx context.Context, c *telnyx.Client) (any, error) { return nil, c.EndRoomSession(ctx, "a") },
			method: http.MethodPost, path: "/room_sessions/a/actions/end", status: http.StatusOK,
			answer: `{"data":{"result":"ok"}}`, want: `null`,
			wrong: map[string]rest.Reason{`{"message":"Error","success":false}`: rest.Incomplete, `<html>`: rest.NotJSON},
		},
	}
}

func TestVerbs(t *testing.T) {
	t.Parallel()
	for name, v := range verbs() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, body := v.status, v.answer
			vendor := resttest.NewParrot(t, func(resttest.Asked) (int, string) { return status, body })
			client := telnyx.New("secret", vendor.Options)
			got, err := v.call(t.Context(), client)
			if text := asJSON(t, got); err != nil || text != v.want {
				t.Errorf("got %s, %v", text, err)
			}
			asked := vendor.Asked[0]
			if asked.Method != v.method || asked.Path != v.path || asked.Body != v.sent || asked.Bearer != "Bearer secret" {
				t.Errorf("asked %+v", asked)
			}
			for answer, reason := range v.wrong {
				status, body = http.StatusOK, answer
				if _, err := v.call(t.Context(), client); resttest.ReasonOf(err) != reason {
					t.Errorf("%s: %v", answer, err)
				}
			}
		})
	}
}

// What creates is not repeated after an answer that does not say whether it was carried out; all else is.
func TestWhatCreatesIsSentOnce(t *testing.T) {
	t.Parallel()
	for name, v := range verbs() {
		vendor := resttest.NewParrot(t, func(resttest.Asked) (int, string) { return http.StatusInternalServerError, "" })
		vendor.Options.MaxRetries = 2
		_, err := v.call(t.Context(), telnyx.New("secret", vendor.Options))
		want := 3
		if v.once {
			want = 1
		}
		if sent := len(vendor.Asked); resttest.ReasonOf(err) != rest.Refused || sent != want {
			t.Errorf("%s: sent %d times, %v", name, sent, err)
		}
	}
}

func asJSON(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Error(err)
	}
	return string(text)
}
