package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"context"
	"slices"

	"terraform.local/rtc/terraform-provider-rtc/internal/create"
	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

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
		attributes: telnyxRoomSettingsAttributes().withRole(required, "unique_name").
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
			return client.UpdateRoom(ctx, o.model.ID.ValueString(), o.write)
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
			find: func(ctx context.Context, from *vendors, block listBlock, most int) (none managedRoom, found []telnyx.Room, err error) {
				var filter telnyxRoomFilter
				if err := block.read(ctx, &filter); err != nil {
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
		ImportID: func(id string) string { return id },
		Conflict: telnyx.Conflict,
		Warn:     o.warn,
	})
}

func roomKey(name string) create.Key { return create.Key{Type: "telnyx_room", Value: name} }
