package provider

import (
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// telnyxRoomSession is one time that people met in a room.
type telnyxRoomSession struct {
	ID           types.String            `tfsdk:"id"`
	RecordType   types.String            `tfsdk:"record_type"`
	RoomID       types.String            `tfsdk:"room_id"`
	Active       types.Bool              `tfsdk:"active"`
	Participants []telnyxRoomParticipant `tfsdk:"participants"`
	CreatedAt    types.String            `tfsdk:"created_at"`
	UpdatedAt    types.String            `tfsdk:"updated_at"`
	EndedAt      types.String            `tfsdk:"ended_at"`
}

type telnyxRoomParticipant struct {
	ID         types.String `tfsdk:"id"`
	RecordType types.String `tfsdk:"record_type"`
	SessionID  types.String `tfsdk:"session_id"`
	Context    types.String `tfsdk:"context"`
	JoinedAt   types.String `tfsdk:"joined_at"`
	UpdatedAt  types.String `tfsdk:"updated_at"`
	LeftAt     types.String `tfsdk:"left_at"`
}

func newTelnyxRoomSession(s telnyx.RoomSession) telnyxRoomSession {
	return telnyxRoomSession{
		ID:           types.StringPointerValue(s.ID),
		RecordType:   types.StringPointerValue(s.RecordType),
		RoomID:       types.StringPointerValue(s.RoomID),
		Active:       types.BoolPointerValue(s.Active),
		Participants: each(s.Participants, newTelnyxRoomParticipant),
		CreatedAt:    instant(s.CreatedAt),
		UpdatedAt:    instant(s.UpdatedAt),
		EndedAt:      instant(s.EndedAt),
	}
}

func newTelnyxRoomParticipant(p telnyx.RoomParticipant) telnyxRoomParticipant {
	return telnyxRoomParticipant{
		ID:         types.StringPointerValue(p.ID),
		RecordType: types.StringPointerValue(p.RecordType),
		SessionID:  types.StringPointerValue(p.SessionID),
		Context:    types.StringPointerValue(p.Context),
		JoinedAt:   instant(p.JoinedAt),
		UpdatedAt:  instant(p.UpdatedAt),
		LeftAt:     instant(p.LeftAt),
	}
}

func telnyxRoomSessionsAttribute() resourceschema.ListNestedAttribute {
	return shownList("The times that people met in the room; null unless `include_sessions` is true.", attributes{
		"id":          shownString("The session's id."),
		"record_type": shownString("Always `room_session`."),
		"room_id":     shownString("The room's id."),
		"active":      shownBool("Whether the session is going on."),
		"participants": shownList("Who was there.", attributes{
			"id":          shownString("The participant's id."),
			"record_type": shownString("Always `room_participant`."),
			"session_id":  shownString("The session's id."),
			"context":     shownString("What the participant's client said of them; null if nothing."),
			"joined_at":   shownString("When they joined, in RFC 3339."),
			"updated_at":  shownString("When this last changed, in RFC 3339."),
			"left_at":     shownString("When they left, in RFC 3339; null if they did not."),
		}),
		"created_at": shownString("When the session began, in RFC 3339."),
		"updated_at": shownString("When this last changed, in RFC 3339."),
		"ended_at":   shownString("When the session ended, in RFC 3339; null if it did not."),
	})
}
