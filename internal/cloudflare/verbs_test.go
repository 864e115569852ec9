package cloudflare_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest/resttest"
)

func who() cloudflare.Participant {
	return cloudflare.Participant{AccountID: "a", AppID: "b", MeetingID: "c", ParticipantID: "d/e"}
}

// verb is one call and what it should come to.
type verb struct {
	call         func(context.Context, *cloudflare.Client) (any, error)
	method, path string
	sent         string
	once         bool
	status       int
	answer       string // the data of it
	want         string // what the caller gets, as JSON
	incomplete   []string
}

const meetings = "/accounts/a/realtime/kit/b/meetings"

func verbs() map[string]verb {
	fields := cloudflare.Fields{"title": "Stand-up", "picture": nil}
	const fieldsSent = `{"picture":null,"title":"Stand-up"}`
	return map[string]verb{
		"create a meeting": {
			call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				meeting, err := c.CreateMeeting(ctx, "a", "b", fields)
				return meeting.ID, err
			},
			method: http.MethodPost, path: meetings, sent: fieldsSent, once: true, status: http.StatusCreated,
			answer: `{"id":"x","title":"Stand-up"}`, want: `"x"`,
			incomplete: []string{`{"title":"Stand-up"}`, `null`},
		},
		"update a meeting": {
			call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				meeting, err := c.UpdateMeeting(ctx, "a", "b", "c", fields)
				return meeting.Status, err
			},
			method: http.MethodPatch, path: meetings + "/c", sent: fieldsSent, status: http.StatusOK,
			answer: `{"id":"c","status":"INACTIVE"}`, want: `"INACTIVE"`,
			incomplete: []string{`{"status":"INACTIVE"}`},
		},
		"kick everybody": {
			call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				return c.KickAllParticipants(ctx, "a", "b", "c")
			},
			method: http.MethodPost, path: meetings + "/c/active-session/kick-all", status: http.StatusOK,
			answer: `{"action":"kick","kicked_participants_count":3}`, want: `3`,
			incomplete: []string{`{"action":"kick"}`, `null`},
		},
		"add a participant": {
			call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				added, err := c.AddParticipant(ctx, who(), fields)
				return added.ID, err
			},
			method: http.MethodPost, path: meetings + "/c/participants", sent: fieldsSent, once: true, status: http.StatusCreated,
			answer: `{"id":"x","token":"eyJ.a.b"}`, want: `"x"`,
			incomplete: []string{`{"token":"eyJ.a.b"}`},
		},
		"edit a participant": {
			call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				edited, err := c.EditParticipant(ctx, who(), fields)
				return edited.Picture, err
			},
			method: http.MethodPatch, path: meetings + "/c/participants/d%2Fe", sent: fieldsSent, status: http.StatusOK,
			answer: `{"id":"d/e","picture":null,"token":"eyJ.a.b"}`, want: `null`,
			incomplete: []string{`{"token":"eyJ.a.b"}`},
		},
		"delete a participant": {
			call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				return nil, c.DeleteMeetingParticipant(ctx, who())
			},
			method: http.MethodDelete, path: meetings + "/c/participants/d%2Fe", status: http.StatusOK,
			answer: `{"preset_id":"x"}`, want: `null`,
		},
		"kick a participant": {
			call:   func(ctx context.Context, c *cloudflare.Client) (any, error) { return c.KickParticipants(ctx, who()) },
			method: http.MethodPost, path: meetings + "/c/active-session/kick", status: http.StatusOK,
			sent:   `{"custom_participant_ids":[],"participant_ids":["d/e"]}`,
			answer: `{"action":"kick","participants":[{"id":"s1"},{"id":"s2"}]}`, want: `2`,
		},
	}
}

