package provider

import (
	"context"

	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// telnyxRoomSettings are the attributes that the data sources and the resource share.
type telnyxRoomSettings struct {
	ID                      types.String `tfsdk:"id"`
	UniqueName              types.String `tfsdk:"unique_name"`
	MaxParticipants         types.Number `tfsdk:"max_participants"`
	EnableRecording         types.Bool   `tfsdk:"enable_recording"`
	WebhookEventURL         types.String `tfsdk:"webhook_event_url"`
	WebhookEventFailoverURL types.String `tfsdk:"webhook_event_failover_url"`
	WebhookTimeoutSecs      types.Number `tfsdk:"webhook_timeout_secs"`
	CreatedAt               types.String `tfsdk:"created_at"`
}

func newTelnyxRoomSettings(r telnyx.Room) telnyxRoomSettings {
	return telnyxRoomSettings{
		ID:                      types.StringValue(r.ID),
		UniqueName:              types.StringPointerValue(r.UniqueName),
		MaxParticipants:         number(r.MaxParticipants),
		EnableRecording:         types.BoolPointerValue(r.EnableRecording),
		WebhookEventURL:         types.StringPointerValue(r.WebhookEventURL),
		WebhookEventFailoverURL: types.StringPointerValue(r.WebhookEventFailoverURL),
		WebhookTimeoutSecs:      number(r.WebhookTimeoutSecs),
		CreatedAt:               instant(r.CreatedAt),
	}
}

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

// telnyxRoom is a room, in both lookups.
type telnyxRoom struct {
	telnyxRoomSettings
	RecordType      types.String        `tfsdk:"record_type"`
	ActiveSessionID types.String        `tfsdk:"active_session_id"`
	Sessions        []telnyxRoomSession `tfsdk:"sessions"`
	UpdatedAt       types.String        `tfsdk:"updated_at"`
}

func newTelnyxRoom(r telnyx.Room) telnyxRoom {
	return telnyxRoom{
		telnyxRoomSettings: newTelnyxRoomSettings(r),
		RecordType:         types.StringPointerValue(r.RecordType),
		ActiveSessionID:    types.StringPointerValue(r.ActiveSessionID),
		Sessions:           each(r.Sessions, newTelnyxRoomSession),
		UpdatedAt:          instant(r.UpdatedAt),
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
	telnyxRoom
}

func telnyxRoomDefinition() definition[telnyxRoomLookup] {
	return definition[telnyxRoomLookup]{
		name:       "telnyx_room",
		summary:    "Finds one Telnyx Video room, by ID or `unique_name`.",
		attributes: with(telnyxRoomAttributes().lookupBy("unique_name"), withSessionsAttributes()),
		fetch: func(ctx context.Context, from *vendors, model *telnyxRoomLookup) error {
			client, err := from.telnyx()
			if err != nil {
				return err
			}
			sessions := model.IncludeSessions.ValueBool()
			room, err := search[telnyx.Room]{
				thing: "room", key: "unique_name", id: model.ID, name: model.UniqueName,
				get: func(id string) (telnyx.Room, error) { return client.ViewRoom(ctx, id, sessions) },
				list: func(name string) ([]telnyx.Room, error) {
					return client.ListRooms(ctx, telnyx.RoomFilter{UniqueName: name, Sessions: sessions})
				},
				describe: describeTelnyxRoom,
			}.find()
			model.telnyxRoom = newTelnyxRoom(room)
			return err
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
	Rooms []telnyxRoom `tfsdk:"rooms"`
}

func telnyxRoomsDefinition() definition[telnyxRooms] {
	return definition[telnyxRooms]{
		name:    "telnyx_rooms",
		summary: telnyxRoomsSummary,
		attributes: with(telnyxRoomFilterAttributes(), withSessionsAttributes(), attributes{
			"rooms": computedList("The rooms, in Telnyx's order.", telnyxRoomAttributes()),
		}),
		fetch: func(ctx context.Context, from *vendors, model *telnyxRooms) error {
			client, err := from.telnyx()
			if err != nil {
				return err
			}
			rooms, err := client.ListRooms(ctx, telnyx.RoomFilter{
				UniqueName: model.UniqueName.ValueString(), Sessions: model.IncludeSessions.ValueBool(),
			})
			model.Rooms = each(rooms, newTelnyxRoom)
			return err
		},
	}
}
