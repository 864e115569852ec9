package simulator

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"time"
)

// A Webhook of an app is a URL that events of its meetings are sent to. The
// simulator stores it, and sends nothing.
type Webhook struct {
	AppID     string    `json:"app_id"`
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	URL       string    `json:"url"`
	Events    []string  `json:"events"`
	Enabled   *bool     `json:"enabled"` // nil: true
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// webhookEvents are those of
// https://developers.cloudflare.com/realtime/realtimekit/webhooks/
func webhookEvents() []string {
	return []string{
		"livestreaming.statusUpdate", "meeting.chatSynced", "meeting.ended", "meeting.participantJoined",
		"meeting.participantLeft", "meeting.started", "meeting.summary", "meeting.transcript", "recording.statusUpdate",
	}
}

// AddWebhook adds a webhook, or replaces the one of that ID, and returns its
// ID. An empty AppID means the seeded app.
func (s *Server) AddWebhook(h Webhook) string {
	h.ID = cmp.Or(h.ID, newUUID(""))
	h.AppID = cmp.Or(h.AppID, AppID)
	s.setDates(&h.CreatedAt, &h.UpdatedAt)
	s.world.webhooks.put(h.ID, h)
	return h.ID
}

// view sorts the events: the documents promise no order.
func (h Webhook) view() map[string]any {
	return map[string]any{
		"id":         h.ID,
		"name":       h.Name,
		"url":        h.URL,
		"events":     slices.Compact(slices.Sorted(slices.Values(h.Events))),
		"enabled":    h.Enabled == nil || *h.Enabled,
		"created_at": millis(h.CreatedAt),
		"updated_at": millis(h.UpdatedAt),
	}
}

// getAllWebhooks answers with all of them: no pages are documented.
func (s *Server) getAllWebhooks(x *exchange) (answer, error) {
	app, err := s.app(x)
	if err != nil {
		return answer{}, err
	}
	if err := kitQuery(x).err(); err != nil {
		return answer{}, err
	}
	webhooks := s.world.webhooks.list(
		func(h Webhook) bool { return strings.EqualFold(h.AppID, app.ID) },
		func(h Webhook) time.Time { return h.CreatedAt })
	return success(http.StatusOK, views(webhooks, Webhook.view)), nil
}

func (s *Server) addWebhook(x *exchange) (answer, error) {
	app, err := s.app(x)
	if err != nil {
		return answer{}, err
	}
	f, err := readFields(x, kitRefusals())
	if err != nil {
		return answer{}, err
	}
	webhook := Webhook{ID: newUUID(""), AppID: app.ID}
	f.require("name", "url", "events")
	if err := s.setWebhook(f, &webhook); err != nil {
		return answer{}, err
	}
	s.setDates(&webhook.CreatedAt, &webhook.UpdatedAt)
	s.world.webhooks.create(webhook.ID, webhook)
	return success(http.StatusCreated, webhook.view()), nil
}

func (s *Server) getWebhook(x *exchange) (answer, error) {
	webhook, err := s.webhook(x, s.world.webhooks.read)
	if err != nil {
		return answer{}, err
	}
	return success(http.StatusOK, webhook.view()), nil
}

func (s *Server) editWebhook(x *exchange) (answer, error) {
	webhook, err := s.webhook(x, s.world.webhooks.get)
	if err != nil {
		return answer{}, err
	}
	f, err := readFields(x, kitRefusals())
	if err != nil {
		return answer{}, err
	}
	if err := s.setWebhook(f, &webhook); err != nil {
		return answer{}, err
	}
	webhook.UpdatedAt = s.timestamp()
	s.world.webhooks.put(webhook.ID, webhook)
	return success(http.StatusOK, webhook.view()), nil
}

func (s *Server) deleteWebhook(x *exchange) (answer, error) {
	webhook, err := s.webhook(x, s.world.webhooks.get)
	if err != nil {
		return answer{}, err
	}
	s.world.webhooks.delete(webhook.ID)
	return success(http.StatusOK, webhook.view()), nil
}

// webhook finds the webhook that the path names.
func (s *Server) webhook(x *exchange, find func(id string) (Webhook, bool)) (Webhook, error) {
	app, err := s.app(x)
	if err != nil {
		return Webhook{}, err
	}
	id := x.parameters["webhook_id"]
	if !uuidForm.MatchString(id) {
		return Webhook{}, kitError(http.StatusBadRequest, `BAD_REQUEST "id" must be a valid GUID`)
	}
	webhook, found := find(id)
	if !found || !strings.EqualFold(webhook.AppID, app.ID) {
		return Webhook{}, kitError(http.StatusNotFound, "No webhook found with id %s", id)
	}
	return webhook, nil
}

// setWebhook sets the fields that add and edit have in common.
func (s *Server) setWebhook(f *fields, h *Webhook) error {
	f.text("name", &h.Name)
	f.url("url", &h.URL)
	member(f, "events", "a list of one or more of "+strings.Join(webhookEvents(), ", "), &h.Events, s.areEvents)
	if _, given := f.raw("enabled"); given {
		enabled := false
		f.flag("enabled", &enabled)
		h.Enabled = &enabled
	}
	if err := f.err(); err != nil {
		return err
	}
	other, taken := s.world.webhooks.first(func(other Webhook) bool {
		same := other.URL == h.URL
		if s.options.WebhookNameConflicts {
			same = other.Name == h.Name
		}
		return same && other.ID != h.ID && strings.EqualFold(other.AppID, h.AppID)
	})
	switch {
	case taken && s.options.WebhookNameConflicts:
		return kitError(http.StatusConflict, "A webhook with name %s exists already", other.Name)
	case taken:
		return kitError(http.StatusConflict, "A webhook with url %s exists already", other.URL)
	}
	return nil
}

func (s *Server) areEvents(names []string) bool {
	unknown := func(name string) bool { return !slices.Contains(webhookEvents(), name) }
	return len(names) > 0 && (s.options.UnknownEventAccepted || !slices.ContainsFunc(names, unknown))
}
