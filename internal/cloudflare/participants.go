package cloudflare

import (
	"context"
	"net/http"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// MeetingParticipant is a participant of a meeting. It has no field for the token in the responses of add and edit, so
// that the token is stored nowhere.
type MeetingParticipant struct {
	ID                  string     `json:"id"`
	CustomParticipantID *string    `json:"custom_participant_id"`
	PresetName          *string    `json:"preset_name"`
	PresetID            *string    `json:"preset_id"` // sometimes instead of the name
	Name                *string    `json:"name"`
	Picture             *string    `json:"picture"`
	CreatedAt           *rest.Time `json:"created_at"`
	UpdatedAt           *rest.Time `json:"updated_at"`

	// The fields that the response had.
	rest.Given `json:"-"`
}

// UnmarshalJSON reads a participant, and notes which fields the response had.
func (p *MeetingParticipant) UnmarshalJSON(text []byte) error {
	type plain MeetingParticipant // without this method
	err := rest.DecodeGiven(text, (*plain)(p), &p.Given)
	p.DropUnread("created_at", p.CreatedAt)
	return err
}

const (
	participantsRoute = meetingRoute + "/participants"
	participantRoute  = participantsRoute + "/{participant_id}"
)

// ParticipantFilter narrows a list. The vendor has no filter.
type ParticipantFilter struct {
	Most    int // how many are enough; 0: all
	Longest int // not 0: a longer list is an error with the reason Endless
}

// ListMeetingParticipants lists the participants of a meeting.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/meetings/methods/get_meeting_participants/
func (c *Client) ListMeetingParticipants(
	ctx context.Context, accountID, appID, meetingID string, filter ParticipantFilter,
) ([]MeetingParticipant, error) {
	all := participantsOf(path{account: accountID, app: appID, meeting: meetingID})
	all.most, all.longest = filter.Most, filter.Longest
	all.parent = func(ctx context.Context) error {
		_, err := c.GetMeeting(ctx, accountID, appID, meetingID)
		return err
	}
	return all.read(ctx, c)
}

func participantsOf(meeting path) list[MeetingParticipant] {
	return list[MeetingParticipant]{route: participantsRoute, in: meeting, id: participantID}
}

// GetMeetingParticipant reads one participant.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/meetings/methods/get_meeting_participant/
func (c *Client) GetMeetingParticipant(ctx context.Context, p Participant) (MeetingParticipant, error) {
	return object(ctx, c, rest.Call{Method: http.MethodGet, Route: participantRoute, IDs: p.path().ids()}, participantID)
}

// AddParticipant adds a participant to the meeting that in names. It drops the token in the response:
// [Client.RefreshParticipantToken] mints tokens.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/meetings/methods/add_participant/
func (c *Client) AddParticipant(ctx context.Context, in Participant, fields rest.Fields) (MeetingParticipant, error) {
	return object(ctx, c, rest.Call{
		Method: http.MethodPost, Route: participantsRoute, IDs: in.meeting().ids(), Body: fields, Once: true,
	}, participantID)
}

// EditParticipant changes the given fields of a participant and leaves the others as they are. It drops the token in the
// response, like [Client.AddParticipant].
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/meetings/methods/edit_participant/
func (c *Client) EditParticipant(ctx context.Context, p Participant, fields rest.Fields) (MeetingParticipant, error) {
	return object(ctx, c, rest.Call{Method: http.MethodPatch, Route: participantRoute, IDs: p.path().ids(), Body: fields}, participantID)
}

// DeleteMeetingParticipant deletes a participant, which revokes all of its tokens. It does not remove the participant from
// a session: see [Client.KickParticipants].
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/meetings/methods/delete_meeting_participant/
func (c *Client) DeleteMeetingParticipant(ctx context.Context, p Participant) error {
	err := c.remove(ctx, rest.Call{Method: http.MethodDelete, Route: participantRoute, IDs: p.path().ids()})
	if err == nil || Gone(err) {
		c.seen.remove(participantsOf(p.meeting()).key(), p.ParticipantID)
	}
	return err
}

func participantID(p *MeetingParticipant) *string { return &p.ID }

// Participant names a participant.
type Participant struct {
	AccountID, AppID, MeetingID, ParticipantID string
}

func (p Participant) meeting() path {
	return path{account: p.AccountID, app: p.AppID, meeting: p.MeetingID}
}

func (p Participant) path() path {
	of := p.meeting()
	of.participant = p.ParticipantID
	return of
}

// RefreshParticipantToken mints a new authentication token for a participant, valid for 100 days. Earlier tokens stay
// valid; only deleting the participant revokes them.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/meetings/methods/refresh_participant_token/
func (c *Client) RefreshParticipantToken(ctx context.Context, p Participant) (string, error) {
	var answer envelope[struct {
		Token string `json:"token"`
	}]
	raw, err := c.call(ctx, rest.Call{Method: http.MethodPost, Route: participantRoute + "/token", IDs: p.path().ids()}, &answer)
	if err != nil {
		return "", err
	}
	if answer.Data.Token == "" {
		return "", raw.Missing("token")
	}
	return answer.Data.Token, nil
}
