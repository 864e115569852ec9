package simulator

import (
	"slices"
	"strings"
	"time"
)

// A session runs while somebody is in a meeting or a room, and for a meeting a
// while longer.
type session struct {
	id       string
	started  time.Time
	changed  time.Time // when somebody came or left last
	present  []presence
	most     int           // at one time
	consumed time.Duration // by those who have left
}

// A presence is somebody in a session. It remains if the participant is deleted.
type presence struct {
	key                string // who joins twice with the same key is there once
	who                string // participant ID, or the user of a Telnyx token
	id                 string // of this presence
	customID           string
	name, picture      string
	joinedAt, changeAt time.Time
}

// Present is who is in a meeting, by participant ID, or in a room, by the user
// of their token, in the order they came.
func (s *Server) Present(id string) []string {
	s.world.mu.RLock()
	defer s.world.mu.RUnlock()
	here := []string{}
	if running := s.world.sessions[strings.ToLower(id)]; running != nil {
		for _, p := range running.present {
			here = append(here, p.who)
		}
	}
	return here
}

// enter adds somebody to the session of a meeting or room, and starts it if there
// is none. The caller holds mu.
func (w *world) enter(id string, p presence) {
	id = strings.ToLower(id)
	running := w.sessions[id]
	if running == nil {
		running = &session{id: newUUID(""), started: p.joinedAt}
		w.sessions[id] = running
	}
	if !running.has(p.key) {
		running.present = append(running.present, p)
		running.most = max(running.most, len(running.present))
		running.changed = p.joinedAt
	}
}

// endSession removes everybody from a meeting or room.
func (w *world) endSession(id string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.sessions, strings.ToLower(id))
}

func (r *session) has(key string) bool {
	return slices.ContainsFunc(r.present, func(p presence) bool { return p.key == key })
}

// sessionOf is a meeting's session. It ends a while after the last participant
// left, when it is nil. The caller holds mu.
func (w *world) sessionOf(m Meeting, now time.Time) *session {
	running := w.sessions[strings.ToLower(m.ID)]
	keepAlive := time.Duration(m.SessionKeepAliveSeconds) * time.Second
	if running == nil || len(running.present) == 0 && !now.Before(running.changed.Add(keepAlive)) {
		return nil
	}
	return running
}

// remove removes from a session who matches, and returns them.
func (r *session) remove(now time.Time, about func(presence) bool) []presence {
	var taken []presence
	r.present = slices.DeleteFunc(r.present, func(p presence) bool {
		if about(p) {
			taken = append(taken, p)
			return true
		}
		return false
	})
	for _, p := range taken {
		r.changed = now
		r.consumed += now.Sub(p.joinedAt)
	}
	return taken
}
