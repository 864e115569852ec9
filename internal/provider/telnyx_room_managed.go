package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

func telnyxRoomManaged() managed[telnyxRoomSettings] {
	describe := describedBy(telnyxRoomAttributes())
	return managed[telnyxRoomSettings]{
		name: "telnyx_room",
		summary: "Creates and manages a Telnyx Video room. Destroying it removes everybody from the room and ends every " +
			"token that was minted for it.",
		identity: []string{"id"},
		attributes: map[string]resourceschema.Attribute{
			"id": storedID(describe("id")),
			"unique_name": resourceschema.StringAttribute{
				MarkdownDescription: describe("unique_name"),
				Required:            true,
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"max_participants": resourceschema.Int64Attribute{
				MarkdownDescription: describe("max_participants") + " 2 to 50. Default 10.",
				Optional:            true,
				Computed:            true,
				Default:             int64default.StaticInt64(10),
				Validators:          []validator.Int64{int64validator.Between(2, 50)},
			},
			"enable_recording": storedBool(describe("enable_recording")),
			"webhook_event_url": resourceschema.StringAttribute{
				MarkdownDescription: describe("webhook_event_url"),
				Optional:            true,
				Validators:          parses("a URL", parseURL),
			},
			"webhook_event_failover_url": resourceschema.StringAttribute{
				MarkdownDescription: describe("webhook_event_failover_url"),
				Optional:            true,
				Validators:          parses("a URL", parseURL),
			},
			"webhook_timeout_secs": resourceschema.Int64Attribute{
				MarkdownDescription: describe("webhook_timeout_secs") + " 0 to 30.",
				Optional:            true,
				Validators:          []validator.Int64{int64validator.Between(0, 30)},
			},
			"created_at": storedTime(describe("created_at")),
		},
		create: createTelnyxRoom,
		read: func(ctx context.Context, o *operation[telnyxRoomSettings]) error {
			client, err := o.from.telnyx()
			if err != nil {
				return err
			}
			return o.takeRoom(client.ViewRoom(ctx, o.model.ID.ValueString(), false))
		},
		update: func(ctx context.Context, o *operation[telnyxRoomSettings]) error {
		},
		delete: func(ctx context.Context, o *operation[telnyxRoomSettings]) error {
		},
	}
}
