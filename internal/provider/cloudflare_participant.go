package provider

import (
	"context"

	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

// cloudflareParticipant is a participant as both lookups show them.
type cloudflareParticipant struct {
	ID                  types.String `tfsdk:"id"`
	CustomParticipantID types.String `tfsdk:"custom_participant_id"`
	PresetName          types.String `tfsdk:"preset_name"`
	Name                types.String `tfsdk:"name"`
	Picture             types.String `tfsdk:"picture"`
	CreatedAt           types.String `tfsdk:"created_at"`
	UpdatedAt           types.String `tfsdk:"updated_at"`
}

func newCloudflareParticipant(p cloudflare.MeetingParticipant) cloudflareParticipant {
	return cloudflareParticipant{
		ID:                  types.StringValue(p.ID),
		CustomParticipantID: types.StringPointerValue(p.CustomParticipantID),
		PresetName:          types.StringPointerValue(p.PresetName),
		Name:                types.StringPointerValue(p.Name),
		Picture:             types.StringPointerValue(p.Picture),
		CreatedAt:           instant(p.CreatedAt),
		UpdatedAt:           instant(p.UpdatedAt),
	}
}

func cloudflareParticipantAttributes() attributes {
	return attributes{
		"id":                    shownString("The participant's id: the `participant_id` of a token."),
		"custom_participant_id": shownString("The id under which the participant was added, which is your own."),
		"preset_name":           shownString("The preset that says what the participant may do."),
		"name":                  shownString("The name that others see; null if none was given."),
		"picture":               shownString("The URL of the picture that others see; null if none was given."),
		"created_at":            shownString("When the participant was added, in RFC 3339."),
		"updated_at":            shownString("When the participant was last changed, in RFC 3339."),
	}
}

// participantScopeAttributes say whose participants are meant.
func participantScopeAttributes() attributes {
	return attributes{
		"account_id": accountIDAttribute(),
		"app_id":     appIDAttribute(),
		"meeting_id": dataschema.StringAttribute{
			MarkdownDescription: "The meeting that participants were added to.",
			Required:            true,
			Validators:          parses("a UUID", parseUUID),
		},
	}
}

type cloudflareParticipantLookup struct {
	AccountID types.String `tfsdk:"account_id"`
	AppID     types.String `tfsdk:"app_id"`
	MeetingID types.String `tfsdk:"meeting_id"`
	cloudflareParticipant
}

func cloudflareParticipantDefinition() definition[cloudflareParticipantLookup] {
	return definition[cloudflareParticipantLookup]{
		name: "cloudflare_participant",
		summary: "Finds one participant of a Cloudflare RealtimeKit meeting, by its id or by the `custom_participant_id` " +
			"that you gave. Cloudflare has no search for the latter: all participants of the meeting are read.",
		attributes: with(cloudflareParticipantAttributes(), participantScopeAttributes(), attributes{
			"id": idKey("The participant's id: the `participant_id` of a token.",
				"custom_participant_id", "a UUID", parseUUID),
			"custom_participant_id": nameKey("The id under which the participant was added, which is your own."),
		}),
		fetch: func(ctx context.Context, from *vendors, model *cloudflareParticipantLookup) error {
			client, accountID, err := from.cloudflare(model.AccountID)
			if err != nil {
				return err
			}
			model.AccountID = types.StringValue(accountID)
			model.cloudflareParticipant, err = findCloudflareParticipant(ctx, client, *model)
			return err
		},
	}
}

func findCloudflareParticipant(ctx context.Context, client *cloudflare.Client, wanted cloudflareParticipantLookup) (cloudflareParticipant, error) {
	where := cloudflare.Participant{
		AccountID:     wanted.AccountID.ValueString(),
		AppID:         wanted.AppID.ValueString(),
		MeetingID:     wanted.MeetingID.ValueString(),
		ParticipantID: wanted.ID.ValueString(),
	}
	if where.ParticipantID != "" {
		participant, err := client.GetMeetingParticipant(ctx, where)
		return newCloudflareParticipant(participant), err
	}
	participants, err := client.ListMeetingParticipants(ctx, where.AccountID, where.AppID, where.MeetingID, cloudflare.ParticipantFilter{})
	if err != nil {
		return cloudflareParticipant{}, err
	}
	return search[cloudflareParticipant]{
		kind: "participant", kinds: "participants", key: "custom_participant_id", wanted: wanted.CustomParticipantID,
		describe: func(p cloudflareParticipant) candidate {
			return candidate{id: p.ID, key: p.CustomParticipantID, details: []detail{
				{"name", p.Name}, {"preset_name", p.PresetName}, {"created_at", p.CreatedAt},
			}}
		},
	}.one(each(participants, newCloudflareParticipant))
}
