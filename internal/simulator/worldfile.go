package simulator

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strings"
)

// A World is what a server holds at the start, in the vendors' own words.
type World struct {
	Apps         []App         `json:"apps"`
	Presets      []Preset      `json:"presets"`
	Meetings     []Meeting     `json:"meetings"`
	Participants []Participant `json:"participants"`
	Webhooks     []Webhook     `json:"webhooks"`
	Rooms        []Room        `json:"rooms"`
}

// maxWorld is far more than anybody writes. A device may have no end.
const maxWorld = 4 << 20

// ReadWorld reads a world from JSON, and refuses what the vendors would. IDs may
// be left out: an ID becomes a random one, and app_id and meeting_id those of the
// one app or meeting.
func ReadWorld(from io.Reader) (World, error) {
	text, err := io.ReadAll(io.LimitReader(from, maxWorld+1))
	if err != nil {
		return World{}, err
	}
	if len(text) > maxWorld {
		return World{}, errors.New("it has more than 4 MiB")
	}
	var w World
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&w); err != nil {
		return World{}, err
	}
	if decoder.More() {
		return World{}, errors.New("there is more than one JSON value")
	}
	c := checker{ids: map[string]bool{}, names: map[string]bool{}}
	w.checkKit(&c)
	w.checkRooms(&c)
	return w, errors.Join(c.wrong...)
}

// appForm also takes the 32 characters that the documents call for.
var appForm = regexp.MustCompile(`^(?i)([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32})$`)

type checker struct {
	ids, names map[string]bool
	wrong      []error
}

func (c *checker) complain(format string, values ...any) {
	c.wrong = append(c.wrong, fmt.Errorf(format, values...))
}

// id fills in one that was left out, and returns it.
func (c *checker) id(what string, i int, id *string, prefix string, form *regexp.Regexp) string {
	what = fmt.Sprintf("%s[%d]", what, i)
	*id = cmp.Or(*id, newUUID(prefix))
	switch {
	case !form.MatchString(*id):
		c.complain("%s: id %q is not of the vendor's form", what, *id)
	case c.ids[strings.ToLower(*id)]:
		c.complain("%s: id %q is there twice", what, *id)
	}
	c.ids[strings.ToLower(*id)] = true
	return what
}

// parent fills in the ID of the only one there is.
func (c *checker) parent(what, field string, id *string, there []string) {
	if *id == "" && len(there) == 1 {
		*id = there[0]
	}
	for _, each := range there {
		if strings.EqualFold(each, *id) {
			return
		}
	}
	if *id == "" {
		c.complain("%s: %s is missing", what, field)
		return
	}
	c.complain("%s: %s %q is not in this file", what, field, *id)
}

// unique refuses a name that is there twice. An empty one is no name.
func (c *checker) unique(what, field, scope, name string) {
	key := field + "\x00" + strings.ToLower(scope) + "\x00" + name
	if name != "" && c.names[key] {
		c.complain("%s: %s %q is there twice", what, field, name)
	}
	c.names[key] = true
}

func (c *checker) inRange(what, field string, value, least, most int) {
	if value != 0 && (value < least || value > most) {
		c.complain("%s: %s %d is not between %d and %d", what, field, value, least, most)
	}
}

func (c *checker) url(what, field, value string) {
	parsed, err := url.Parse(value)
	if value != "" && (err != nil || parsed.Scheme == "" || parsed.Host == "") {
		c.complain("%s: %s %q is not a URL with a scheme", what, field, value)
	}
}

func (w *World) checkKit(c *checker) {
	var apps, meetings []string
	for i := range w.Apps {
		c.id("apps", i, &w.Apps[i].ID, "", appForm)
		apps = append(apps, w.Apps[i].ID)
	}
	for i := range w.Presets {
		p := &w.Presets[i]
		what := c.id("presets", i, &p.ID, "", uuidForm)
		c.parent(what, "app_id", &p.AppID, apps)
		c.unique(what, "name", p.AppID, p.Name)
	}
	for i := range w.Meetings {
		m := &w.Meetings[i]
		what := c.id("meetings", i, &m.ID, "bbb", uuidForm)
		c.parent(what, "app_id", &m.AppID, apps)
		if m.Status != "" && m.Status != "ACTIVE" && m.Status != "INACTIVE" {
			c.complain("%s: status %q is neither ACTIVE nor INACTIVE", what, m.Status)
		}
		c.inRange(what, "session_keep_alive_time_in_secs", m.SessionKeepAliveSeconds, 60, 600)
		meetings = append(meetings, m.ID)
	}
	for i := range w.Webhooks {
		h := &w.Webhooks[i]
		what := c.id("webhooks", i, &h.ID, "", uuidForm)
		c.parent(what, "app_id", &h.AppID, apps)
		c.url(what, "url", h.URL)
		if h.Name == "" || h.URL == "" || len(h.Events) == 0 {
			c.complain("%s: name, url and events are required", what)
		}
	}
	for i := range w.Participants {
		p := &w.Participants[i]
		what := c.id("participants", i, &p.ID, "aaa", uuidForm)
		c.parent(what, "meeting_id", &p.MeetingID, meetings)
		c.unique(what, "custom_participant_id", p.MeetingID, p.CustomParticipantID)
		c.url(what, "picture", p.Picture)
	}
}

func (w *World) checkRooms(c *checker) {
	for i := range w.Rooms {
		r := &w.Rooms[i]
		what := c.id("rooms", i, &r.ID, "", uuidForm)
		c.unique(what, "unique_name", "", r.UniqueName)
		c.inRange(what, "max_participants", r.MaxParticipants, 2, 50)
		c.url(what, "webhook_event_url", r.WebhookEventURL)
		c.url(what, "webhook_event_failover_url", r.WebhookEventFailoverURL)
		if r.WebhookTimeoutSeconds != nil && (*r.WebhookTimeoutSeconds < 0 || *r.WebhookTimeoutSeconds > 30) {
			c.complain("%s: webhook_timeout_secs %d is not between 0 and 30", what, *r.WebhookTimeoutSeconds)
		}
	}
}

// fill adds a world to a server.
func (s *Server) fill(w World) {
	for _, a := range w.Apps {
		s.AddApp(a)
	}
	for _, p := range w.Presets {
		s.replacePreset(p)
	}
	for _, m := range w.Meetings {
		s.AddMeeting(m)
	}
	for _, p := range w.Participants {
		s.AddParticipant(p)
	}
	for _, h := range w.Webhooks {
		s.AddWebhook(h)
	}
	for _, r := range w.Rooms {
		s.AddRoom(r)
	}
}

// replacePreset replaces the preset of that name that every app begins with.
func (s *Server) replacePreset(p Preset) {
	s.Remove(s.world.presetID(p.AppID, p.Name))
	s.AddPreset(p)
}
