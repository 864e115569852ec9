package simulator

import (
	"cmp"
	"math"
	"strings"
	"time"
)

// A Preset of an app is a role: what a participant may do.
type Preset struct {
	AppID     string    `json:"app_id"`
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// Every app begins with these,
// https://developers.cloudflare.com/realtime/realtimekit/concepts/preset/
func defaultPresets() []string {
	return []string{"group_call_host", "group_call_participant", "webinar_presenter", "webinar_viewer"}
}

// AddPreset adds a preset, or replaces the one of that ID, and returns its ID.
// An empty AppID means the seeded app.
func (s *Server) AddPreset(p Preset) string {
	p.ID = cmp.Or(p.ID, newUUID(""))
	p.AppID = cmp.Or(p.AppID, AppID)
	s.setDates(&p.CreatedAt, &p.UpdatedAt)
	s.world.presets.put(p.ID, p)
	return p.ID
}

// presetID is empty for a preset that the app does not have.
func (w *world) presetID(app, name string) string {
	preset, _ := w.presets.first(func(p Preset) bool { return strings.EqualFold(p.AppID, app) && p.Name == name })
	return preset.ID
}

func (p Preset) view() map[string]any {
	return map[string]any{"id": p.ID, "name": p.Name, "created_at": millis(p.CreatedAt), "updated_at": millis(p.UpdatedAt)}
}

func (s *Server) getPresets(x *exchange) (answer, error) {
	app, err := s.app(x)
	if err != nil {
		return answer{}, err
	}
	q := kitQuery(x)
	page := s.kitPage(q, 0)
	search := q.text("search", math.MaxInt)
	if err := q.err(); err != nil {
		return answer{}, err
	}
	presets := s.world.presets.list(
		func(p Preset) bool { return strings.EqualFold(p.AppID, app.ID) && contains(p.Name, search) },
		func(p Preset) time.Time { return p.CreatedAt })
	return kitList(presets, page, Preset.view), nil
}
