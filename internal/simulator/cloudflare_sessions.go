package simulator

import (
	"net/http"
	"slices"
	"strings"
)

func (s *Server) getActiveSession(x *exchange) (answer, error) {
	meeting, err := s.meeting(x)
	if err != nil {
		return answer{}, err
	}
	s.world.mu.RLock()
	defer s.world.mu.RUnlock()
	running := s.world.sessionOf(meeting, x.now)
	if running == nil {
		return answer{}, noSession(meeting)
	}
	consumed := running.consumed
	for _, p := range running.present {
		consumed += x.now.Sub(p.joinedAt)
	}
	return success(http.StatusOK, map[string]any{
		"id":                          running.id,
		"associated_id":               meeting.ID,
		"organization_id":             meeting.AppID,
		"meeting_display_name":        meeting.Title,
		"type":                        "meeting",
		"status":                      "LIVE",
		"live_participants":           len(running.present),
		"max_concurrent_participants": running.most,
		"minutes_consumed":            consumed.Minutes(),
		"started_at":                  millis(running.started),
		"created_at":                  millis(running.started),
		"updated_at":                  millis(running.changed),
	}), nil
}

// kickParticipants removes the participants that are named from the session. The
// documents' schema requires both lists and their text only one. A client that
// sends both, one of them empty, satisfies either.
func (s *Server) kickParticipants(x *exchange) (answer, error) {
	meeting, err := s.meeting(x)
	if err != nil {
		return answer{}, err
	}
	f, err := readFields(x, kitRefusals())
	if err != nil {
		return answer{}, err
	}
	var ids, customIDs []string
	f.require("participant_ids", "custom_participant_ids")
	member(f, "participant_ids", "a list of strings", &ids, anyValue)
	member(f, "custom_participant_ids", "a list of strings", &customIDs, anyValue)
	named := slices.Concat(ids, customIDs)
	if len(named) == 0 {
		f.refuse(kitError(http.StatusBadRequest, "BAD_REQUEST at least one id is required"))
	}
	if err := f.err(); err != nil {
		return answer{}, err
	}
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	running := s.world.sessionOf(meeting, x.now)
	if running == nil {
		return answer{}, noSession(meeting)
	}
	kicked := running.remove(x.now, func(p presence) bool {
		is := func(id string) bool { return strings.EqualFold(id, p.who) }
		return slices.ContainsFunc(ids, is) || slices.Contains(customIDs, p.customID)
	})
	if len(kicked) == 0 {
		return answer{}, kitError(http.StatusNotFound, "No user found with id %s", named[0])
	}
	return success(http.StatusOK, map[string]any{"action": "kick", "participants": views(kicked, presence.view)}), nil
}

// kickAllParticipants ends the session.
func (s *Server) kickAllParticipants(x *exchange) (answer, error) {
	meeting, err := s.meeting(x)
	if err != nil {
		return answer{}, err
	}
	if err := noBody(x); err != nil {
		return answer{}, err
	}
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	kicked := 0
	if running := s.world.sessionOf(meeting, x.now); running != nil {
		kicked = len(running.present)
	} else if !s.options.KickAllNobodyOK {
		return answer{}, noSession(meeting)
	}
	delete(s.world.sessions, strings.ToLower(meeting.ID))
	return success(http.StatusOK, map[string]any{"action": "kick-all", "kicked_participants_count": kicked}), nil
}

func noSession(m Meeting) answer {
	return kitError(http.StatusNotFound, "No active session found for meeting_id %s", m.ID)
}

func (p presence) view() map[string]any {
	view := map[string]any{"id": p.id, "created_at": millis(p.joinedAt), "updated_at": millis(p.changeAt)}
	for name, value := range map[string]string{"name": p.name, "picture": p.picture} {
		if value != "" {
			view[name] = value
		}
	}
	return view
}
