package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

type cloudflareParticipantTokens struct {
	inMeeting
	ParticipantIDs map[string]string           `tfsdk:"participant_ids"`
	Tokens         map[string]participantToken `tfsdk:"tokens"`
}

func cloudflareParticipantTokensDefinition() definition[cloudflareParticipantTokens] {
	return definition[cloudflareParticipantTokens]{
		name: "cloudflare_participant_tokens",
		summary: "Mints authentication tokens for many participants of a Cloudflare RealtimeKit meeting: all of " +
			"them, or none. One block for 500 tokens is one node of Terraform's graph. 500 blocks are 500 nodes.",
		attributes: with(inMeetingAttributes(), attributes{
			"participant_ids": idsAttribute("Your own keys, mapped to Cloudflare's participant IDs. An ID under two keys gets a token for each."),
			"tokens":          tokensAttribute("participant_ids", participantTokenAttributes()),
		}),
		fetch: func(ctx context.Context, from *vendors, model *cloudflareParticipantTokens) error {
			model.Tokens = map[string]participantToken{}
			if len(model.ParticipantIDs) == 0 {
				return nil
			}
			return onCloudflare(func(ctx context.Context, client *cloudflare.Client, accountID string, model *cloudflareParticipantTokens) error {
				var err error
				model.Tokens, err = mintAll(ctx, from, model.ParticipantIDs, func(ctx context.Context, id string) (participantToken, error) {
					return mintParticipantToken(ctx, client, cloudflare.Participant{
						AccountID:     accountID,
						AppID:         model.AppID.ValueString(),
						MeetingID:     model.MeetingID.ValueString(),
						ParticipantID: id,
					})
				})
				return err
			})(ctx, from, model)
		},
		withhold: func(model *cloudflareParticipantTokens) {
			model.Tokens = blanks[participantToken](model.ParticipantIDs)
		},
	}
}

// idsAttribute is the argument of a block of many tokens.
func idsAttribute(description string) resourceschema.MapAttribute {
	return resourceschema.MapAttribute{
		MarkdownDescription: description,
		Required:            true,
		ElementType:         types.StringType,
		Validators: []validator.Map{
			mapvalidator.NoNullValues(),
			mapvalidator.ValueStringsAre(parses("a UUID", parseUUID)...),
		},
	}
}

// tokensAttribute is the result of a block of many tokens.
func tokensAttribute(input string, of attributes) resourceschema.MapNestedAttribute {
	return resourceschema.MapNestedAttribute{
		MarkdownDescription: "The tokens, under the keys of `" + input + "`. In an ephemeral resource that does not mint, the keys " +
			"are present and their values are null.",
		Computed:     true,
		NestedObject: resourceschema.NestedAttributeObject{Attributes: of},
	}
}