func TestVerbs(t *testing.T) {
	t.Parallel()
	for name, v := range verbs() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vendor := resttest.NewParrot(t, func(resttest.Asked) (int, string) {
				return v.status, `{"success":true,"data":` + v.answer + `}`
			})
			got, err := v.call(t.Context(), cloudflare.New("secret", vendor.Options))
			if text := asJSON(t, got); err != nil || text != v.want {
				t.Errorf("got %s, %v", text, err)
			}
			asked := vendor.Asked[0]
			if asked.Method != v.method || asked.Path != v.path || asked.Body != v.sent || asked.Bearer != "Bearer secret" {
				t.Errorf("asked %+v", asked)
			}
		})
	}
}

// A 2xx alone is no success, and an answer without what was asked for is none either.
func TestVerbsThatAreNotDone(t *testing.T) {
	t.Parallel()
	for name, v := range verbs() {
		answers := map[string]rest.Reason{
			`{"success":false,"data":7,"error":{"code":404,"message":"No user found"}}`: rest.Unsuccessful,
			`{"success":"true","data":` + v.answer + `}`:                                rest.Incomplete, // may be done
			`{"data":` + v.answer + `}`:                                                 rest.Incomplete,
			`<html>`:                                                                    rest.NotJSON,
		}
		for _, data := range v.incomplete {
			answers[`{"success":true,"data":`+data+`}`] = rest.Incomplete
		}
		for body, reason := range answers {
			vendor := resttest.NewParrot(t, func(resttest.Asked) (int, string) { return v.status, body })
			if _, err := v.call(t.Context(), cloudflare.New("secret", vendor.Options)); resttest.ReasonOf(err) != reason {
				t.Errorf("%s: %s: %v", name, body, err)
			}
		}
	}
}

// Nothing that add and edit give back can hold the token that the vendor's answer has, whatever its name's case.
func TestTheTokenOfAParticipantIsHeldByNothing(t *testing.T) {
	t.Parallel()
	const canary = "eyJhbGciOiJSUzI1NiJ9.canary.c2ln"
	vendor := resttest.NewParrot(t, func(resttest.Asked) (int, string) {
		return http.StatusCreated, `{"success":true,"token":"` + canary + `","data":{"id":"x","token":"` + canary + `","Token":"` +
			canary + `","authToken":"` + canary + `"}}`
	})
	client := cloudflare.New("secret", vendor.Options)
	for _, write := range []func(context.Context, cloudflare.Participant, cloudflare.Fields) (cloudflare.MeetingParticipant, error){
		client.AddParticipant, client.EditParticipant,
	} {
		participant, err := write(t.Context(), who(), cloudflare.Fields{})
		text := asJSON(t, participant)
		if err != nil || participant.ID != "x" || strings.Contains(fmt.Sprintf("%+v %#v %s", participant, participant, text), "canary") {
			t.Errorf("%+v, %v", participant, err)
		}
	}
}

// What creates is not repeated after an answer that does not say whether it was carried out; all else is.
func TestWhatCreatesIsSentOnce(t *testing.T) {
	t.Parallel()
	for name, v := range verbs() {
		vendor := resttest.NewParrot(t, func(resttest.Asked) (int, string) { return http.StatusInternalServerError, "" })
		vendor.Options.MaxRetries = 2
		_, err := v.call(t.Context(), cloudflare.New("secret", vendor.Options))
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

func TestListPresets(t *testing.T) {
	t.Parallel()
	vendor := resttest.NewParrot(t, func(resttest.Asked) (int, string) {
		return http.StatusOK, `{"success":true,"data":[{"id":"x","name":"host","created_at":"2026-01-01T00:00:00Z"}],` +
			`"paging":{"total_count":1,"start_offset":1,"end_offset":1}}`
	})
	presets, err := cloudflare.New("secret", vendor.Options).ListPresets(t.Context(), "a", "b", "host")
	if err != nil || len(presets) != 1 || presets[0].ID != "x" || *presets[0].Name != "host" || presets[0].CreatedAt.Year() != 2026 {
		t.Errorf("%+v, %v", presets, err)
	}
	asked := vendor.Asked[0]
	if asked.Path != "/accounts/a/realtime/kit/b/presets" || asked.Query.Get("search") != "host" {
		t.Errorf("asked %+v", asked)
	}
}
