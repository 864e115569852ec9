package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// telnyxRoomSettings is what every kind of a room has.
type telnyxRoomSettings struct {
	ID                      types.String `tfsdk:"id"`
	UniqueName              types.String `tfsdk:"unique_name"`
	MaxParticipants         types.Int64  `tfsdk:"max_participants"`
	EnableRecording         types.Bool   `tfsdk:"enable_recording"`
	WebhookEventURL         types.String `tfsdk:"webhook_event_url"`
	WebhookEventFailoverURL types.String `tfsdk:"webhook_event_failover_url"`
	WebhookTimeoutSecs      types.Int64  `tfsdk:"webhook_timeout_secs"`
	CreatedAt               types.String `tfsdk:"created_at"`
}

func newTelnyxRoomSettings(r telnyx.Room) telnyxRoomSettings {
	return telnyxRoomSettings{
		ID:                      types.StringValue(r.ID),
		UniqueName:              types.StringPointerValue(r.UniqueName),
		MaxParticipants:         types.Int64PointerValue(r.MaxParticipants),
		EnableRecording:         types.BoolPointerValue(r.EnableRecording),
		WebhookEventURL:         types.StringPointerValue(r.WebhookEventURL),
		WebhookEventFailoverURL: types.StringPointerValue(r.WebhookEventFailoverURL),
		WebhookTimeoutSecs:      types.Int64PointerValue(r.WebhookTimeoutSecs),
		CreatedAt:               instant(r.CreatedAt),
	}
}

func telnyxRoomSettingsAttributes() attributes {
	return attributes{
		"id":          shownString("The room's ID: the `room_id` of a token.", isUUID()...),
		"unique_name": shownString("The room's name, unique within the account.", notEmpty()),
		"max_participants": resourceschema.Int64Attribute{
			MarkdownDescription: "How many may be in the room at once.",
			Computed:            true,
			Default:             int64default.StaticInt64(10),
			Validators:          []validator.Int64{int64validator.Between(2, 50)},
		},
		"enable_recording":           shownFlag("Whether the room is recorded."),
		"webhook_event_url":          shownString("Where events of the room are sent; null if nowhere.", parses("a URL", parseURL)...),
		"webhook_event_failover_url": shownString("Where they are sent when that fails; may be empty.", parses("a URL", parseURL)...),
		"webhook_timeout_secs": resourceschema.Int64Attribute{
			MarkdownDescription: "How many seconds that may take; null if none was set.",
			Computed:            true,
			Validators:          []validator.Int64{int64validator.Between(0, 30)},
		},
		"created_at": shownString("When the room was created, in RFC 3339."),
	}
}

// telnyxRoom is a room as both lookups show it.
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
		"record_type":       shownString("Always `room`."),
		"active_session_id": shownString("The session that is going on; null if nobody is in the room."),
		"sessions":          telnyxRoomSessionsAttribute(),
		"updated_at":        shownString("When the room was last changed, in RFC 3339."),
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
				describe: describeTelnyxRoom,
			}.find()
			model.telnyxRoom = newTelnyxRoom(room)
			return err
		}),
	}
}
