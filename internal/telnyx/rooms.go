package telnyx

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// Room is a room of the account. Nil is the vendor's null, or a missing field.
type Room struct {
	ID                      string        `json:"id"`
	RecordType              *string       `json:"record_type"`
	UniqueName              *string       `json:"unique_name"`
	MaxParticipants         *int64        `json:"max_participants"`
	EnableRecording         *bool         `json:"enable_recording"`
	WebhookEventURL         *string       `json:"webhook_event_url"`
	WebhookEventFailoverURL *string       `json:"webhook_event_failover_url"`
	WebhookTimeoutSecs      *int64        `json:"webhook_timeout_secs"`
	ActiveSessionID         *string       `json:"active_session_id"`
	Sessions                []RoomSession `json:"sessions"`
	CreatedAt               *rest.Time    `json:"created_at"`
	UpdatedAt               *rest.Time    `json:"updated_at"`

	// The fields that the response had.
	rest.Given `json:"-"`
}

// UnmarshalJSON reads a room, and notes which fields the response had.
func (r *Room) UnmarshalJSON(text []byte) error {
	type plain Room // without this method
	err := rest.DecodeGiven(text, (*plain)(r), &r.Given)
	r.DropUnread("created_at", r.CreatedAt)
	return err
}

// RoomSession is one session of a room.
type RoomSession struct {
	ID           *string           `json:"id"`
	RecordType   *string           `json:"record_type"`
	RoomID       *string           `json:"room_id"`
	Active       *bool             `json:"active"`
	Participants []RoomParticipant `json:"participants"`
	CreatedAt    *rest.Time        `json:"created_at"`
	UpdatedAt    *rest.Time        `json:"updated_at"`
	EndedAt      *rest.Time        `json:"ended_at"`
}

// RoomParticipant is a participant of a session.
type RoomParticipant struct {
	ID         *string    `json:"id"`
	RecordType *string    `json:"record_type"`
	SessionID  *string    `json:"session_id"`
	Context    *string    `json:"context"`
	JoinedAt   *rest.Time `json:"joined_at"`
	UpdatedAt  *rest.Time `json:"updated_at"`
	LeftAt     *rest.Time `json:"left_at"`
}

const (
	roomsRoute = "/rooms"
	roomRoute  = roomsRoute + "/{room_id}"
	pageSize   = 250 // the vendor's maximum
)

// RoomFilter narrows a list. Empty fields do not.
type RoomFilter struct {
	UniqueName string
	Sessions   bool // whether rooms come with their sessions
	Most       int  // how many are enough; 0: all
}

// ListRooms lists the account's rooms.
//
// https://developers.telnyx.com/api-reference/rooms/view-a-list-of-rooms
func (c *Client) ListRooms(ctx context.Context, filter RoomFilter) ([]Room, error) {
	key := func(r Room) (string, *string) { return r.ID, r.UniqueName }
	return rest.Named(filter.UniqueName, filter.Most, key, rest.Same, func(uniqueName string, most int) ([]Room, error) {
		return rest.ReadPages(most, func(r Room) string { return r.ID }, func(number int) (rest.Page[Room], error) {
			query := sessions(filter.Sessions)
			query.Set("page[number]", strconv.Itoa(number))
			query.Set("page[size]", strconv.Itoa(pageSize))
			if uniqueName != "" {
				query.Set("filter[unique_name]", uniqueName)
			}
			return c.roomsOf(ctx, query)
		})
	})
}

// roomsOf reads one page.
func (c *Client) roomsOf(ctx context.Context, query url.Values) (rest.Page[Room], error) {
	var answer struct {
		Data []Room          `json:"data"`
		Meta json.RawMessage `json:"meta"`
	}
	raw, err := c.call(ctx, rest.Call{Method: http.MethodGet, Route: roomsRoute, Bearer: c.key, Query: query, Sent: query["filter[unique_name]"]}, &answer)
	if err != nil {
		return rest.Page[Room]{}, err
	}
	if answer.Data == nil {
		return rest.Page[Room]{}, raw.Missing("data", faults(raw.Body())...)
	}
	page := rest.Page[Room]{Items: answer.Data, Size: pageSize, Answer: raw}
	var meta struct {
		Size  json.RawMessage `json:"page_size"`
		Total json.RawMessage `json:"total_results"`
	}
	if rest.Readable(answer.Meta, &meta) {
		page.Total, _ = rest.Count(meta.Total)
		if size, ok := rest.Count(meta.Size); ok && size > 0 {
			page.Size = min(page.Size, size)
		}
	}
	return page, nil
}

// ViewRoom reads one room.
//
// https://developers.telnyx.com/api-reference/rooms/view-a-room
func (c *Client) ViewRoom(ctx context.Context, roomID string, withSessions bool) (Room, error) {
	return c.room(ctx, rest.Call{Method: http.MethodGet, Route: roomRoute, IDs: room(roomID), Query: sessions(withSessions)})
}

// CreateRoom creates a room.
//
// https://developers.telnyx.com/api-reference/rooms/create-a-room
func (c *Client) CreateRoom(ctx context.Context, fields rest.Fields) (Room, error) {
	return c.room(ctx, rest.Call{Method: http.MethodPost, Route: roomsRoute, Body: fields, Once: true})
}

// UpdateRoom changes the given fields of a room and leaves the others as they are.
//
// https://developers.telnyx.com/api-reference/rooms/update-a-room
func (c *Client) UpdateRoom(ctx context.Context, roomID string, fields rest.Fields) (Room, error) {
	return c.room(ctx, rest.Call{Method: http.MethodPatch, Route: roomRoute, IDs: room(roomID), Body: fields})
}

// room makes a call whose response is a room, with an ID as [rest.Answer.CheckID] wants it.
func (c *Client) room(ctx context.Context, request rest.Call) (Room, error) {
	request.Bearer = c.key
	var answer envelope[*Room]
	raw, err := c.call(ctx, request, &answer)
	if err != nil {
		return Room{}, err
	}
	if answer.Data == nil {
		return Room{}, raw.Missing("data", faults(raw.Body())...)
	}
	if err := raw.CheckID(&answer.Data.ID); err != nil {
		return Room{}, err
	}
	return *answer.Data, nil
}

// DeleteRoom deletes a room, removes everybody from it, and ends its tokens.
//
// https://developers.telnyx.com/api-reference/rooms/delete-a-room
func (c *Client) DeleteRoom(ctx context.Context, roomID string) error {
	return c.done(ctx, rest.Call{Method: http.MethodDelete, Route: roomRoute, IDs: room(roomID)})
}

// done makes a call whose response needs to have nothing in it, but nothing about another object. A proxy's page and one of
// the vendor's errors are no success.
func (c *Client) done(ctx context.Context, request rest.Call) error {
	request.Bearer = c.key
	raw, err := c.rest.Do(ctx, request)
	if err != nil || len(raw.Body()) == 0 {
		return err
	}
	var answer struct {
		Data json.RawMessage `json:"data"`
	}
	if err := raw.Decode(&answer); err != nil {
		return err
	}
	if err := raw.CheckAbout(answer.Data); err != nil {
		return err
	}
	if found := faults(raw.Body()); slices.ContainsFunc(found, func(f rest.Fault) bool { return f.Native }) {
		return raw.Refuse(rest.Incomplete, found...)
	}
	return nil
}

func room(id string) []rest.ID { return []rest.ID{{Name: "room_id", Value: id}} }

// sessions always sets the parameter, because the vendor documents no default.
func sessions(included bool) url.Values {
	return url.Values{"include_sessions": {strconv.FormatBool(included)}}
}
