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
func startSession(r *Room, now time.Time) {
	if r.ActiveSessionID == "" {
		r.ActiveSessionID = newUUID("")
		r.UpdatedAt = now
	}
	known := func(each RoomSession) bool { return each.ID == r.ActiveSessionID }
	if !slices.ContainsFunc(r.Sessions, known) {
		r.Sessions = append(slices.Clone(r.Sessions), RoomSession{ID: r.ActiveSessionID, CreatedAt: now, UpdatedAt: now})
	}
}

func endSession(r *Room, now time.Time) {
	r.Sessions = slices.Clone(r.Sessions) // a room that somebody reads meanwhile keeps its own
	for i := range r.Sessions {
		if each := &r.Sessions[i]; each.ID == r.ActiveSessionID {
			each.UpdatedAt, each.EndedAt = now, now
		}
	}
	r.ActiveSessionID, r.UpdatedAt = "", now
}

// endRoomSession takes everybody out; their tokens stay good. The documents
// give the operation no security of its own, which an operation on an account
// cannot be without: it wants the key like its neighbors.
func (s *Server) endRoomSession(x *exchange) (answer, error) {
	id := x.parameters["room_session_id"]
	room, known := s.world.rooms.first(func(r Room) bool {
		return r.ActiveSessionID != "" && strings.EqualFold(r.ActiveSessionID, id)
	})
	if _, there := s.world.rooms.get(room.ID); !known || !there {
		return answer{}, unexplained(http.StatusNotFound, "No active session found with id "+id)
	}
	endSession(&room, s.stamp())
	s.world.rooms.put(room.ID, room)
	s.world.endSession(room.ID)
	return data(http.StatusOK, map[string]any{"result": "ok"}), nil
}

// unexplained is how Telnyx refuses the lists and the actions of its video
// service: a message, and a success of false.
func unexplained(status int, message string) answer {
	return reply(status, map[string]any{"message": message, "success": false})
}
