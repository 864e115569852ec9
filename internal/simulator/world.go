package simulator

import (
	"strings"
	"sync"
	"time"
)

// An App of the Cloudflare account.
type App struct {
	ID        string
	Name      string // empty: null
	CreatedAt time.Time
}

// A Meeting of an app.
type Meeting struct {
	AppID                   string
	ID                      string
	Title                   string // empty: null
	Status                  string // "ACTIVE" or "INACTIVE"
	RecordOnStart           bool
	LiveStreamOnStart       bool
	PersistChat             bool
	SummarizeOnEnd          bool
	TranscribeOnEnd         bool
	SessionKeepAliveSeconds int
	RecordingConfig         map[string]any // nil: null
	AIConfig                map[string]any // nil: null
	CreatedAt               time.Time
	UpdatedAt               time.Time

	titled bool // an empty title is one
}

// A Participant of a meeting.
type Participant struct {
	MeetingID           string
	ID                  string
	CustomParticipantID string
	PresetName          string
	Name                string // empty: null
	Picture             string // empty: null
	CreatedAt           time.Time
	UpdatedAt           time.Time

	named bool // an empty name is one
}

// A Room of the Telnyx account.
type Room struct {
	ID                      string
	UniqueName              string
	MaxParticipants         int
	EnableRecording         bool
	WebhookEventURL         string // empty: null
	WebhookEventFailoverURL string // empty: "", which the documents give as default
	WebhookTimeoutSeconds   *int   // nil: null
	ActiveSessionID         string // empty: null; otherwise one of its sessions
	Sessions                []RoomSession
	CreatedAt               time.Time
	UpdatedAt               time.Time
}

// The world is what both vendors hold.
type world struct {
	writing      sync.Mutex // held by an operation that writes, from its first look to the end
	mu           sync.RWMutex
	apps         shelf[App]
	meetings     shelf[Meeting]
	participants shelf[Participant]
	rooms        shelf[Room]
	presets      shelf[Preset]
	sessions     map[string]*session // by meeting id or room id
	userID       string              // of the Telnyx account
}

// AddApp adds an app with the presets that every app begins with, and returns
// its id, which is made up when empty.
func (s *Server) AddApp(a App) string {
	a.ID = orNewUUID(a.ID, "")
	s.date(&a.CreatedAt, nil)
	for _, name := range firstPresets() {
		s.AddPreset(Preset{AppID: a.ID, Name: name, CreatedAt: a.CreatedAt})
	}
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	s.world.apps.put(a.ID, a)
	return a.ID
}

// AddMeeting adds a meeting, or replaces the one of that id, and returns its
// id. Empty fields get the vendor's defaults, AppID the seeded app.
func (s *Server) AddMeeting(m Meeting) string {
	m.ID = orNewUUID(m.ID, "bbb")
	fallback(&m.AppID, AppID)
	fallback(&m.Status, "ACTIVE")
	if m.SessionKeepAliveSeconds == 0 {
		m.SessionKeepAliveSeconds = 60
	}
	s.date(&m.CreatedAt, &m.UpdatedAt)
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	s.world.meetings.put(m.ID, m)
	return m.ID
}

// AddParticipant adds a participant, or replaces the one of that id, and
// returns its id. An empty MeetingID means the seeded meeting; a preset that
// the app does not have is added to it.
func (s *Server) AddParticipant(p Participant) string {
	p.ID = orNewUUID(p.ID, "aaa")
	fallback(&p.MeetingID, MeetingID)
	fallback(&p.CustomParticipantID, "custom-"+p.ID)
	fallback(&p.PresetName, "group_call_host")
	s.date(&p.CreatedAt, &p.UpdatedAt)
	if meeting, _ := lookup(&s.world, &s.world.meetings, p.MeetingID); s.world.presetID(meeting.AppID, p.PresetName) == "" {
		s.AddPreset(Preset{AppID: meeting.AppID, Name: p.PresetName, CreatedAt: p.CreatedAt})
	}
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	s.world.participants.put(p.ID, p)
	return p.ID
}

// AddRoom adds a room, or replaces the one of that id, and returns its id.
func (s *Server) AddRoom(r Room) string {
	r.ID = orNewUUID(r.ID, "")
	fallback(&r.UniqueName, "room-"+r.ID)
	if r.MaxParticipants == 0 {
		r.MaxParticipants = 10
	}
	s.date(&r.CreatedAt, &r.UpdatedAt)
	if r.ActiveSessionID != "" {
		startSession(&r, r.CreatedAt)
	}
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	s.world.rooms.put(r.ID, r)
	return r.ID
}

// Remove takes away whatever has the id, and says whether anything had.
func (s *Server) Remove(id string) bool {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	w := &s.world
	if w.meetings.take(id) || w.rooms.take(id) {
		delete(w.sessions, strings.ToLower(id))
		return true
	}
	return w.apps.take(id) || w.participants.take(id) || w.presets.take(id)
}

func (s *Server) date(created, updated *time.Time) {
	if created.IsZero() {
		*created = s.stamp()
	}
	if updated != nil && updated.IsZero() {
		*updated = *created
	}
}

// stamp is the time that the vendors write down for now.
func (s *Server) stamp() time.Time {
	if s.options.WholeSeconds {
		return s.options.Now().Truncate(time.Second)
	}
	return s.options.Now()
}

// create puts what an operation made; lists may have it later.
func create[T any](s *Server, shelf *shelf[T], id string, item T) {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	shelf.put(id, item)
	shelf.listed[strings.ToLower(id)] = s.options.Now().Add(s.options.CreateLag)
}

func fallback(value *string, otherwise string) {
	if *value == "" {
		*value = otherwise
	}
}
