package simulator

import (
	"net/http"
)

func (s *Server) viewRoom(x *exchange) (answer, error) {
	q := &query{values: x.query, refuse: func(name, complaint string) answer {
		e := newTelnyxError("10015", "Bad Request", name+" "+complaint)
		e.Source = &telnyxSource{Parameter: name}
		return wrapped(http.StatusUnprocessableEntity, e)
	}}
	sessions := includeSessions(q)
	if err := q.err(); err != nil {
		return answer{}, err
	}
	room, known := s.world.rooms.read(x.parameters["room_id"])
	if !known {
		return answer{}, s.noRoom()
	}
	return data(http.StatusOK, room.view(sessions)), nil
}

func (s *Server) createRoom(x *exchange) (answer, error) {
	f, err := readFields(x, telnyxRefusals())
	if err != nil {
		return answer{}, err
	}
	room := Room{ID: newUUID(""), MaxParticipants: 10}
	s.setRoomNulls(f, &room, RoomNullClears)
	if err := s.setRoom(f, &room); err != nil {
		return answer{}, err
	}
	s.setDates(&room.CreatedAt, &room.UpdatedAt)
	s.world.rooms.create(room.ID, room)
	return data(http.StatusCreated, room.view(false)), nil
}

func (s *Server) updateRoom(x *exchange) (answer, error) {
	room, err := s.room(x)
	if err != nil {
		return answer{}, err
	}
	f, err := readFields(x, telnyxRefusals())
	if err != nil {
		return answer{}, err
	}
	s.setRoomNulls(f, &room, s.options.RoomNull)
	if err := s.setRoom(f, &room); err != nil {
		return answer{}, err
	}
	room.UpdatedAt = s.timestamp()
	s.world.rooms.put(room.ID, room)
	return data(http.StatusOK, room.view(false)), nil
}

// deleteRoom removes everybody, and ends every token: they need the room.
func (s *Server) deleteRoom(x *exchange) (answer, error) {
	room, err := s.room(x)
	if err != nil {
		return answer{}, err
	}
	s.world.endSession(room.ID)
	s.world.rooms.delete(room.ID)
	return answer{status: http.StatusNoContent}, nil
}

// setRoom sets the fields of CreateRoom and UpdateRoom, which are the same.
func (s *Server) setRoom(f *fields, room *Room) error {
	f.text("unique_name", &room.UniqueName)
	f.number("max_participants", 2, 50, &room.MaxParticipants)
	f.flag("enable_recording", &room.EnableRecording)
	f.url("webhook_event_url", &room.WebhookEventURL)
	if string(f.members["webhook_event_failover_url"]) == `""` { // the documented default, and no URL
		f.text("webhook_event_failover_url", &room.WebhookEventFailoverURL)
	} else {
		f.url("webhook_event_failover_url", &room.WebhookEventFailoverURL)
	}
	if _, given := f.raw("webhook_timeout_secs"); given {
		seconds := 0
		f.number("webhook_timeout_secs", 0, 30, &seconds)
		room.WebhookTimeoutSeconds = &seconds
	}
	if err := f.err(); err != nil {
		return err
	}
	other, is := s.world.rooms.first(func(r Room) bool { return r.UniqueName == room.UniqueName && r.ID != room.ID })
	if is && other.UniqueName != "" {
		return s.nameTaken()
	}
	return nil
}

// setRoomNulls applies the nulls in the body and removes them. Only for the
// timeout is null documented.
func (s *Server) setRoomNulls(f *fields, room *Room, answer RoomNull) {
	if answer == RoomNullRefused {
		return
	}
	if answer == RoomNullIgnored {
		for name := range room.view(false) {
			f.removeNull(name)
		}
		return
	}
	if f.removeNull("webhook_event_url") {
		room.WebhookEventURL = ""
	}
	if f.removeNull("webhook_event_failover_url") {
		room.WebhookEventFailoverURL = ""
	}
	if f.removeNull("webhook_timeout_secs") {
		room.WebhookTimeoutSeconds = nil
	}
}

func (s *Server) nameTaken() answer {
	e := newTelnyxError("10015", "Bad Request", "The value has already been taken.")
	status := http.StatusUnprocessableEntity
	if s.options.RoomNameTakenStatus == http.StatusConflict {
		e = newTelnyxError("10012", "Duplicate resource", "A room of that name exists already.")
		status = http.StatusConflict
	}
	switch s.options.TelnyxErrors {
	case TelnyxErrorsListed:
		return reply(status, map[string]any{"errors": []any{map[string]any{"detail": "unique_name has already been taken"}}})
	case TelnyxErrorsObject:
		return reply(status, map[string]any{"errors": map[string]any{"unique_name": []string{"has already been taken"}}})
	}
	e.Source = &telnyxSource{Pointer: "/unique_name"}
	return wrapped(status, e)
}
