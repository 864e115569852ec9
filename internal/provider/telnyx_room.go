package provider

import (
	"context"
	"slices"

	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/create"
	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// telnyxRoomSettingsAttributes are those that the data sources and the resource share.
func telnyxRoomSettingsAttributes() attributes {
	return attributes{
		"id":                         computedString("ID of the room, the `room_id` of a token.", isUUID()...),
		"unique_name":                computedString("Name of the room, unique in the account.", notEmpty()),
		"max_participants":           withDefault(10, wholeNumber("Maximum number of participants in the room, 2 to 50.", 2, 50)),
		"enable_recording":           computedFlag("Whether Telnyx records the room.", false),
		"webhook_event_url":          computedString("URL that Telnyx sends events of the room to. Null if none was set.", parses("a URL", orEmpty(parseURL))...),
		"webhook_event_failover_url": computedString("URL that Telnyx sends events to if `webhook_event_url` fails. May be empty.", parses("a URL", orEmpty(parseURL))...),
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

// managedRoom is a room that Terraform manages.
type managedRoom struct {
	ID         types.String `tfsdk:"id"`
	UniqueName types.String `tfsdk:"unique_name"`
}

type roomOperation = operation[managedRoom, telnyx.Room]

func telnyxRoomResource() *managed[managedRoom, telnyx.Room] {
	return &managed[managedRoom, telnyx.Room]{
		name: "telnyx_room",
		summary: "Creates and manages a Telnyx Video room. Destroying the resource deletes the room, removes everybody from it, and " +
			"ends all tokens of the room.",
		identity: []string{"id"},
		attributes: telnyxRoomSettingsAttributes().trimmed("unique_name").withRole(required, "unique_name").
			withRole(optionalComputed, "max_participants", "enable_recording").
			withRole(optional, "webhook_event_url", "webhook_event_failover_url", "webhook_timeout_secs"),
		create: createTelnyxRoom,
		read: func(ctx context.Context, o *roomOperation) (telnyx.Room, error) {
			client, err := o.from.telnyx()
			if err != nil {
				return telnyx.Room{}, err
			}
			room, err := client.ViewRoom(ctx, o.model.ID.ValueString(), false)
			return room, client.ConfirmRoomGone(ctx, o.model.ID.ValueString(), err)
		},
		update: func(ctx context.Context, o *roomOperation) (telnyx.Room, error) {
			client, err := o.from.telnyx()
			if err != nil {
				return telnyx.Room{}, err
			}
			if url, changed := o.write["webhook_event_failover_url"]; changed && url == nil {
				o.write["webhook_event_failover_url"] = "" // how the vendor writes none
			}
			id := o.model.ID.ValueString()
			update := func(ctx context.Context) (telnyx.Room, error) { return client.UpdateRoom(ctx, id, o.write) }
			if o.write["unique_name"] == nil {
				return update(ctx)
			}
			name := o.model.UniqueName.ValueString()
			room, err := create.Rename(ctx, &o.from.keys, create.Change[telnyx.Room]{
				From: roomKey(o.prior.UniqueName.ValueString()), To: roomKey(name), ID: id, Send: update, Conflict: telnyx.Conflict,
				Kept: func(r telnyx.Room) bool { return !r.Has("unique_name") || named(r.UniqueName, name) },
			})
			if telnyx.Conflict(err) {
				err = create.Taken("room", "unique_name", err)
			}
			return room, err
		},
		delete: func(ctx context.Context, o *roomOperation) error {
			client, err := o.from.telnyx()
			if err != nil {
				return err
			}
			id := o.model.ID.ValueString()
			done := o.from.keys.Deleting(roomKey(o.model.UniqueName.ValueString()), id)
			if err = client.ConfirmRoomGone(ctx, id, client.DeleteRoom(ctx, id)); gone(err) {
				err = nil
			}
			done(err)
			return err
		},
		list: lister[managedRoom, telnyx.Room]{
			title: "unique_name", attributes: telnyxRoomFilterAttributes(), summary: telnyxRoomsSummary,
			find: func(ctx context.Context, from *vendors, read func(any) error, most int) (none managedRoom, found []telnyx.Room, err error) {
				var filter telnyxRoomFilter
				if err := read(&filter); err != nil {
					return none, nil, err
				}
				client, err := from.telnyx()
				if err != nil {
					return none, nil, err
				}
				found, err = client.ListRooms(ctx, telnyx.RoomFilter{UniqueName: filter.UniqueName.ValueString(), Most: most})
				return none, found, err
			},
		},
	}
}

func createTelnyxRoom(ctx context.Context, o *roomOperation) (telnyx.Room, error) {
	client, err := o.from.telnyx()
	if err != nil {
		return telnyx.Room{}, err
	}
	name := o.model.UniqueName.ValueString()
	return create.Once(ctx, &o.from.keys, create.Object[telnyx.Room]{
		Key: roomKey(name), Thing: "room", Attribute: "unique_name", Unique: true, Repeatable: true,
		Look: func(ctx context.Context, _ bool) ([]telnyx.Room, error) {
			rooms, err := client.ListRooms(ctx, telnyx.RoomFilter{UniqueName: name})
			return slices.DeleteFunc(rooms, func(r telnyx.Room) bool { return !named(r.UniqueName, name) }), err
		},
		Send:     func(ctx context.Context) (telnyx.Room, error) { return client.CreateRoom(ctx, o.write) },
		ID:       func(r telnyx.Room) string { return r.ID },
		AsSent:   o.asSent,
		Conflict: telnyx.Conflict,
		Warn:     o.warn,
	})
}

func roomKey(name string) create.Key { return create.Key{Type: "telnyx_room", Value: name} }
