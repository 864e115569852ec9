package simulator

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// A RoomSession is a time in which a Telnyx room was used.
type RoomSession struct {
	ID        string
	CreatedAt time.Time
	UpdatedAt time.Time
	EndedAt   time.Time // zero while it is active
}

func (r RoomSession) view(room string) map[string]any {
	view := map[string]any{
		"record_type":  "room_session",
		"id":           r.ID,
		"room_id":      room,
		"active":       r.EndedAt.IsZero(),
		"participants": []any{},
		"created_at":   micros(r.CreatedAt),
		"updated_at":   micros(r.UpdatedAt),
		"ended_at":     nil,
	}
	if !r.EndedAt.IsZero() {
		view["ended_at"] = micros(r.EndedAt)
	}
	return view
}

// startSession gives a room that has none a session.
func (r *Room) startSession(now time.Time) {
	if r.ActiveSessionID == "" {
		r.ActiveSessionID = newUUID("")
		r.UpdatedAt = now
	}
	known := func(each RoomSession) bool { return each.ID == r.ActiveSessionID }
	if !slices.ContainsFunc(r.Sessions, known) {
		r.Sessions = append(slices.Clone(r.Sessions), RoomSession{ID: r.ActiveSessionID, CreatedAt: now, UpdatedAt: now})
	}
}

func (r *Room) endSession(now time.Time) {
	r.Sessions = slices.Clone(r.Sessions) // another request may be reading the old ones
	for i := range r.Sessions {
		if each := &r.Sessions[i]; each.ID == r.ActiveSessionID {
			each.UpdatedAt, each.EndedAt = now, now
		}
	}
	r.ActiveSessionID, r.UpdatedAt = "", now
}

// endRoomSession removes everybody. Their tokens stay valid. The documents ask for
// no API key here, which must be a mistake: it acts on an account.
func (s *Server) endRoomSession(x *exchange) (answer, error) {
	id := x.parameters["room_session_id"]
	room, known := s.world.rooms.first(func(r Room) bool {
		return r.ActiveSessionID != "" && strings.EqualFold(r.ActiveSessionID, id)
	})
	if _, there := s.world.rooms.get(room.ID); !known || !there {
		return answer{}, messageOnly(http.StatusNotFound, "No active session found with id "+id)
	}
	room.endSession(s.timestamp())
	s.world.rooms.put(room.ID, room)
	s.world.endSession(room.ID)
	return data(http.StatusOK, map[string]any{"result": "ok"}), nil
}

// messageOnly is the form of errors of the lists and actions of Telnyx's video
// service.
func messageOnly(status int, message string) answer {
	return reply(status, map[string]any{"message": message, "success": false})
}
