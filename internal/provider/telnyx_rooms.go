package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

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
		summary: "Lists the Telnyx Video rooms of the account: all of them, or those with a given name.",
		attributes: with(telnyxRoomFilterAttributes(), withSessionsAttributes(), attributes{
			"rooms": computedList("The rooms, in Telnyx's order.", telnyxRoomAttributes()),
		}),
		fetch: onTelnyx(func(ctx context.Context, client *telnyx.Client, model *telnyxRooms) error {
			rooms, err := client.ListRooms(ctx, telnyx.RoomFilter{
				UniqueName: model.UniqueName.ValueString(), Sessions: model.IncludeSessions.ValueBool(),
			})
			model.Rooms = each(rooms, newTelnyxRoom)
			return err
		}),
	}
}
