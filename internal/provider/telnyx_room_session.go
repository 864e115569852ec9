package provider

import (
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// telnyxRoomSession is one session of a room.
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
	return computedList("Sessions of the room. Null unless `include_sessions` is true.", attributes{
		"id":          computedString("ID of the session."),
		"record_type": computedString("Always `room_session`."),
		"room_id":     computedString("ID of the room."),
		"active":      computedBool("Whether the session is running."),
		"participants": computedList("Participants of the session.", attributes{
			"id":          computedString("ID of the participant."),
			"record_type": computedString("Always `room_participant`."),
			"session_id":  computedString("ID of the session."),
			"context":     computedString("Context that the participant's client set. Null if none."),
			"joined_at":   computedString("Join time, in RFC 3339."),
			"updated_at":  computedString("Time of the last change, in RFC 3339."),
			"left_at":     computedString("Leave time, in RFC 3339. Null if the participant has not left."),
		}),
		"created_at": computedString("Start time of the session, in RFC 3339."),
		"updated_at": computedString("Time of the last change, in RFC 3339."),
		"ended_at":   computedString("End time of the session, in RFC 3339. Null if it is running."),
	})
}
