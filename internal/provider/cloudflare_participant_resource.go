package provider

import (
	"context"
	"errors"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/advice"
	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/create"
)

type managedParticipant struct {
	inMeeting
	cloudflareParticipantSettings
}

type participantOperation = operation[managedParticipant]

func cloudflareParticipantResource() managed[managedParticipant] {
	return managed[managedParticipant]{
		name: "cloudflare_participant",
		summary: "Adds a participant to a Cloudflare RealtimeKit meeting and manages it. Destroying the resource removes the " +
			"participant from the running session and revokes all of its tokens. There is no other way to revoke a token.",
		identity: []string{"account_id", "app_id", "meeting_id", "id"},
		replace:  []string{"custom_participant_id", "preset_name"},
		attributes: with(inMeetingAttributes(), cloudflareParticipantSettingsAttributes().
			withRole(required, "custom_participant_id", "preset_name", "name").withRole(optional, "picture")),
		plan:   planCloudflareParticipant,
		create: managedOnCloudflare(createCloudflareParticipant),
		read:   managedOnCloudflare(readCloudflareParticipant),
		update: managedOnCloudflare(func(ctx context.Context, client *cloudflare.Client, o *participantOperation) error {
			return keptParticipant(o, client)(client.EditParticipant(ctx, o.model.address(), o.write))
		}),
		delete: managedOnCloudflare(removeCloudflareParticipant),
		list: listedBy("custom_participant_id", "Lists the participants of a Cloudflare RealtimeKit meeting.", inMeetingAttributes(),
			func(ctx context.Context, from *vendors, in *inMeeting, most int) ([]found[managedParticipant], error) {
				client, accountID, err := from.cloudflare(in.AccountID)
				if err != nil {
					return nil, err
				}
				participants, err := client.ListMeetingParticipants(ctx, accountID, in.AppID.ValueString(), in.MeetingID.ValueString(),
					cloudflare.ParticipantFilter{Most: most})
				in.AccountID = types.StringValue(accountID)
				return each(participants, func(p cloudflare.MeetingParticipant) found[managedParticipant] {
					return found[managedParticipant]{managedParticipant{*in, newCloudflareParticipantSettings(p)}, p.Given}
				}), err
			}),
	}
}

// planCloudflareParticipant checks the preset of a participant that is new or replaced. A replacement deletes before
// it creates, and would fail halfway.
func planCloudflareParticipant(ctx context.Context, o *participantOperation) error {
	if !o.new || !o.known || o.model.PresetName.IsUnknown() {
		return nil
	}
	err := managedOnCloudflare(knownPreset)(ctx, o)
	if later, ok := errors.AsType[*settingError](err); ok && later.unknown { // until apply
		return nil
	}
	return err
}

// knownPreset is an error for a preset that the app does not have. The vendor does not document what it does with one.
func knownPreset(ctx context.Context, client *cloudflare.Client, o *participantOperation) error {
	wanted := func(p cloudflare.Preset) bool { return named(p.Name, o.model.PresetName.ValueString()) }
	presets, err := o.from.presetsOf(client, o.model.inApp).CachedWith(ctx, wanted)
	if err != nil || slices.ContainsFunc(presets, wanted) {
		return err
	}
	names := each(presets, func(p cloudflare.Preset) string { return types.StringPointerValue(p.Name).ValueString() })
	slices.Sort(names)
	return &unknownPresetError{names: names}
}

// unknownPresetError is a preset that the app does not have.
type unknownPresetError struct{ names []string }

func (e *unknownPresetError) Error() string { return "the app has no such preset" }

// Explain explains the error.
func (e *unknownPresetError) Explain() (attribute, summary, detail string) {
	detail = "The app has no presets."
	if len(e.names) > 0 {
		detail = "The app has these presets: " + advice.Names(e.names) + "."
	}
	return "preset_name", "The app has no preset of this name", detail + "\n\nWhat to do: set preset_name to the name of a preset of " +
		"this app; names are case-sensitive. Or create the preset in Cloudflare's dashboard."
}

func createCloudflareParticipant(ctx context.Context, client *cloudflare.Client, o *participantOperation) error {
	if err := knownPreset(ctx, client, o); err != nil { // the plan could not know everything
		return err
	}
	at, custom := o.model.address(), o.model.CustomParticipantID.ValueString()
	list := o.from.participantsOf(client, at)
	return keptParticipant(o, client)(create.Once(ctx, &o.from.keys, create.Object[cloudflare.MeetingParticipant]{
		Key: participantKey(at, custom), Thing: "participant", Attribute: "custom_participant_id", Unique: true,
		Look: func(ctx context.Context, fresh bool) ([]cloudflare.MeetingParticipant, error) {
			read := list.Cached
			if fresh {
				read = list.Fresh
			}
			all, err := read(ctx)
			return slices.DeleteFunc(all, func(p cloudflare.MeetingParticipant) bool { return !named(p.CustomParticipantID, custom) }), err
		},
		Send: func(ctx context.Context) (cloudflare.MeetingParticipant, error) {
			return client.AddParticipant(ctx, at, o.write)
		},
		ID: func(p cloudflare.MeetingParticipant) string { return p.ID },
		AsSent: func(p cloudflare.MeetingParticipant) bool {
			return o.asSent(managedParticipant{o.model.inMeeting, newCloudflareParticipantSettings(p)}, p.Given)
		},
		ImportID: func(id string) string { return joined(at.AccountID, at.AppID, at.MeetingID) + "/" + id },
		Conflict: cloudflare.Conflict,
		Warn:     o.warn,
	}))
}

