package provider

import (
	"context"

	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// telnyxRoomSettingsAttributes are those that the data sources and the resource share.
func telnyxRoomSettingsAttributes() attributes {
	return attributes{
		"id":                         computedString("ID of the room, the `room_id` of a token.", isUUID()...),
		"unique_name":                computedString("Name of the room, unique in the account.", notEmpty()),
		"max_participants":           withDefault(10, wholeNumber("Maximum number of participants in the room, 2 to 50.", 2, 50)),
		"enable_recording":           computedFlag("Whether Telnyx records the room."),
		"webhook_event_url":          computedString("URL that Telnyx sends events of the room to. Null if none was set.", parses("a URL", parseURL)...),
		"webhook_event_failover_url": computedString("URL that Telnyx sends events to if `webhook_event_url` fails. May be empty.", parses("a URL", parseURL)...),
		"webhook_timeout_secs":       wholeNumber("Timeout of a webhook in seconds, 0 to 30. Null if none was set.", 0, 30),
		"created_at":                 computedString("Creation time of the room, in RFC 3339."),
	}
}

func telnyxRoomAttributes() attributes {
	return with(telnyxRoomSettingsAttributes(), attributes{
		"record_type":       computedString("Always `room`."),
		"active_session_id": computedString("ID of the running session. Null if nobody is in the room."),
		"sessions":          telnyxRoomSessionsAttribute(),
		"updated_at":        computedString("Time of the last change of the room, in RFC 3339."),
	})
}

func describeTelnyxRoom(r telnyx.Room) candidate {
	return candidate{id: r.ID, key: types.StringPointerValue(r.UniqueName), details: []detail{
		{"created_at", instant(r.CreatedAt)}, {"updated_at", instant(r.UpdatedAt)},
	}}
}

type withSessions struct {
	IncludeSessions types.Bool `tfsdk:"include_sessions"`
}

func withSessionsAttributes() attributes {
	return attributes{"include_sessions": resourceschema.BoolAttribute{
		MarkdownDescription: "Whether to fetch the `sessions` of the room, with their participants. " +
			"The provider rejects responses over 1 MiB: look up rooms with a long history one by one. Default: false.",
		Optional: true,
	}}
}

type telnyxRoomLookup struct {
	withSessions
	ID         types.String `tfsdk:"id"`
	UniqueName types.String `tfsdk:"unique_name"`
}

func telnyxRoomDefinition() definition[telnyxRoomLookup] {
	return definition[telnyxRoomLookup]{
		name:       "telnyx_room",
		summary:    "Finds one Telnyx Video room, by ID or `unique_name`.",
		attributes: with(telnyxRoomAttributes().lookupBy("unique_name"), withSessionsAttributes()),
		fetch: func(ctx context.Context, from *vendors, model *telnyxRoomLookup) (any, error) {
			client, err := from.telnyx()
			if err != nil {
				return nil, err
			}
			sessions := model.IncludeSessions.ValueBool()
			return search[telnyx.Room]{
				thing: "room", key: "unique_name", id: model.ID, name: model.UniqueName,
				get: func(id string) (telnyx.Room, error) { return client.ViewRoom(ctx, id, sessions) },
				list: func(name string) ([]telnyx.Room, error) {
					return client.ListRooms(ctx, telnyx.RoomFilter{UniqueName: name, Sessions: sessions})
				},
				describe: describeTelnyxRoom,
			}.find()
		},
	}
}

const telnyxRoomsSummary = "Lists the Telnyx Video rooms of the account: all of them, or those with a given name."

// telnyxRoomFilter narrows a list of rooms.
type telnyxRoomFilter struct {
	UniqueName types.String `tfsdk:"unique_name"`
}

func telnyxRoomFilterAttributes() attributes {
	return attributes{"unique_name": filterAttribute("Name filter: only rooms that Telnyx finds by this name.")}
}

type telnyxRooms struct {
	telnyxRoomFilter
	withSessions
}

func telnyxRoomsDefinition() definition[telnyxRooms] {
	return definition[telnyxRooms]{
		name:    "telnyx_rooms",
		summary: telnyxRoomsSummary,
		attributes: with(telnyxRoomFilterAttributes(), withSessionsAttributes(), attributes{
			"rooms": computedList("The rooms, in Telnyx's order.", telnyxRoomAttributes()),
		}),
		fetch: func(ctx context.Context, from *vendors, model *telnyxRooms) (any, error) {
			client, err := from.telnyx()
			if err != nil {
				return nil, err
			}
			rooms, err := client.ListRooms(ctx, telnyx.RoomFilter{
				UniqueName: model.UniqueName.ValueString(), Sessions: model.IncludeSessions.ValueBool(),
			})
			return map[string]any{"rooms": rooms}, err
		},
	}
}
