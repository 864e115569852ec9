package simulator

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"time"
)

// seed fills the server: at least two of each thing, one that is inactive, one
// without a name, and two with the same title.
func (s *Server) seed() {
	s.world = newWorld(&s.options)
	if s.options.World != nil {
		s.fill(*s.options.World)
		return
	}
	s.seedCloudflare()
	s.seedTelnyx()
}

func day(n int) time.Time { return time.Date(2025, time.March, n, 9, 30, 15, 954863000, time.UTC) }

func (s *Server) seedCloudflare() {
	s.AddApp(App{ID: AppID, Name: "video", CreatedAt: day(1)})
	webinars := s.AddApp(App{ID: "5c3f1b9e-6d2a-4e57-9a0c-2f8b7d614e90", Name: "webinars", CreatedAt: day(2)})

	s.AddMeeting(Meeting{
		ID: MeetingID, Title: "stand-up", CreatedAt: day(3), UpdatedAt: day(20),
		RecordOnStart: true, TranscribeOnEnd: true, SessionKeepAliveSeconds: 120,
		RecordingConfig: map[string]any{
			"max_seconds":      3600,
			"file_name_prefix": "stand-up-",
			"video_config":     map[string]any{"codec": "H264", "width": 1280, "height": 720, "export_file": true},
			"audio_config":     map[string]any{"codec": "AAC", "channel": "stereo", "export_file": true},
		},
		AIConfig: map[string]any{
			"transcription": map[string]any{"language": "en-US", "keywords": []string{"sprint"}, "profanity_filter": false},
			"summarization": map[string]any{"summary_type": "daily_standup", "text_format": "markdown", "word_limit": 500},
		},
	})
	s.AddMeeting(Meeting{ID: "bbb0f4a7-3e1d-4c86-8f25-61d9c0b7e3a2", Title: "retro", CreatedAt: day(4)})
	s.AddMeeting(Meeting{ID: "bbb1c62d-9b4f-47a8-a3e0-7d58f2c1b964", Title: "retro", CreatedAt: day(5), PersistChat: true})
	closed := s.AddMeeting(Meeting{ID: "bbb2d83e-0a5c-4f19-b6d7-94e1a7f30c58", Title: "all-hands", Status: "INACTIVE", CreatedAt: day(6)})
	s.AddMeeting(Meeting{ID: "bbb39a50-7f6e-4b02-8c41-e5d2063fb817", CreatedAt: day(7)})
	s.AddMeeting(Meeting{ID: "bbb4e1f6-2c7d-4d93-9e58-0b3f6a84d7c1", AppID: webinars, Title: "launch", CreatedAt: day(8)})

	off := false
	s.AddWebhook(Webhook{
		ID: WebhookID, Name: "recordings", URL: "https://example.com/recordings",
		Events: []string{"recording.statusUpdate"}, CreatedAt: day(9), UpdatedAt: day(21),
	})
	s.AddWebhook(Webhook{
		ID: "4b8c2d6e-91f3-4a05-b7d8-26e0c5a9f314", Name: "meetings", URL: "https://example.com/meetings",
		Events: []string{"meeting.ended", "meeting.started"}, Enabled: &off, CreatedAt: day(10),
	})

	s.AddParticipant(Participant{
		ID: ParticipantID, CustomParticipantID: "recorder", Name: "Recorder",
		Picture: "https://example.com/recorder.png", CreatedAt: day(9), UpdatedAt: day(21),
	})
	s.AddParticipant(Participant{ID: "aaa0b3d8-4f62-4a17-9c5e-d81e7f029b64", CustomParticipantID: "transcriber", Name: "Transcriber", PresetName: "group_call_guest", CreatedAt: day(10)})
	s.AddParticipant(Participant{ID: "aaa1d94c-86e3-4b20-a7f5-3c6b0e1f8d72", CustomParticipantID: "nameless", CreatedAt: day(11)})
	s.AddParticipant(Participant{ID: "aaa2e75f-1b94-4c38-8d06-5f7a92c4e0b3", MeetingID: closed, CustomParticipantID: "late", Name: "Late", CreatedAt: day(12)})
}

func (s *Server) seedTelnyx() {
	timeout := 25
	s.AddRoom(Room{
		ID: RoomID, UniqueName: "support", MaxParticipants: 50, EnableRecording: true, CreatedAt: day(13), UpdatedAt: day(22),
		WebhookEventURL: "https://example.com/hook", WebhookEventFailoverURL: "https://failover.example.com/hook",
		WebhookTimeoutSeconds: &timeout, ActiveSessionID: "7d4e8a13-5c9b-4f60-b2e7-18c3d6f5a094",
	})
	s.AddRoom(Room{ID: "0ccc1a85-9d3e-4726-8b4f-c0e5f7d2a316", UniqueName: "sales", CreatedAt: day(14)})
	s.AddRoom(Room{ID: "0ccc2b96-0e4f-4837-9c50-d1f608e3b427", UniqueName: "quiet", CreatedAt: day(15)})
}

// SeedParticipants adds n participants to the seeded meeting and returns their
// IDs, in the order they were added.
func (s *Server) SeedParticipants(n int) []string {
	ids := make([]string, n)
	for i := range ids {
		name := fmt.Sprintf("bot-%04d", i+1)
		ids[i] = s.AddParticipant(Participant{CustomParticipantID: name, Name: name})
	}
	return ids
}

// SeedRooms adds n rooms and returns their IDs, in the order they were added.
func (s *Server) SeedRooms(n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = s.AddRoom(Room{UniqueName: fmt.Sprintf("room-%04d", i+1)})
	}
	return ids
}

// newUUID is a random UUID. The IDs of Cloudflare's meetings begin with bbb,
// those of its participants with aaa.
func newUUID(prefix string) string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand ends the program first
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	h := hex.EncodeToString(b[:])
	h = prefix + h[len(prefix):]
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

func randomHex(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return hex.EncodeToString(b)
}