// readCloudflareParticipant reads the whole list of a meeting, if it is not too long, once for all of its participants.
func readCloudflareParticipant(ctx context.Context, client *cloudflare.Client, o *participantOperation) error {
	at := o.model.address()
	if participant, found := o.from.participantsOf(client, at).Get(ctx, at.ParticipantID); found {
		return tookParticipant(o)(participant, nil)
	}
	return tookParticipant(o)(client.GetMeetingParticipant(ctx, at))
}

// removeCloudflareParticipant deletes the participant, which revokes its tokens but removes nobody from a session. So it
// kicks first, and again afterwards in case the participant rejoined in between.
func removeCloudflareParticipant(ctx context.Context, client *cloudflare.Client, o *participantOperation) error {
	at := o.model.address()
	done := o.from.keys.Deleting(participantKey(at, o.model.CustomParticipantID.ValueString()), at.ParticipantID)
	kick := func() (*int, error) { return client.KickParticipants(ctx, at, []string{at.ParticipantID}, nil) }
	kicked, kickErr := kick()
	if err := client.DeleteMeetingParticipant(ctx, at); err != nil && !gone(err) {
		done(err)
		return err
	}
	o.from.participantsOf(client, at).Remove(at.ParticipantID)
	done(nil)
	if kickErr == nil && (kicked == nil || *kicked > 0) {
		_, kickErr = kick()
	}
	if kickErr != nil && !gone(kickErr) {
		o.warnings = append(o.warnings, mayStillBeThere(kickErr))
	}
	return nil
}

// mayStillBeThere is for a deleted participant who could not be removed from a session.
func mayStillBeThere(err error) warning {
	_, summary, detail := advice.Explain(err)
	return warning{"The participant may still be in the session",
		"The provider deleted the participant, and their tokens no longer work. It could not remove the participant from the " +
			"running session: whoever is there can stay until it ends.\n\n" + summary + ".\n" + detail}
}

func participantKey(at cloudflare.Participant, custom string) create.Key {
	return create.Key{Type: "cloudflare_participant", Scope: joined(at.AccountID, at.AppID, at.MeetingID), Value: custom}
}

// address names the participant, or before it is created, its meeting.
func (p managedParticipant) address() cloudflare.Participant {
	return cloudflare.Participant{
		AccountID: p.AccountID.ValueString(), AppID: p.AppID.ValueString(), MeetingID: p.MeetingID.ValueString(), ParticipantID: p.ID.ValueString(),
	}
}

// participantsOf is the list of a meeting's participants that all blocks share.
func (v *vendors) participantsOf(client *cloudflare.Client, in cloudflare.Participant) *create.List[cloudflare.MeetingParticipant] {
	return v.participants.Of(joined(in.AccountID, in.AppID, in.MeetingID), func() *create.List[cloudflare.MeetingParticipant] {
		return create.NewList(func(p cloudflare.MeetingParticipant) string { return p.ID },
			func(ctx context.Context, most int) ([]cloudflare.MeetingParticipant, error) {
				return client.ListMeetingParticipants(ctx, in.AccountID, in.AppID, in.MeetingID, cloudflare.ParticipantFilter{Few: most})
			})
	})
}

// presetsOf is the list of an app's presets that all blocks share.
func (v *vendors) presetsOf(client *cloudflare.Client, in inApp) *create.List[cloudflare.Preset] {
	accountID, appID := in.AccountID.ValueString(), in.AppID.ValueString()
	return v.presets.Of(joined(accountID, appID), func() *create.List[cloudflare.Preset] {
		return create.NewList(func(p cloudflare.Preset) string { return p.ID },
			func(ctx context.Context, _ int) ([]cloudflare.Preset, error) {
				return client.ListPresets(ctx, accountID, appID, "")
			})
	})
}

// tookParticipant puts a response into the model.
func tookParticipant(o *participantOperation) func(cloudflare.MeetingParticipant, error) error {
	return func(participant cloudflare.MeetingParticipant, err error) error {
		if err == nil {
			o.model.cloudflareParticipantSettings, o.given = newCloudflareParticipantSettings(participant), participant.Given
		}
		return err
	}
}

// keptParticipant puts a response into the model, and into the list that all blocks share.
func keptParticipant(o *participantOperation, client *cloudflare.Client) func(cloudflare.MeetingParticipant, error) error {
	return func(participant cloudflare.MeetingParticipant, err error) error {
		if err == nil {
			o.from.participantsOf(client, o.model.address()).Put(participant)
		}
		return tookParticipant(o)(participant, err)
	}
}
