package simulator

import (
	"cmp"
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

// The world is what both vendors store.
type world struct {
	writing      sync.Mutex // held while an operation writes: what it has read stays true
	apps         *table[App]
	meetings     *table[Meeting]
	participants *table[Participant]
	rooms        *table[Room]
	presets      *table[Preset]
	webhooks     *table[Webhook]
	mu           sync.RWMutex        // for the sessions
	sessions     map[string]*session // by meeting ID or room ID
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
// its ID. An empty ID becomes a random one, here and below.
func (s *Server) AddApp(a App) string {
	a.ID = cmp.Or(a.ID, newUUID(""))
	s.setDates(&a.CreatedAt, nil)
	for _, name := range defaultPresets() {
		s.AddPreset(Preset{AppID: a.ID, Name: name, CreatedAt: a.CreatedAt})
	}
	s.world.apps.put(a.ID, a)
	return a.ID
}

// AddMeeting adds a meeting, or replaces the one of that ID, and returns its
// ID. Empty fields get the vendor's defaults, AppID the seeded app.
func (s *Server) AddMeeting(m Meeting) string {
	m.ID = cmp.Or(m.ID, newUUID("bbb"))
	m.AppID = cmp.Or(m.AppID, AppID)
	m.Status = cmp.Or(m.Status, "ACTIVE")
	m.SessionKeepAliveSeconds = cmp.Or(m.SessionKeepAliveSeconds, 60)
	s.setDates(&m.CreatedAt, &m.UpdatedAt)
	s.world.meetings.put(m.ID, m)
	return m.ID
}

// AddParticipant adds a participant, or replaces the one of that ID, and
// returns its ID. An empty MeetingID means the seeded meeting; a preset that
// the app does not have is added to it.
func (s *Server) AddParticipant(p Participant) string {
	p.ID = cmp.Or(p.ID, newUUID("aaa"))
	p.MeetingID = cmp.Or(p.MeetingID, MeetingID)
	p.CustomParticipantID = cmp.Or(p.CustomParticipantID, "custom-"+p.ID)
	p.PresetName = cmp.Or(p.PresetName, "group_call_host")
	s.setDates(&p.CreatedAt, &p.UpdatedAt)
	if meeting, _ := s.world.meetings.get(p.MeetingID); s.world.presetID(meeting.AppID, p.PresetName) == "" {
		s.AddPreset(Preset{AppID: meeting.AppID, Name: p.PresetName, CreatedAt: p.CreatedAt})
	}
	s.world.participants.put(p.ID, p)
	return p.ID
}

// AddRoom adds a room, or replaces the one of that ID, and returns its ID.
func (s *Server) AddRoom(r Room) string {
	r.ID = cmp.Or(r.ID, newUUID(""))
	r.UniqueName = cmp.Or(r.UniqueName, "room-"+r.ID)
	r.MaxParticipants = cmp.Or(r.MaxParticipants, 10)
	s.setDates(&r.CreatedAt, &r.UpdatedAt)
	if r.ActiveSessionID != "" {
		r.startSession(r.CreatedAt)
	}
	s.world.rooms.put(r.ID, r)
	return r.ID
}

// Remove removes what has the ID, and says whether there was anything.
func (s *Server) Remove(id string) bool {
	w := s.world
	if w.meetings.remove(id) || w.rooms.remove(id) {
		w.endSession(id)
		return true
	}
	return w.apps.remove(id) || w.participants.remove(id) || w.presets.remove(id) || w.webhooks.remove(id)
}

func (s *Server) setDates(created, updated *time.Time) {
	if created.IsZero() {
		*created = s.timestamp()
	}
	if updated != nil && updated.IsZero() {
		*updated = *created
	}
}

// timestamp is the current time, as the vendors store it.
func (s *Server) timestamp() time.Time {
	if s.options.WholeSeconds {
		return s.options.Now().Truncate(time.Second)
	}
	return s.options.Now()
}
