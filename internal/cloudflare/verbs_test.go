package cloudflare_test

import (
	"context"
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

type verb = resttest.Verb[*cloudflare.Client]

func client(options rest.Options) *cloudflare.Client { return cloudflare.New("secret", options) }

// wrapped are responses with these data.
func wrapped(data ...string) []string {
	for i := range data {
		data[i] = `{"success":true,"data":` + data[i] + `}`
	}
	return data
}

// failures are responses of every verb that are no success, and those with these data.
func failures(incomplete ...string) map[string]rest.Reason {
	all := map[string]rest.Reason{
		`{"success":false,"data":7,"error":{"code":404,"message":"No user found"}}`: rest.Unsuccessful,
		`{"success":"true","data":{"id":"x"}}`:                                      rest.Incomplete, // may be done
		`{"data":{"id":"x"}}`:                                                       rest.Incomplete,
		`<html>`:                                                                    rest.NotJSON,
	}
	for _, body := range wrapped(incomplete...) {
		all[body] = rest.Incomplete
	}
	return all
}

const meetings = "/accounts/a/realtime/kit/b/meetings"

func verbs() map[string]verb {
	fields := cloudflare.Fields{"title": "Stand-up", "picture": nil}
	const fieldsSent = `{"picture":null,"title":"Stand-up"}`
	return map[string]verb{
		"create a meeting": {
			Call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				meeting, err := c.CreateMeeting(ctx, "a", "b", fields)
				return meeting.ID, err
			},
			Method: http.MethodPost, Path: meetings, Sent: fieldsSent, Once: true, Status: http.StatusCreated,
			Answers: wrapped(`{"id":"x","title":"Stand-up"}`), Want: `"x"`,
			Failures: failures(`{"title":"Stand-up"}`, `null`),
		},
		"update a meeting": {
			Call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				meeting, err := c.UpdateMeeting(ctx, "a", "b", "c", fields)
				return meeting.Status, err
			},
			Method: http.MethodPatch, Path: meetings + "/c", Sent: fieldsSent, Status: http.StatusOK,
			Answers: wrapped(`{"id":"c","status":"INACTIVE"}`), Want: `"INACTIVE"`,
			Failures: failures(`{"status":"INACTIVE"}`),
		},
		"kick everybody": {
			Call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				return c.KickAllParticipants(ctx, "a", "b", "c")
			},
			Method: http.MethodPost, Path: meetings + "/c/active-session/kick-all", Status: http.StatusOK,
			Answers: wrapped(`{"action":"kick","kicked_participants_count":3}`), Want: `3`,
			Failures: failures(`{"action":"kick"}`, `null`),
		},
		"add a participant": {
			Call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				added, err := c.AddParticipant(ctx, who(), fields)
				return added.ID, err
			},
			Method: http.MethodPost, Path: meetings + "/c/participants", Sent: fieldsSent, Once: true, Status: http.StatusCreated,
			Answers: wrapped(`{"id":"x","token":"eyJ.a.b"}`), Want: `"x"`,
			Failures: failures(`{"token":"eyJ.a.b"}`),
		},
		"edit a participant": {
			Call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				edited, err := c.EditParticipant(ctx, who(), fields)
				return edited.Picture, err
			},
			Method: http.MethodPatch, Path: meetings + "/c/participants/d%2Fe", Sent: fieldsSent, Status: http.StatusOK,
			Answers: wrapped(`{"id":"d/e","picture":null,"token":"eyJ.a.b"}`), Want: `null`,
			Failures: failures(`{"token":"eyJ.a.b"}`),
		},
		"delete a participant": {
			Call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				return nil, c.DeleteMeetingParticipant(ctx, who())
			},
			Method: http.MethodDelete, Path: meetings + "/c/participants/d%2Fe", Status: http.StatusOK,
			Answers: wrapped(`{"preset_id":"x"}`), Want: `null`,
		},
		"kick a participant": {
			Call:   func(ctx context.Context, c *cloudflare.Client) (any, error) { return c.KickParticipants(ctx, who()) },
			Method: http.MethodPost, Path: meetings + "/c/active-session/kick", Status: http.StatusOK,
			Sent:    `{"custom_participant_ids":[],"participant_ids":["d/e"]}`,
			Answers: wrapped(`{"action":"kick","participants":[{"id":"s1"},{"id":"s2"}]}`), Want: `2`,
		},
	}
}

func TestVerbs(t *testing.T) {
	t.Parallel()
	resttest.CheckVerbs(t, verbs(), client)
}

func TestCreatesAreSentOnce(t *testing.T) {
	t.Parallel()
	resttest.CheckRepeats(t, verbs(), client)
}

// Nothing that add and edit give back can hold the token that the vendor's answer has, whatever its name's case.
func TestTheTokenOfAParticipantIsHeldByNothing(t *testing.T) {
	t.Parallel()
	const canary = "eyJhbGciOiJSUzI1NiJ9.canary.c2ln"
	vendor := resttest.NewServer(t, func(resttest.Request) (int, string) {
		return http.StatusCreated, `{"success":true,"token":"` + canary + `","data":{"id":"x","token":"` + canary + `","Token":"` +
			canary + `","authToken":"` + canary + `"}}`
	})
	client := cloudflare.New("secret", vendor.Options)
	for _, write := range []func(context.Context, cloudflare.Participant, cloudflare.Fields) (cloudflare.MeetingParticipant, error){
		client.AddParticipant, client.EditParticipant,
	} {
		participant, err := write(t.Context(), who(), cloudflare.Fields{})
		text := resttest.JSON(t, participant)
		if err != nil || participant.ID != "x" || strings.Contains(fmt.Sprintf("%+v %#v %s", participant, participant, text), "canary") {
			t.Errorf("%+v, %v", participant, err)
		}
	}
}

func TestListPresets(t *testing.T) {
	t.Parallel()
	vendor := resttest.NewServer(t, func(resttest.Request) (int, string) {
		return http.StatusOK, `{"success":true,"data":[{"id":"x","name":"host","created_at":"2026-01-01T00:00:00Z"}],` +
			`"paging":{"total_count":1,"start_offset":1,"end_offset":1}}`
	})
	presets, err := cloudflare.New("secret", vendor.Options).ListPresets(t.Context(), "a", "b", "host")
	if err != nil || len(presets) != 1 || presets[0].ID != "x" || *presets[0].Name != "host" || presets[0].CreatedAt.Year() != 2026 {
		t.Errorf("%+v, %v", presets, err)
	}
	asked := vendor.Requests[0]
	if asked.Path != "/accounts/a/realtime/kit/b/presets" || asked.Query.Get("search") != "host" {
		t.Errorf("asked %+v", asked)
	}
}
