package cloudflare_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest/resttest"
)

// IDs are sent in lower case and without blanks, in the path and in the body. Names that users give are sent as they are.
func TestIDsAreSentInCanonicalForm(t *testing.T) {
	t.Parallel()
	const id, sent = " AB01-Cd\n", "ab01-cd"
	in := cloudflare.Participant{AccountID: id, AppID: id, MeetingID: id, ParticipantID: id}
	for name, call := range map[string]func(context.Context, *cloudflare.Client) error{
		"apps": func(ctx context.Context, c *cloudflare.Client) error { _, err := c.ListApps(ctx, id, ""); return err },
		"app":  func(ctx context.Context, c *cloudflare.Client) error { _, err := c.GetApp(ctx, id, id); return err },
		"meetings": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.ListMeetings(ctx, id, id, cloudflare.MeetingFilter{})
			return err
		},
		"meeting": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.GetMeeting(ctx, id, id, id)
			return err
		},
		"create a meeting": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.CreateMeeting(ctx, id, id, nil)
			return err
		},
		"update a meeting": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.UpdateMeeting(ctx, id, id, id, nil)
			return err
		},
		"kick everybody": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.KickAllParticipants(ctx, id, id, id)
			return err
		},
		"session": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.GetActiveSession(ctx, id, id, id)
			return err
		},
		"participants": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.ListMeetingParticipants(ctx, id, id, id, cloudflare.ParticipantFilter{})
			return err
		},
		"participant": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.GetMeetingParticipant(ctx, in)
			return err
		},
		"add a participant": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.AddParticipant(ctx, in, nil)
			return err
		},
		"edit a participant": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.EditParticipant(ctx, in, nil)
			return err
		},
		"delete a participant": func(ctx context.Context, c *cloudflare.Client) error {
			return c.DeleteMeetingParticipant(ctx, in)
		},
		"mint": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.RefreshParticipantToken(ctx, in)
			return err
		},
		"presets": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.ListPresets(ctx, id, id, "")
			return err
		},
		"webhooks": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.ListWebhooks(ctx, id, id)
			return err
		},
		"webhook": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.GetWebhook(ctx, id, id, id)
			return err
		},
		"kick": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.KickParticipants(ctx, in, []string{id, id}, []string{id, "Bot 1 "})
			return err
		},
	} {
		vendor := resttest.Always(t, http.StatusForbidden, "")
		if err := call(t.Context(), client(vendor.Options)); resttest.ReasonOf(err) != rest.Refused {
			t.Errorf("%s: %v", name, err)
		}
		request := vendor.Requests[0]
		if request.Path != strings.ToLower(request.Path) || strings.Contains(request.Path, "%") || strings.Count(request.Path, sent) == 0 {
			t.Errorf("%s: sent %s", name, request.Path)
		}
		if want := `{"custom_participant_ids":[" AB01-Cd\n","Bot 1 "],"participant_ids":["ab01-cd","ab01-cd"]}`; name == "kick" && request.Body != want {
			t.Errorf("sent %s, want %s", request.Body, want)
		}
	}
}

// A vendor may quote what it was sent, and a webhook's URL may have a secret in it.
func TestErrorsDoNotRepeatWhatWasSent(t *testing.T) {
	t.Parallel()
	fields := rest.Fields{
		"title": "private-text", "name": "private-text", "picture": "https://example.com/?a=private-text", "url": "https://example.com/private-text",
		"custom_participant_id": "private-text", "status": "kept-text", "preset_name": "kept-text", "events": []string{"kept-text"}, "persist_chat": true,
	}
	resttest.CheckQuotes(t, map[string]func(context.Context, *cloudflare.Client) error{
		"create a meeting, kept": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.CreateMeeting(ctx, "a", "b", fields)
			return err
		},
		"update a meeting, kept": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.UpdateMeeting(ctx, "a", "b", "c", fields)
			return err
		},
		"add a participant, kept": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.AddParticipant(ctx, who(), fields)
			return err
		},
		"edit a participant, kept": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.EditParticipant(ctx, who(), fields)
			return err
		},
		"create a webhook, kept": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.CreateWebhook(ctx, "a", "b", fields)
			return err
		},
		"edit a webhook, kept": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.EditWebhook(ctx, "a", "b", "c", fields)
			return err
		},
		"remove participants, kept": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.KickParticipants(ctx, who(), []string{"kept-text"}, []string{"private-text"})
			return err
		},
		"search apps": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.ListApps(ctx, "a", "private-text")
			return err
		},
		"search meetings": func(ctx context.Context, c *cloudflare.Client) error {
			_, err := c.ListMeetings(ctx, "a", "b", cloudflare.MeetingFilter{Search: "private-text"})
			return err
		},
	}, client)
}
