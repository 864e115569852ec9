package simulator

import (
	"sync"
	"time"
)

// An App of the Cloudflare account.
type App struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"` // empty: null
	CreatedAt time.Time `json:"created_at"`
}

// A Meeting of an app.
type Meeting struct {
	AppID                   string         `json:"app_id"`
	ID                      string         `json:"id"`
	Title                   string         `json:"title"`  // empty: null
	Status                  string         `json:"status"` // "ACTIVE" or "INACTIVE"
	RecordOnStart           bool           `json:"record_on_start"`
	LiveStreamOnStart       bool           `json:"live_stream_on_start"`
	PersistChat             bool           `json:"persist_chat"`
	SummarizeOnEnd          bool           `json:"summarize_on_end"`
	TranscribeOnEnd         bool           `json:"transcribe_on_end"`
	SessionKeepAliveSeconds int            `json:"session_keep_alive_time_in_secs"`
	RecordingConfig         map[string]any `json:"recording_config"` // nil: null
	AIConfig                map[string]any `json:"ai_config"`        // nil: null
	CreatedAt               time.Time      `json:"created_at"`
	UpdatedAt               time.Time      `json:"updated_at"`

	titled bool // an empty title is one
}

// A Participant of a meeting.
type Participant struct {
	MeetingID           string    `json:"meeting_id"`
	ID                  string    `json:"id"`
	CustomParticipantID string    `json:"custom_participant_id"`
	PresetName          string    `json:"preset_name"`
	Name                string    `json:"name"`    // empty: null
	Picture             string    `json:"picture"` // empty: null
	CreatedAt           time.Time `json:"created_at"`
	UpdatedAt           time.Time `json:"updated_at"`

	named bool // an empty name is one
}

// A Room of the Telnyx account.
type Room struct {
	ID                      string        `json:"id"`
	UniqueName              string        `json:"unique_name"`
	MaxParticipants         int           `json:"max_participants"`
	EnableRecording         bool          `json:"enable_recording"`
	WebhookEventURL         string        `json:"webhook_event_url"`          // empty: null
	WebhookEventFailoverURL string        `json:"webhook_event_failover_url"` // empty: "", which the documents give as default
	WebhookTimeoutSeconds   *int          `json:"webhook_timeout_secs"`       // nil: null
	ActiveSessionID         string        `json:"active_session_id"`          // empty: null; otherwise one of its sessions
	Sessions                []RoomSession `json:"-"`
	CreatedAt               time.Time     `json:"created_at"`
	UpdatedAt               time.Time     `json:"updated_at"`
}

// The world is what both vendors hold.
type world struct {
	writing      sync.Mutex // held by an operation that writes, from its first look to the end
	apps         *table[App]
	meetings     *table[Meeting]
	participants *table[Participant]
	rooms        *table[Room]
	presets      *table[Preset]
	webhooks     *table[Webhook]
	mu           sync.RWMutex        // for the sessions
	sessions     map[string]*session // by meeting id or room id
	userID       string              // of the Telnyx account
}

func newWorld(options *Options) *world {
	return &world{
		apps:         newTable[App](options),
		meetings:     newTable[Meeting](options),
		participants: newTable[Participant](options),
		rooms:        newTable[Room](options),
		presets:      newTable[Preset](options),
		webhooks:     newTable[Webhook](options),
		sessions:     map[string]*session{},
		userID:       newUUID(""),
	}
}

// AddApp adds an app with the presets that every app begins with, and returns
// its id, which is made up when empty.
func (s *Server) AddApp(a App) string {
	a.ID = orNewUUID(a.ID, "")
	s.date(&a.CreatedAt, nil)
	for _, name := range firstPresets() {
		s.AddPreset(Preset{AppID: a.ID, Name: name, CreatedAt: a.CreatedAt})
	}
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
	if meeting, _ := s.world.meetings.get(p.MeetingID); s.world.presetID(meeting.AppID, p.PresetName) == "" {
		s.AddPreset(Preset{AppID: meeting.AppID, Name: p.PresetName, CreatedAt: p.CreatedAt})
	}
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
	s.world.rooms.put(r.ID, r)
	return r.ID
}

// Remove takes away whatever has the id, and says whether anything had.
func (s *Server) Remove(id string) bool {
	w := s.world
	if w.meetings.remove(id) || w.rooms.remove(id) {
		w.endSession(id)
		return true
	}
	return w.apps.remove(id) || w.participants.remove(id) || w.presets.remove(id) || w.webhooks.remove(id)
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

func fallback(value *string, otherwise string) {
	if *value == "" {
		*value = otherwise
	}
}
