package simulator

import "time"

// A view is an object as the vendor sends it, with every documented field.

func (a App) view() map[string]any {
	return map[string]any{"id": a.ID, "name": orNull(a.Name), "created_at": millis(a.CreatedAt)}
}

func (m Meeting) view() map[string]any {
	return map[string]any{
		"id":                              m.ID,
		"title":                           nullIf(m.Title == "" && !m.titled, m.Title),
		"status":                          m.Status,
		"record_on_start":                 m.RecordOnStart,
		"live_stream_on_start":            m.LiveStreamOnStart,
		"persist_chat":                    m.PersistChat,
		"summarize_on_end":                m.SummarizeOnEnd,
		"transcribe_on_end":               m.TranscribeOnEnd,
		"session_keep_alive_time_in_secs": m.SessionKeepAliveSeconds,
		"recording_config":                orNull(m.RecordingConfig),
		"created_at":                      millis(m.CreatedAt),
		"updated_at":                      millis(m.UpdatedAt),
	}
}

// wholeView has what is documented for one meeting and not for the list.
func (m Meeting) wholeView() map[string]any {
	view := m.view()
	view["ai_config"] = orNull(m.AIConfig)
	return view
}

func (p Participant) view() map[string]any {
	return map[string]any{
		"id":                    p.ID,
		"custom_participant_id": p.CustomParticipantID,
		"preset_name":           p.PresetName,
		"name":                  nullIf(p.Name == "" && !p.named, p.Name),
		"picture":               orNull(p.Picture),
		"created_at":            millis(p.CreatedAt),
		"updated_at":            millis(p.UpdatedAt),
	}
}

// view has the sessions only if include_sessions asked for them.
func (r *Room) view(sessions bool) map[string]any {
	view := map[string]any{
		"record_type":                "room",
		"id":                         r.ID,
		"unique_name":                orNull(r.UniqueName),
		"max_participants":           r.MaxParticipants,
		"enable_recording":           r.EnableRecording,
		"webhook_event_url":          orNull(r.WebhookEventURL),
		"webhook_event_failover_url": r.WebhookEventFailoverURL,
		"webhook_timeout_secs":       r.WebhookTimeoutSeconds,
		"active_session_id":          orNull(r.ActiveSessionID),
		"created_at":                 micros(r.CreatedAt),
		"updated_at":                 micros(r.UpdatedAt),
	}
	if sessions {
		view["sessions"] = views(r.Sessions, func(each RoomSession) map[string]any { return each.view(r.ID) })
	}
	return view
}

// micros is how Telnyx writes the times of its objects.
func micros(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }

func orNull[T string | map[string]any](value T) any {
	if len(value) == 0 {
		return nil
	}
	return value
}

func nullIf(null bool, value string) any {
	if null {
		return nil
	}
	return value
}
