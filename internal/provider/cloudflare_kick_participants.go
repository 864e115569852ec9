package provider

import (
	"context"
	"errors"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

type cloudflareKickParticipants struct {
	inMeeting
	ParticipantIDs       []string `tfsdk:"participant_ids"`
	CustomParticipantIDs []string `tfsdk:"custom_participant_ids"`
}

func cloudflareKickParticipantsDefinition() actionDefinition[cloudflareKickParticipants] {
	atLeastOne := setvalidator.AtLeastOneOf(path.MatchRoot("participant_ids"), path.MatchRoot("custom_participant_ids"))
	return actionDefinition[cloudflareKickParticipants]{
		name: "cloudflare_kick_participants",
		summary: "Removes participants from the running session of a Cloudflare RealtimeKit meeting. The others stay. " +
			"Tokens stay valid, and can be used to join again.",
		attributes: with(inMeetingAttributes(), attributes{
			"participant_ids": resourceschema.SetAttribute{
				MarkdownDescription: "Cloudflare's IDs of the participants. Set this, `custom_participant_ids`, or both.",
				ElementType:         types.StringType,
				Optional:            true,
				Validators:          []validator.Set{atLeastOne, setvalidator.SizeAtLeast(1), setvalidator.NoNullValues(), setvalidator.ValueStringsAre(isUUID()...)},
			},
			"custom_participant_ids": resourceschema.SetAttribute{
				MarkdownDescription: "Your own IDs of the participants.",
				ElementType:         types.StringType,
				Optional:            true,
				Validators:          []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.NoNullValues(), setvalidator.ValueStringsAre(notEmpty())},
			},
		}),
		run: kickParticipants,
	}
}

func kickParticipants(ctx context.Context, from *vendors, model *cloudflareKickParticipants) (string, error) {
	if err := model.check(); err != nil {
		return "", err
	}
	client, err := from.cloudflareFor(&model.inAccount)
	if err != nil {
		return "", err
	}
	kicked, err := client.KickParticipants(ctx, model.participant(""), model.ParticipantIDs, model.CustomParticipantIDs)
	if gone(err) { // no session, or no meeting: only one of them is a success
		_, err = client.GetMeeting(ctx, model.account(), model.app(), model.meeting())
		kicked = new(int)
	}
	meeting := "meeting " + model.meeting()
	switch {
	case err != nil:
		return "", err
	case kicked == nil:
		return "Asked Cloudflare to remove them from " + meeting + ".", nil
	case *kicked == 0:
		return "None of them was in " + meeting + ".", nil
	}
	return kickedMessage(kicked, meeting), nil
}

// check is for values that are known only at apply, which the validators do not see.
func (m *cloudflareKickParticipants) check() error {
	ids, custom := m.ParticipantIDs, m.CustomParticipantIDs
	switch {
	case ids == nil && custom == nil, ids != nil && len(ids) == 0:
		return &inputError{attribute: "participant_ids", err: errors.New("must name at least one participant")}
	case custom != nil && len(custom) == 0 || slices.Contains(custom, ""):
		return &inputError{attribute: "custom_participant_ids", err: errors.New("must name at least one participant, and no empty ID")}
	}
	for _, id := range ids {
		if _, err := parseUUID(id); err != nil {
			return &inputError{attribute: "participant_ids", err: err}
		}
	}
	return nil
}
