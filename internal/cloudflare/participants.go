package cloudflare

import (
	"context"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// MeetingParticipant is somebody, or something, that may join a meeting.
type MeetingParticipant struct {
	ID                  string     `json:"id"`
	CustomParticipantID *string    `json:"custom_participant_id"`
	PresetName          *string    `json:"preset_name"`
	Name                *string    `json:"name"`
	Picture             *string    `json:"picture"`
	CreatedAt           *time.Time `json:"created_at"`
	UpdatedAt           *time.Time `json:"updated_at"`
}

const participantsRoute = meetingsRoute + "/{meeting_id}/participants"

// ListMeetingParticipants lists all participants of a meeting: the vendor has no filter.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/meetings/methods/get_meeting_participants/
func (c *Client) ListMeetingParticipants(ctx context.Context, accountID, appID, meetingID string) ([]MeetingParticipant, error) {
	return list(ctx, c, participantsRoute, []rest.ID{
		{Name: "account_id", Value: accountID},
		{Name: "app_id", Value: appID},
		{Name: "meeting_id", Value: meetingID},
	}, nil, func(p MeetingParticipant) string { return p.ID })
}

// GetMeetingParticipant reads one participant.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/meetings/methods/get_meeting_participant/
func (c *Client) GetMeetingParticipant(ctx context.Context, p Participant) (MeetingParticipant, error) {
	return get(ctx, c, participantsRoute+"/{participant_id}", []rest.ID{
		{Name: "account_id", Value: p.AccountID},
		{Name: "app_id", Value: p.AppID},
		{Name: "meeting_id", Value: p.MeetingID},
		{Name: "participant_id", Value: p.ParticipantID},
	}, func(p MeetingParticipant) string { return p.ID })
}
