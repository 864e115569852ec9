package cloudflare_test

import (
	"context"
	"net/http"
	"slices"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest/resttest"
)

const webhooks = "/accounts/a/realtime/kit/b/webhooks"

func webhookVerbs() map[string]verb {
	fields := rest.Fields{"enabled": false, "events": []string{"meeting.ended"}}
	const fieldsSent = `{"enabled":false,"events":["meeting.ended"]}`
	return map[string]verb{
		"create a webhook": {
			Call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				created, err := c.CreateWebhook(ctx, "a", "b", fields)
				return []any{created.ID, created.Events}, err
			},
			Method: http.MethodPost, Path: webhooks, Sent: fieldsSent, Once: true, Status: http.StatusCreated,
			Answers: answers(map[string]string{`{"id":"x","events":["meeting.ended","meeting.started"]}`: `["x",["meeting.ended","meeting.started"]]`}),
			Failures: failures(map[string]rest.Reason{
				`{"name":"bot"}`: rest.Incomplete, `null`: rest.Incomplete, `{"id":"x","events":"meeting.ended"}`: rest.NotJSON,
			}),
		},
		"edit a webhook": {
			Call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				edited, err := c.EditWebhook(ctx, "a", "b", "c", fields)
				return []any{edited.ID, edited.Enabled, edited.Events}, err
			},
			Method: http.MethodPatch, Path: webhooks + "/c", Sent: fieldsSent, Status: http.StatusOK,
			Answers: answers(map[string]string{
				`{"id":"c","enabled":false,"events":["meeting.ended"]}`: `["c",false,["meeting.ended"]]`,
				`{"enabled":false,"events":["meeting.ended"]}`:          `["c",false,["meeting.ended"]]`,
			}),
			Failures: failures(map[string]rest.Reason{`{"id":"x","enabled":false,"events":[]}`: rest.OtherObject}),
		},
		"delete a webhook": {
			Call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				return nil, c.DeleteWebhook(ctx, "a", "b", "c")
			},
			Method: http.MethodDelete, Path: webhooks + "/c", Status: http.StatusOK,
			Answers:  answers(map[string]string{`{"id":"C"}`: `null`, `null`: `null`}),
			Failures: failures(map[string]rest.Reason{`{"id":"x"}`: rest.OtherObject}),
		},
		"read a webhook": {
			Call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				webhook, err := c.GetWebhook(ctx, "a", "b", "c")
				return []any{webhook.ID, webhook.URL}, err
			},
			Method: http.MethodGet, Path: webhooks + "/c", Status: http.StatusOK,
			Answers:  answers(map[string]string{`{"id":"c","url":"https://example.com/rtc"}`: `["c","https://example.com/rtc"]`}),
			Failures: failures(map[string]rest.Reason{`{"id":"x"}`: rest.OtherObject, `{"url":"https://example.com"}`: rest.Incomplete}),
		},
		"list webhooks": {
			Call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				all, err := c.ListWebhooks(ctx, "a", "b")
				ids := []string{}
				for _, one := range all {
					ids = append(ids, one.ID)
				}
				return ids, err
			},
			Method: http.MethodGet, Path: webhooks, Status: http.StatusOK,
			Answers: answers(map[string]string{`[{"id":"x"},{"id":"y"}]`: `["x","y"]`, `[]`: `[]`}),
			Failures: map[string]rest.Reason{
				`{"success":true,"data":null}`: rest.Incomplete, `{"success":true,"data":[{"name":"bot"}]}`: rest.Incomplete,
				`{"success":true,"data":{"id":"x"}}`: rest.NotJSON, `{"success":false,"data":[]}`: rest.Unsuccessful,
			},
		},
		"read the active session": {
			Call: func(ctx context.Context, c *cloudflare.Client) (any, error) {
				session, err := c.GetActiveSession(ctx, "a", "b", "c")
				return []any{session.Status, session.LiveParticipants, session.MinutesConsumed}, err
			},
			Method: http.MethodGet, Path: meetings + "/c/active-session", Status: http.StatusOK,
			Answers: answers(map[string]string{
				`{"id":"s","status":"LIVE","live_participants":3,"minutes_consumed":1.5}`: `["LIVE",3,1.5]`, `{"id":"s"}`: `[null,0,0]`,
				`{"id":"s","live_participants":-3,"minutes_consumed":-0.5}`: `[null,0,0]`,
			}),
			Failures: failures(map[string]rest.Reason{`{"status":"LIVE"}`: rest.Incomplete, `{"id":"s","live_participants":"3"}`: rest.NotJSON}),
		},
	}
}

// A response to a change that lacks what was changed is completed by reading the webhook.
func TestEditWebhookReadsWhatTheResponseLacks(t *testing.T) {
	t.Parallel()
	for body, want := range map[string][]string{
		`{"id":"c","events":["meeting.ended"],"enabled":false}`: {http.MethodPatch},
		`{"id":"c","events":["meeting.ended"]}`:                 {http.MethodPatch, http.MethodGet},
		`{}`:                                                    {http.MethodPatch, http.MethodGet},
	} {
		vendor := resttest.NewServer(t, func(r resttest.Request) (int, string) {
			if r.Method == http.MethodGet {
				return http.StatusOK, `{"success":true,"data":{"id":"c","events":["meeting.ended"],"enabled":false}}`
			}
			return http.StatusOK, `{"success":true,"data":` + body + `}`
		})
		edited, err := client(vendor.Options).EditWebhook(t.Context(), "a", "b", "c", rest.Fields{"enabled": false})
		var methods []string
		for _, request := range vendor.Requests {
			methods = append(methods, request.Method)
		}
		if err != nil || edited.Enabled == nil || *edited.Enabled || !slices.Equal(methods, want) {
			t.Errorf("%s: %+v, %v after %q, want %q", body, edited, err, methods, want)
		}
	}
}
