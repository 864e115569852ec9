package provider

import (
	"context"

	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

type telnyxRooms struct {
	UniqueName      types.String `tfsdk:"unique_name"`
	IncludeSessions types.Bool   `tfsdk:"include_sessions"`
	Rooms           []telnyxRoom `tfsdk:"rooms"`
}

func telnyxRoomsDefinition() definition[telnyxRooms] {
	return definition[telnyxRooms]{
		name:    "telnyx_rooms",
		summary: "Lists the Telnyx Video rooms of the account, all of them or those of a name.",
		attributes: attributes{
			"unique_name": dataschema.StringAttribute{
				MarkdownDescription: "Only rooms that Telnyx finds under this name.",
				Optional:            true,
			},
			"include_sessions": includeSessionsAttribute(),
			"rooms":            shownList("The rooms, in Telnyx's order.", telnyxRoomAttributes()),
		},
		fetch: func(ctx context.Context, from *vendors, model *telnyxRooms) error {
			client, err := from.telnyx()
			if err != nil {
				return err
			}
			rooms, err := client.ListRooms(ctx, telnyx.RoomFilter{
				UniqueName: model.UniqueName.ValueString(),
				Sessions:   model.IncludeSessions.ValueBool(),
			})
			if err != nil {
				return err
			}
			model.Rooms = each(rooms, newTelnyxRoom)
			return nil
		},
	}
}
