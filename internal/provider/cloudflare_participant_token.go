package provider

import (
	"context"

	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/jwt"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

type cloudflareParticipantToken struct {
	inMeeting
	ParticipantID types.String `tfsdk:"participant_id"`
}

// participantToken is a minted token, alone or one of many.
type participantToken struct {
	Token          string    `json:"token"`
	TokenExpiresAt rest.Time `json:"token_expires_at"`
}

func cloudflareParticipantTokenDefinition() definition[cloudflareParticipantToken] {
	return definition[cloudflareParticipantToken]{
		name: "cloudflare_participant_token",
		summary: "Mints an authentication token for a participant of a Cloudflare RealtimeKit meeting. " +
			"Each token is valid for 100 days. Earlier tokens stay valid.",
		attributes: with(inMeetingAttributes(), participantTokenAttributes(), attributes{
			"participant_id": participantIDAttribute(),
		}),
		fetch: func(ctx context.Context, from *vendors, model *cloudflareParticipantToken) (any, error) {
			client, err := from.cloudflareFor(&model.inAccount)
			if err != nil {
				return nil, err
			}
			return mintParticipantToken(ctx, client, model.participant(model.ParticipantID.ValueString()))
		},
	}
}

func participantTokenAttributes() attributes {
	return attributes{
		"token": resourceschema.StringAttribute{
			MarkdownDescription: "Authentication token, a JWT. Pass it to the RealtimeKit SDK as `authToken`.",
			Computed:            true,
			Sensitive:           true,
		},
		"token_expires_at": computedString("Expiry time of the token, in RFC 3339, decoded from the token. Null if the token cannot be decoded."),
	}
}

func mintParticipantToken(ctx context.Context, client *cloudflare.Client, of cloudflare.Participant) (participantToken, error) {
	token, err := client.RefreshParticipantToken(ctx, of)
	if err != nil {
		return participantToken{}, err
	}
	return participantToken{Token: token, TokenExpiresAt: expiry(token)}, nil
}

// expiry decodes the expiry time from the token, because Cloudflare's response lacks it. A token that cannot be decoded
// may still work.
func expiry(token string) rest.Time {
	decoded, err := jwt.Decode(token)
	if err != nil {
		return rest.Time{}
	}
	at, _ := decoded.ExpiresAt()
	return rest.Time{Time: at}
}

type cloudflareParticipantTokens struct {
	inMeeting
	ParticipantIDs map[string]string `tfsdk:"participant_ids"`
}

func cloudflareParticipantTokensDefinition() definition[cloudflareParticipantTokens] {
	return definition[cloudflareParticipantTokens]{
		name: "cloudflare_participant_tokens",
		summary: "Mints authentication tokens for many participants of a Cloudflare RealtimeKit meeting: all of " +
			"them, or none. Use it for more than ten tokens: it is faster than `for_each`.",
		attributes: with(inMeetingAttributes(), attributes{
			"participant_ids": idsAttribute("Your own keys, mapped to Cloudflare's participant IDs. An ID under two keys gets a token for each."),
			"tokens":          tokensAttribute("participant_ids", participantTokenAttributes()),
		}),
		fetch: func(ctx context.Context, from *vendors, model *cloudflareParticipantTokens) (any, error) {
			if len(model.ParticipantIDs) == 0 {
				return noTokens(nil), nil
			}
			client, err := from.cloudflareFor(&model.inAccount)
			if err != nil {
				return nil, err
			}
			return mintAll(ctx, from, model.ParticipantIDs, func(ctx context.Context, id string) (participantToken, error) {
				return mintParticipantToken(ctx, client, model.participant(id))
			})
		},
		withhold: func(model cloudflareParticipantTokens) any { return noTokens(model.ParticipantIDs) },
	}
}
