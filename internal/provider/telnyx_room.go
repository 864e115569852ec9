package provider

import (
	"context"

	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// telnyxRoom is a room as both lookups show it.
type telnyxRoom struct {
	ID                      types.String        `tfsdk:"id"`
	RecordType              types.String        `tfsdk:"record_type"`
	UniqueName              types.String        `tfsdk:"unique_name"`
	MaxParticipants         types.Int64         `tfsdk:"max_participants"`
	EnableRecording         types.Bool          `tfsdk:"enable_recording"`
	WebhookEventURL         types.String        `tfsdk:"webhook_event_url"`
	WebhookEventFailoverURL types.String        `tfsdk:"webhook_event_failover_url"`
	WebhookTimeoutSecs      types.Int64         `tfsdk:"webhook_timeout_secs"`
	ActiveSessionID         types.String        `tfsdk:"active_session_id"`
	Sessions                []telnyxRoomSession `tfsdk:"sessions"`
	CreatedAt               types.String        `tfsdk:"created_at"`
	UpdatedAt               types.String        `tfsdk:"updated_at"`
}

func newTelnyxRoom(r telnyx.Room) telnyxRoom {
	return telnyxRoom{
		ID:                      types.StringValue(r.ID),
		RecordType:              types.StringPointerValue(r.RecordType),
		UniqueName:              types.StringPointerValue(r.UniqueName),
		MaxParticipants:         types.Int64PointerValue(r.MaxParticipants),
		EnableRecording:         types.BoolPointerValue(r.EnableRecording),
		WebhookEventURL:         types.StringPointerValue(r.WebhookEventURL),
		WebhookEventFailoverURL: types.StringPointerValue(r.WebhookEventFailoverURL),
		WebhookTimeoutSecs:      types.Int64PointerValue(r.WebhookTimeoutSecs),
		ActiveSessionID:         types.StringPointerValue(r.ActiveSessionID),
		Sessions:                each(r.Sessions, newTelnyxRoomSession),
		CreatedAt:               instant(r.CreatedAt),
		UpdatedAt:               instant(r.UpdatedAt),
	}
}

func telnyxRoomAttributes() attributes {
	return attributes{
		"id":                         shownString("The room's id: the `room_id` of a token."),
		"record_type":                shownString("Always `room`."),
		"unique_name":                shownString("The room's name, unique within the account."),
		"max_participants":           shownInt64("How many may be in the room at once."),
		"enable_recording":           shownBool("Whether the room is recorded."),
		"webhook_event_url":          shownString("Where events of the room are sent; null if nowhere."),
		"webhook_event_failover_url": shownString("Where they are sent when that fails; may be empty."),
		"webhook_timeout_secs":       shownInt64("How many seconds that may take; null if none was set."),
		"active_session_id":          shownString("The session that is going on; null if nobody is in the room."),
		"sessions":                   telnyxRoomSessionsAttribute(),
		"created_at":                 shownString("When the room was created, in RFC 3339."),
		"updated_at":                 shownString("When the room was last changed, in RFC 3339."),
	}
}

func includeSessionsAttribute() dataschema.BoolAttribute {
	return dataschema.BoolAttribute{
		MarkdownDescription: "Whether to fetch `sessions`: every time that people met in the room, and who was there. " +
			"Default false. An answer over 1 MiB is refused; rooms with a long history are better asked for one by one.",
		Optional: true,
	}
}

type telnyxRoomLookup struct {
	IncludeSessions types.Bool `tfsdk:"include_sessions"`
	telnyxRoom
}

func telnyxRoomDefinition() definition[telnyxRoomLookup] {
	return definition[telnyxRoomLookup]{
		name:    "telnyx_room",
		summary: "Finds one Telnyx Video room, by its id or by its unique name.",
		attributes: with(telnyxRoomAttributes(), attributes{
			"include_sessions": includeSessionsAttribute(),
			"id":               idKey("The room's id: the `room_id` of a token.", "unique_name", "a UUID", parseUUID),
			"unique_name":      nameKey("The room's name, unique within the account."),
		}),
		fetch: func(ctx context.Context, from *vendors, model *telnyxRoomLookup) error {
			client, err := from.telnyx()
			if err != nil {
				return err
			}
			model.telnyxRoom, err = findTelnyxRoom(ctx, client, *model)
			return err
		},
	}
}

func findTelnyxRoom(ctx context.Context, client *telnyx.Client, wanted telnyxRoomLookup) (telnyxRoom, error) {
	if id := wanted.ID.ValueString(); id != "" {
		room, err := client.ViewRoom(ctx, id, wanted.IncludeSessions.ValueBool())
		return newTelnyxRoom(room), err
	}
	rooms, err := client.ListRooms(ctx, telnyx.RoomFilter{
		UniqueName: wanted.UniqueName.ValueString(),
		Sessions:   wanted.IncludeSessions.ValueBool(),
	})
	if err != nil {
		return telnyxRoom{}, err
	}
	return search[telnyxRoom]{
		kind: "room", kinds: "rooms", key: "unique_name", wanted: wanted.UniqueName,
		describe: func(r telnyxRoom) candidate {
			return candidate{id: r.ID, key: r.UniqueName, details: []detail{{"created_at", r.CreatedAt}, {"updated_at", r.UpdatedAt}}}
		},
	}.one(each(rooms, newTelnyxRoom))
}
