package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/create"
)

// cloudflareParticipantSettingsAttributes are those that the data sources and the resource share.
func cloudflareParticipantSettingsAttributes() attributes {
	return attributes{
		"id":                    computedString("Cloudflare's ID of the participant, the `participant_id` of a token.", isUUID()...),
		"custom_participant_id": computedString("Your own ID of the participant.", notEmpty()),
		"preset_name":           computedString("Name of the preset, which sets what the participant may do.", notEmpty()),
		"name":                  computedString("Name that others see."),
		"picture":               computedString("https URL of the picture that others see. Null if none was set.", parses("an https URL", parseHTTPSURL)...),
		"created_at":            computedString("Creation time of the participant, in RFC 3339."),
	}
}

func cloudflareParticipantAttributes() attributes {
	return with(cloudflareParticipantSettingsAttributes(), attributes{
		"updated_at": computedString("Time of the last change of the participant, in RFC 3339."),
	})
}

func describeCloudflareParticipant(p cloudflare.MeetingParticipant) candidate {
	return candidate{id: p.ID, key: types.StringPointerValue(p.CustomParticipantID), details: []detail{
		{"name", types.StringPointerValue(p.Name)}, {"preset_name", types.StringPointerValue(p.PresetName)}, {"created_at", instant(p.CreatedAt)},
	}}
}

type cloudflareParticipantLookup struct {
	inMeeting
	ID                  types.String `tfsdk:"id"`
	CustomParticipantID types.String `tfsdk:"custom_participant_id"`
}

func cloudflareParticipantDefinition() definition[cloudflareParticipantLookup] {
	return definition[cloudflareParticipantLookup]{
		name: "cloudflare_participant",
		summary: "Finds one participant of a Cloudflare RealtimeKit meeting, by ID or `custom_participant_id`. " +
			"Cloudflare cannot search by `custom_participant_id`, so the provider reads all participants of the meeting.",
		attributes: with(inMeetingAttributes(), cloudflareParticipantAttributes().lookupBy("custom_participant_id")),
		fetch: func(ctx context.Context, from *vendors, model *cloudflareParticipantLookup) (any, error) {
			client, err := from.cloudflareFor(&model.inAccount)
			if err != nil {
				return nil, err
			}
			everybody := from.participantsOf(client, model.inMeeting)
			return search[cloudflare.MeetingParticipant]{
				thing: "participant", key: "custom_participant_id", id: model.ID, name: model.CustomParticipantID,
				get: func(id string) (cloudflare.MeetingParticipant, error) {
					return client.GetMeetingParticipant(ctx, model.participant(id))
				},
				list: func(custom string) ([]cloudflare.MeetingParticipant, error) {
					return everybody.CachedWith(ctx, func(p cloudflare.MeetingParticipant) bool { return named(p.CustomParticipantID, custom) })
				},
				describe: describeCloudflareParticipant,
			}.find()
		},
	}
}

func cloudflareParticipantsDefinition() definition[inMeeting] {
	return definition[inMeeting]{
		name:    "cloudflare_participants",
		summary: "Lists all participants of a Cloudflare RealtimeKit meeting, whether or not they have joined.",
		attributes: with(inMeetingAttributes(), attributes{
			"participants": computedList("The participants, in Cloudflare's order.", cloudflareParticipantAttributes()),
		}),
		fetch: func(ctx context.Context, from *vendors, in *inMeeting) (any, error) {
			participants, err := from.listParticipants(ctx, in, 0)
			return map[string]any{"participants": participants}, err
		},
	}
}

func (v *vendors) listParticipants(ctx context.Context, in *inMeeting, most int) ([]cloudflare.MeetingParticipant, error) {
	client, err := v.cloudflareFor(&in.inAccount)
	if err != nil {
		return nil, err
	}
	return client.ListMeetingParticipants(ctx, in.account(), in.app(), in.meeting(), cloudflare.ParticipantFilter{Most: most})
}

// participantsOf is the list of a meeting's participants that all blocks share.
func (v *vendors) participantsOf(client *cloudflare.Client, in inMeeting) *create.List[cloudflare.MeetingParticipant] {
	return v.participants.Of(in.path(), func() *create.List[cloudflare.MeetingParticipant] {
		return create.NewList(func(p cloudflare.MeetingParticipant) string { return p.ID },
			func(ctx context.Context, most int) ([]cloudflare.MeetingParticipant, error) {
				return client.ListMeetingParticipants(ctx, in.account(), in.app(), in.meeting(), cloudflare.ParticipantFilter{Few: most})
			})
	})
}
