package simulator

import (
	"net/http"
	"time"
)

// Telnyx's gateway refuses with a list of errors, as do bad fields
// (https://developers.telnyx.com/development/api-fundamentals/api-errors), and
// with one flat error from the video service
// (https://developers.telnyx.com/api-reference/rooms/).

type telnyxError struct {
	Code   string            `json:"code"`
	Title  string            `json:"title"`
	Detail string            `json:"detail,omitempty"`
	Source *telnyxSource     `json:"source,omitempty"`
	Meta   map[string]string `json:"meta,omitempty"`
}

type telnyxSource struct {
	Pointer   string `json:"pointer,omitempty"`
	Parameter string `json:"parameter,omitempty"`
}

func newTelnyxError(code, title, detail string) telnyxError {
	return telnyxError{
		Code: code, Title: title, Detail: detail,
		Meta: map[string]string{"url": "https://developers.telnyx.com/docs/overview/errors/" + code},
	}
}

func flat(status int, e telnyxError) answer { return reply(status, e) }

func wrapped(status int, errors ...telnyxError) answer {
	return reply(status, map[string]any{"errors": errors})
}

func notFound() telnyxError {
	return newTelnyxError("10005", "Resource not found", "The requested resource or URL could not be found.")
}

func telnyxRefusals() refusals {
	unprocessable := func(name, code, title, detail string) answer {
		e := newTelnyxError(code, title, detail)
		e.Source = &telnyxSource{Pointer: "/" + name}
		return wrapped(http.StatusUnprocessableEntity, e)
	}
	return refusals{
		media: func() answer {
			return wrapped(http.StatusUnsupportedMediaType, newTelnyxError("10014", "Unsupported Media Type",
				"The request failed because the server does not support the media type."))
		},
		malformed: func() answer {
			return wrapped(http.StatusBadRequest, newTelnyxError("10015", "Bad Request",
				"The request failed because it was not well-formed."))
		},
		missing: func(name string) answer {
			return unprocessable(name, "10004", "Missing required parameter", "A required parameter was missing.")
		},
		member: func(name, complaint string) answer {
			return unprocessable(name, "10015", "Bad Request", "The value "+complaint+".")
		},
	}
}

func data(status int, value any) answer { return reply(status, map[string]any{"data": value}) }

func (s *Server) authorizeTelnyx(x *exchange) error {
	if key, ok := x.bearer(); !ok || key != s.options.TelnyxAPIKey {
		return telnyxRefusal(http.StatusUnauthorized, "")
	}
	return nil
}

// room finds the room that the path names.
func (s *Server) room(x *exchange) (Room, error) {
	room, known := s.world.rooms.get(x.parameters["room_id"])
	if !known {
		return Room{}, s.noRoom()
	}
	return room, nil
}

func (s *Server) noRoom() answer {
	switch s.options.TelnyxErrors {
	case TelnyxErrorsListed:
		return reply(http.StatusNotFound, map[string]any{"errors": []any{map[string]any{"detail": "Resource not found"}}})
	case TelnyxErrorsObject:
		return reply(http.StatusNotFound, map[string]any{"errors": map[string]any{"detail": "Not Found"}})
	}
	return flat(http.StatusNotFound, notFound())
}

func (s *Server) createRoomClientToken(x *exchange) (answer, error) {
	room, err := s.room(x)
	if err != nil {
		return answer{}, err
	}
	f, err := readFields(x, telnyxRefusals())
	if err != nil {
		return answer{}, err
	}
	ttl, refreshTTL := 600, 3600
	f.number("token_ttl_secs", 10, 3600, &ttl)
	f.number("refresh_token_ttl_secs", 60, 86400, &refreshTTL)
	if err := f.err(); err != nil {
		return answer{}, err
	}
	token, expires := s.mintRoom(x.op, x.now, typeAccess, ttl, room.ID, nil)
	refresh, refreshExpires := s.mintRoom(x.op, x.now, typeRefresh, refreshTTL, room.ID, nil)
	return data(http.StatusCreated, map[string]any{
		"token":                    token,
		"token_expires_at":         expires.Format(time.RFC3339),
		"refresh_token":            refresh,
		"refresh_token_expires_at": refreshExpires.Format(time.RFC3339),
	}), nil
}

// refreshRoomClientToken needs no credential but the refresh token. It returns no
// new one: the old one can be used until it expires.
func (s *Server) refreshRoomClientToken(x *exchange) (answer, error) {
	f, err := readFields(x, telnyxRefusals())
	if err != nil {
		return answer{}, err
	}
	refresh, ttl := "", 600
	f.require("refresh_token")
	f.text("refresh_token", &refresh)
	f.number("token_ttl_secs", 10, 3600, &ttl)
	if err := f.err(); err != nil {
		return answer{}, err
	}
	claims, err := s.readRoomToken(refresh, typeRefresh, x.now)
	if err != nil {
		return answer{}, forbidden("The refresh token was refused: " + err.Error() + ".")
	}
	id, _ := claims.roomOf()
	if id != x.parameters["room_id"] {
		return answer{}, forbidden("The refresh token is for another room.")
	}
	room, err := s.room(x)
	if err != nil {
		return answer{}, err
	}
	token, expires := s.mintRoom(x.op, x.now, typeAccess, ttl, room.ID, claims.Grants)
	return data(http.StatusCreated, map[string]any{"token": token, "token_expires_at": expires.Format(time.RFC3339)}), nil
}

func forbidden(detail string) answer {
	return flat(http.StatusForbidden, newTelnyxError("10010", "Authorization failed", detail))
}
