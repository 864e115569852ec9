package provider

import (
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
)

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
