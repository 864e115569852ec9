package provider

import (
	"context"
	"slices"

	"terraform.local/rtc/terraform-provider-rtc/internal/create"
	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

type roomOperation = operation[telnyxRoomSettings]

func telnyxRoomResource() managed[telnyxRoomSettings] {
	return managed[telnyxRoomSettings]{
		name: "telnyx_room",
		summary: "Creates and manages a Telnyx Video room. Destroying the resource deletes the room, removes everybody from it, and " +
			"ends all tokens of the room.",
		identity: []string{"id"},
		attributes: telnyxRoomSettingsAttributes().withRole(required, "unique_name").
			withRole(optionalComputed, "max_participants", "enable_recording").
			withRole(optional, "webhook_event_url", "webhook_event_failover_url", "webhook_timeout_secs"),
		create: managedOnTelnyx(createTelnyxRoom),
		read: managedOnTelnyx(func(ctx context.Context, client *telnyx.Client, o *roomOperation) error {
			room, err := client.ViewRoom(ctx, o.model.ID.ValueString(), false)
			return tookRoom(o)(room, surelyGone(ctx, client, err))
		}),
		update: managedOnTelnyx(func(ctx context.Context, client *telnyx.Client, o *roomOperation) error {
			if url, changed := o.write["webhook_event_failover_url"]; changed && url == nil {
				o.write["webhook_event_failover_url"] = "" // how the vendor writes none
			}
			return tookRoom(o)(client.UpdateRoom(ctx, o.model.ID.ValueString(), o.write))
		}),
		delete: managedOnTelnyx(func(ctx context.Context, client *telnyx.Client, o *roomOperation) error {
			done := o.from.keys.Deleting(roomKey(o.model.UniqueName.ValueString()), o.model.ID.ValueString())
			err := surelyGone(ctx, client, client.DeleteRoom(ctx, o.model.ID.ValueString()))
			if gone(err) {
				err = nil
			}
			done(err)
			return err
		}),
		list: listedBy("unique_name", "Lists the Telnyx Video rooms of the account: all of them, or those with a given name.", telnyxRoomFilterAttributes(),
			func(ctx context.Context, from *vendors, filter *telnyxRoomFilter, most int) ([]found[telnyxRoomSettings], error) {
				client, err := from.telnyx()
				if err != nil {
					return nil, err
				}
				rooms, err := client.ListRooms(ctx, telnyx.RoomFilter{UniqueName: filter.UniqueName.ValueString(), Most: most})
				return each(rooms, func(r telnyx.Room) found[telnyxRoomSettings] {
					return found[telnyxRoomSettings]{newTelnyxRoomSettings(r), r.Given}
				}), err
			}),
	}
}

func createTelnyxRoom(ctx context.Context, client *telnyx.Client, o *roomOperation) error {
	name := o.model.UniqueName.ValueString()
	return tookRoom(o)(create.Once(ctx, &o.from.keys, create.Object[telnyx.Room]{
		Key: roomKey(name), Thing: "room", Attribute: "unique_name", Unique: true, Repeatable: true,
		Look: func(ctx context.Context, _ bool) ([]telnyx.Room, error) {
			rooms, err := client.ListRooms(ctx, telnyx.RoomFilter{UniqueName: name})
			return slices.DeleteFunc(rooms, func(r telnyx.Room) bool { return !named(r.UniqueName, name) }), err
		},
		Send:     func(ctx context.Context) (telnyx.Room, error) { return client.CreateRoom(ctx, o.write) },
		ID:       func(r telnyx.Room) string { return r.ID },
		AsSent:   func(r telnyx.Room) bool { return o.asSent(newTelnyxRoomSettings(r), r.Given) },
		ImportID: func(id string) string { return id },
		Conflict: telnyx.Conflict,
		Warn:     o.warn,
	}))
}

func roomKey(name string) create.Key { return create.Key{Type: "telnyx_room", Value: name} }

// surelyGone makes sure that a room is gone. Telnyx responds to an unknown URL in the same words: if the list of rooms
// fails too, the URL is wrong.
func surelyGone(ctx context.Context, client *telnyx.Client, err error) error {
	if !gone(err) {
		return err
	}
	if _, listErr := client.ListRooms(ctx, telnyx.RoomFilter{Most: 1}); listErr != nil {
		return listErr
	}
	return err
}

// tookRoom puts a response into the model.
func tookRoom(o *roomOperation) func(telnyx.Room, error) error {
	return func(room telnyx.Room, err error) error {
		if err == nil {
			*o.model, o.given = newTelnyxRoomSettings(room), room.Given
		}
		return err
	}
}
