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
	return shownList("Sessions of the room. Null unless `include_sessions` is true.", attributes{
		"id":          shownString("ID of the session."),
		"record_type": shownString("Always `room_session`."),
		"room_id":     shownString("ID of the room."),
		"active":      shownBool("Whether the session is running."),
		"participants": shownList("Participants of the session.", attributes{
			"id":          shownString("ID of the participant."),
			"record_type": shownString("Always `room_participant`."),
			"session_id":  shownString("ID of the session."),
			"context":     shownString("Context that the participant's client set. Null if none."),
			"joined_at":   shownString("Join time, in RFC 3339."),
			"updated_at":  shownString("Time of the last change, in RFC 3339."),
			"left_at":     shownString("Leave time, in RFC 3339. Null if the participant has not left."),
		}),
		"created_at": shownString("Start time of the session, in RFC 3339."),
		"updated_at": shownString("Time of the last change, in RFC 3339."),
		"ended_at":   shownString("End time of the session, in RFC 3339. Null if it is running."),
	})
}
