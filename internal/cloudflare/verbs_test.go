package cloudflare_test

import (
	"context"
	"fmt"
	"maps"
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

// answers are responses with data, and what the caller gets for each.
func answers(wants map[string]string) map[string]string {
	wrapped := map[string]string{}
	for data, want := range wants {
		wrapped[`{"success":true,"data":`+data+`}`] = want
	}
	return wrapped
}

// failures are responses that are no success of any verb, and responses with data that are none of this one.
func failures(data map[string]rest.Reason) map[string]rest.Reason {
	all := map[string]rest.Reason{
		`{"success":false,"data":7,"error":{"code":404,"message":"No user found"}}`: rest.Unsuccessful,
		`{"success":"true","data":{"id":"x"}}`:                                      rest.Incomplete, // may be done
		`{"data":{"id":"x"}}`:                                                       rest.Incomplete,
		`<html>`:                                                                    rest.NotJSON,
	}
	for text, reason := range data {
		all[`{"success":true,"data":`+text+`}`] = reason
	}
	return all
}

const meetings = "/accounts/a/realtime/kit/b/meetings"

func verbs() map[string]verb {
	fields := rest.Fields{"title": "Stand-up", "picture": nil}
	const fieldsSent = `{"picture":null,"title":"Stand-up"}`
	all := map[string]verb{
		"create a meeting": {
			Call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				meeting, err := c.CreateMeeting(ctx, "a", "b", fields)
				return meeting.ID, err
			},
			Method: http.MethodPost, Path: meetings, Sent: fieldsSent, Once: true, Status: http.StatusCreated,
			Answers:  answers(map[string]string{`{"id":"x","title":"Stand-up"}`: `"x"`}),
			Failures: failures(map[string]rest.Reason{`{"title":"Stand-up"}`: rest.Incomplete, `null`: rest.Incomplete}),
		},
		"update a meeting": {
			Call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				meeting, err := c.UpdateMeeting(ctx, "a", "b", "c", fields)
				return []any{meeting.ID, meeting.Status}, err
			},
			Method: http.MethodPatch, Path: meetings + "/c", Sent: fieldsSent, Status: http.StatusOK,
			Answers: answers(map[string]string{
				`{"id":"c","status":"INACTIVE"}`: `["c","INACTIVE"]`, `{"id":" C","status":"INACTIVE"}`: `[" C","INACTIVE"]`,
				`{"status":"INACTIVE"}`: `["c","INACTIVE"]`, `{"id":null}`: `["c",null]`, `null`: `["c",null]`,
			}),
			Failures: failures(map[string]rest.Reason{`{"id":"x"}`: rest.OtherObject, `{"id":7}`: rest.NotJSON, `"c"`: rest.NotJSON}),
		},
		"kick everybody": {
			Call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				return c.KickAllParticipants(ctx, "a", "b", "c")
			},
			Method: http.MethodPost, Path: meetings + "/c/active-session/kick-all", Status: http.StatusOK,
			Answers: answers(map[string]string{
				`{"action":"kick","kicked_participants_count":3}`: `3`, `{"kicked_participants_count":0}`: `0`, `{"action":"kick"}`: `null`,
				`{"kicked_participants_count":-3}`: `null`, `{"kicked_participants_count":"3"}`: `null`, `{"kicked_participants_count":null}`: `null`,
				`{"kicked_participants_count":2.5}`: `null`, `{"kicked_participants_count":1e300}`: `null`, `null`: `null`, `"kicked"`: `null`,
			}),
			Failures: failures(nil),
		},
		"add a participant": {
			Call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				added, err := c.AddParticipant(ctx, who(), fields)
				return added.ID, err
			},
			Method: http.MethodPost, Path: meetings + "/c/participants", Sent: fieldsSent, Once: true, Status: http.StatusCreated,
			Answers:  answers(map[string]string{`{"id":"x","token":"eyJ.a.b"}`: `"x"`}),
			Failures: failures(map[string]rest.Reason{`{"token":"eyJ.a.b"}`: rest.Incomplete}),
		},
		"edit a participant": {
			Call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				edited, err := c.EditParticipant(ctx, who(), fields)
				return []any{edited.ID, edited.Picture}, err
			},
			Method: http.MethodPatch, Path: meetings + "/c/participants/d%2Fe", Sent: fieldsSent, Status: http.StatusOK,
			Answers: answers(map[string]string{
				`{"id":"d/e","picture":"x","token":"eyJ.a.b"}`: `["d/e","x"]`, `{"picture":null,"token":"eyJ.a.b"}`: `["d/e",null]`,
			}),
			Failures: failures(map[string]rest.Reason{`{"id":"x","token":"eyJ.a.b"}`: rest.OtherObject}),
		},
		"delete a participant": {
			Call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				return nil, c.DeleteMeetingParticipant(ctx, who())
			},
			Method: http.MethodDelete, Path: meetings + "/c/participants/d%2Fe", Status: http.StatusOK,
			Answers:  answers(map[string]string{`{"preset_id":"x"}`: `null`, `null`: `null`, `"deleted"`: `null`, `{"id":7}`: `null`}),
			Failures: failures(map[string]rest.Reason{`{"id":"x"}`: rest.OtherObject}),
		},
		"kick participants": {
			Call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				return c.KickParticipants(ctx, who(), []string{"d/e"}, nil)
			},
			Method: http.MethodPost, Path: meetings + "/c/active-session/kick", Status: http.StatusOK,
			Sent: `{"custom_participant_ids":[],"participant_ids":["d/e"]}`,
			Answers: answers(map[string]string{
				`{"action":"kick","participants":[{"id":"s1"},{"id":"s2"}]}`: `2`, `{"participants":[]}`: `0`, `{"action":"kick"}`: `null`,
				`{"participants":[7]}`: `1`, `{"participants":2}`: `null`, `null`: `null`, `[]`: `null`,
			}),
			Failures: failures(nil),
		},
		"kick participants by their custom IDs": {
			Call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				return c.KickParticipants(ctx, who(), nil, []string{"Bot 1 ", "bot-2"})
			},
			Method: http.MethodPost, Path: meetings + "/c/active-session/kick", Status: http.StatusOK,
			Sent:    `{"custom_participant_ids":["Bot 1 ","bot-2"],"participant_ids":[]}`,
			Answers: answers(map[string]string{`{"action":"kick","participants":[{"id":"s1"}]}`: `1`}),
		},
	}
	maps.Copy(all, webhookVerbs())
	return all
}

func TestVerbs(t *testing.T) {
	t.Parallel()
	resttest.CheckVerbs(t, verbs(), client)
}

// Minting has tests of its own.
func TestVerbsAreComplete(t *testing.T) {
	t.Parallel()
	resttest.CheckComplete(t, verbs(), client, "RefreshParticipantToken")
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
		return http.StatusCreated, `{"success":true,"token":"` + canary + `","data":{"id":"d/e","token":"` + canary + `","Token":"` +
			canary + `","authToken":"` + canary + `"}}`
	})
	client := cloudflare.New("secret", vendor.Options)
	for _, write := range []func(context.Context, cloudflare.Participant, rest.Fields) (cloudflare.MeetingParticipant, error){
		client.AddParticipant, client.EditParticipant,
	} {
		participant, err := write(t.Context(), who(), rest.Fields{})
		text := resttest.JSON(t, participant)
		if err != nil || participant.ID != "d/e" || strings.Contains(fmt.Sprintf("%+v %#v %s", participant, participant, text), "canary") {
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
	request := vendor.Requests[0]
	if request.Path != "/accounts/a/realtime/kit/b/presets" || request.Query.Get("search") != "host" {
		t.Errorf("sent %+v", request)
	}
}
