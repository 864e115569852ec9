package provider

import (
	"context"

	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
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
		"id":                         shownString("The room's ID: the `room_id` of a token.", isUUID()...),
		"record_type":                shownString("Always `room`."),
		"unique_name":                shownString("The room's name, unique within the account.", notEmpty()),
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
		MarkdownDescription: "Whether to fetch `sessions`: every time that people met in the room, and who was there. " +
			"Default false. An answer over 1 MiB is refused; rooms with a long history are better asked for one by one.",
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
		summary:    "Finds one Telnyx Video room, by its ID or by its unique name.",
		attributes: with(telnyxRoomAttributes().foundBy("unique_name"), withSessionsAttributes()),
		fetch: onTelnyx(func(ctx context.Context, client *telnyx.Client, model *telnyxRoomLookup) error {
			sessions := model.IncludeSessions.ValueBool()
			room, err := search[telnyx.Room]{
				thing: "room", key: "unique_name", id: model.ID, name: model.UniqueName,
				get: func(id string) (telnyx.Room, error) { return client.ViewRoom(ctx, id, sessions) },
				list: func(name string) ([]telnyx.Room, error) {
					return client.ListRooms(ctx, telnyx.RoomFilter{UniqueName: name, Sessions: sessions})
				},
				describe: describeTelnyxRoom, filtered: true,
			}.find()
			model.telnyxRoom = newTelnyxRoom(room)
			return err
		}),
	}
}
