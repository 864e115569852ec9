package cloudflare

import (
	"context"
	"net/http"
	"slices"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// Webhook is a URL that Cloudflare tells what happens in the meetings of an app.
type Webhook struct {
	ID        string     `json:"id"`
	Name      *string    `json:"name"`
	URL       *string    `json:"url"`
	Events    []string   `json:"events"` // a set, in alphabetical order
	Enabled   *bool      `json:"enabled"`
	CreatedAt *rest.Time `json:"created_at"`
	UpdatedAt *rest.Time `json:"updated_at"`

	// The fields that the response had.
	rest.Given `json:"-"`
}

// UnmarshalJSON reads a webhook, and notes which fields the response had.
func (w *Webhook) UnmarshalJSON(text []byte) error {
	type plain Webhook // without this method
	err := rest.DecodeGiven(text, (*plain)(w), &w.Given)
	w.DropUnread("created_at", w.CreatedAt)
	slices.Sort(w.Events)
	w.Events = slices.Compact(w.Events)
	return err
}

// WebhookEvents are the documented events, in alphabetical order. Cloudflare adds events from time to time.
//
// https://developers.cloudflare.com/realtime/realtimekit/webhooks/
func WebhookEvents() []string {
	return []string{
		"livestreaming.statusUpdate", "meeting.chatSynced", "meeting.ended", "meeting.participantJoined", "meeting.participantLeft",
		"meeting.started", "meeting.summary", "meeting.transcript", "recording.statusUpdate",
	}
}

const (
	webhooksRoute = "/accounts/{account_id}/realtime/kit/{app_id}/webhooks"
	webhookRoute  = webhooksRoute + "/{webhook_id}"
)

// ListWebhooks lists all webhooks of an app. Cloudflare documents no pages.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/webhooks/methods/get_webhooks/
func (c *Client) ListWebhooks(ctx context.Context, accountID, appID string) ([]Webhook, error) {
	all := webhooksOf(path{account: accountID, app: appID})
	all.parent = c.app(accountID, appID)
	var answer envelope[[]Webhook]
	raw, err := c.call(ctx, rest.Call{Method: http.MethodGet, Route: all.route, IDs: all.in.ids()}, &answer)
	switch {
	case err != nil && all.isEmpty(ctx, c, err):
		return []Webhook{}, nil
	case err != nil:
		return nil, err
	case answer.Data == nil:
		return nil, raw.Missing("data")
	}
	for _, webhook := range answer.Data {
		if webhook.ID == "" {
			return nil, raw.Missing("id")
		}
	}
	all.note(c, answer.Data, true)
	return answer.Data, nil
}

func webhooksOf(app path) list[Webhook] {
	return list[Webhook]{route: webhooksRoute, in: app, id: webhookID}
}

// GetWebhook reads one webhook.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/webhooks/methods/get_webhook_by_id/
func (c *Client) GetWebhook(ctx context.Context, accountID, appID, id string) (Webhook, error) {
	return c.webhook(ctx, http.MethodGet, accountID, appID, id, nil)
}

// CreateWebhook registers a webhook.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/webhooks/methods/create_webhook/
func (c *Client) CreateWebhook(ctx context.Context, accountID, appID string, fields rest.Fields) (Webhook, error) {
	return object(ctx, c, rest.Call{
		Method: http.MethodPost, Route: webhooksRoute, IDs: path{account: accountID, app: appID}.ids(), Body: fields, Once: true,
	}, webhookID)
}

// EditWebhook changes the given fields of a webhook and leaves the others as they are. It reads what the response lacks.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/webhooks/methods/edit_webhook/
func (c *Client) EditWebhook(ctx context.Context, accountID, appID, id string, fields rest.Fields) (Webhook, error) {
	webhook, err := c.webhook(ctx, http.MethodPatch, accountID, appID, id, fields)
	if err != nil {
		return webhook, err
	}
	for name := range fields {
		if !webhook.Has(name) {
			return c.GetWebhook(ctx, accountID, appID, id)
		}
	}
	return webhook, nil
}

// DeleteWebhook deletes a webhook.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/webhooks/methods/delete_webhook/
func (c *Client) DeleteWebhook(ctx context.Context, accountID, appID, id string) error {
	err := c.remove(ctx, rest.Call{
		Method: http.MethodDelete, Route: webhookRoute, IDs: path{account: accountID, app: appID, webhook: id}.ids(),
	})
	if err == nil || Gone(err) {
		c.seen.remove(webhooksOf(path{account: accountID, app: appID}).key(), id)
	}
	return err
}

func (c *Client) webhook(ctx context.Context, method, accountID, appID, id string, fields rest.Fields) (Webhook, error) {
	request := rest.Call{Method: method, Route: webhookRoute, IDs: path{account: accountID, app: appID, webhook: id}.ids()}
	if fields != nil {
		request.Body = fields
	}
	return object(ctx, c, request, webhookID)
}

func webhookID(w *Webhook) *string { return &w.ID }
