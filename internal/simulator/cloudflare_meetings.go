package simulator

import "net/http"

func (s *Server) getMeeting(x *exchange) (answer, error) {
	meeting, err := s.meeting(x)
	if err != nil {
		return answer{}, err
	}
	return success(http.StatusOK, meeting.wholeView()), nil
}

// createMeeting accepts any title: titles are not unique.
func (s *Server) createMeeting(x *exchange) (answer, error) {
	app, err := s.app(x)
	if err != nil {
		return answer{}, err
	}
	f, err := readFields(x, kitRefusals())
	if err != nil {
		return answer{}, err
	}
	meeting := Meeting{ID: newUUID("bbb"), AppID: app.ID, Status: "ACTIVE", SessionKeepAliveSeconds: 60}
	for _, nullable := range []string{"title", "record_on_start", "live_stream_on_start"} {
		f.removeNull(nullable) // the same as left out
	}
	if err := setMeeting(f, &meeting); err != nil {
		return answer{}, err
	}
	s.setDates(&meeting.CreatedAt, &meeting.UpdatedAt)
	s.world.meetings.create(meeting.ID, meeting)
	return success(http.StatusCreated, meeting.wholeView()), nil
}

// updateMeeting changes the fields that are sent. None can be null. A new status
// removes nobody from the session.
func (s *Server) updateMeeting(x *exchange) (answer, error) {
	meeting, err := s.meeting(x)
	if err != nil {
		return answer{}, err
	}
	f, err := readFields(x, kitRefusals())
	if err != nil {
		return answer{}, err
	}
	f.oneOf("status", &meeting.Status, "ACTIVE", "INACTIVE")
	if err := setMeeting(f, &meeting); err != nil {
		return answer{}, err
	}
	meeting.UpdatedAt = s.timestamp()
	s.world.meetings.put(meeting.ID, meeting)
	return success(http.StatusOK, meeting.wholeView()), nil
}

// setMeeting sets the fields that create and update have in common. A
// configuration replaces the one before: whether the vendor merges them is not
// documented.
func setMeeting(f *fields, m *Meeting) error {
	if _, given := f.raw("title"); given {
		m.titled = true
	}
	f.text("title", &m.Title)
	f.flag("record_on_start", &m.RecordOnStart)
	f.flag("live_stream_on_start", &m.LiveStreamOnStart)
	f.flag("persist_chat", &m.PersistChat)
	f.flag("summarize_on_end", &m.SummarizeOnEnd)
	f.flag("transcribe_on_end", &m.TranscribeOnEnd)
	f.number("session_keep_alive_time_in_secs", 60, 600, &m.SessionKeepAliveSeconds)
	f.object("ai_config", &m.AIConfig, "transcription", "summarization")
	f.object("recording_config", &m.RecordingConfig, "max_seconds", "file_name_prefix", "audio_config", "video_config",
		"live_streaming_config", "realtimekit_bucket_config", "storage_config")
	if storage, given := m.RecordingConfig["storage_config"].(map[string]any); given {
		for _, unreadable := range []string{"access_key", "secret", "password", "private_key"} {
			delete(storage, unreadable)
		}
	}
	return f.err()
}
