package provider

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

type cloudflareKickParticipants struct {
	inMeeting
	ParticipantIDs       []*string `tfsdk:"participant_ids"`
	CustomParticipantIDs []*string `tfsdk:"custom_participant_ids"`
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
				Validators: []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.NoNullValues(), setvalidator.ValueStringsAre(notEmpty()),
					setvalidator.ValueStringsAre(isTrimmed()...)},
			},
		}),
		run: kickParticipants,
	}
}

func kickParticipants(ctx context.Context, from *vendors, model *cloudflareKickParticipants) (string, error) {
	ids, custom, err := model.named()
	if err != nil {
		return "", err
	}
	client, err := from.cloudflareFor(&model.inAccount)
	if err != nil {
		return "", err
	}
	kicked, err := client.KickParticipants(ctx, model.participant(""), ids, custom)
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

// named are the IDs. It checks values that are known only at apply, which the validators do not see.
func (m *cloudflareKickParticipants) named() (ids, custom []string, err error) {
	if m.ParticipantIDs == nil && m.CustomParticipantIDs == nil {
		return nil, nil, &inputError{attribute: "participant_ids", err: errors.New("must name at least one participant")}
	}
	if ids, err = checkEach("participant_ids", m.ParticipantIDs, parseUUID); err == nil {
		custom, err = checkEach("custom_participant_ids", m.CustomParticipantIDs, parseTrimmed)
	}
	return ids, custom, err
}

func checkEach(attribute string, ids []*string, parse func(string) (string, error)) ([]string, error) {
	if ids != nil && len(ids) == 0 {
		return nil, &inputError{attribute: attribute, err: errors.New("must name at least one participant")}
	}
	var texts []string
	for _, id := range ids {
		if id == nil || *id == "" {
			return nil, &inputError{attribute: attribute, err: errors.New("must not contain null or an empty ID")}
		}
		if _, err := parse(*id); err != nil {
			return nil, &inputError{attribute: attribute, err: err}
		}
		texts = append(texts, *id)
	}
	return texts, nil
}
