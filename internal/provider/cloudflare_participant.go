package provider

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/advice"
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
				return client.ListMeetingParticipants(ctx, in.account(), in.app(), in.meeting(), cloudflare.ParticipantFilter{Longest: most})
			})
	})
}

// managedParticipant is a participant that Terraform manages.
type managedParticipant struct {
	inMeeting
	ID                  types.String `tfsdk:"id"`
	CustomParticipantID types.String `tfsdk:"custom_participant_id"`
	PresetName          types.String `tfsdk:"preset_name"`
}

type participantOperation = operation[managedParticipant, cloudflare.MeetingParticipant]

func cloudflareParticipantResource() *managed[managedParticipant, cloudflare.MeetingParticipant] {
	return &managed[managedParticipant, cloudflare.MeetingParticipant]{
		name: "cloudflare_participant",
		summary: "Adds a participant to a Cloudflare RealtimeKit meeting and manages it. Destroying the resource removes the " +
			"participant from the running session and revokes all of its tokens. There is no other way to revoke a token.",
		identity: []string{"account_id", "app_id", "meeting_id", "id"},
		replace:  []string{"custom_participant_id", "preset_name"},
		attributes: with(inMeetingAttributes(), cloudflareParticipantSettingsAttributes().trimmed("custom_participant_id").
			withRole(required, "custom_participant_id", "preset_name", "name").withRole(optional, "picture")),
		plan:   planCloudflareParticipant,
		create: createCloudflareParticipant,
		read:   readCloudflareParticipant,
		update: func(ctx context.Context, o *participantOperation) (cloudflare.MeetingParticipant, error) {
			client, err := o.from.cloudflareFor(&o.model.inAccount)
			if err != nil {
				return cloudflare.MeetingParticipant{}, err
			}
			participant, err := client.EditParticipant(ctx, o.model.participant(o.model.ID.ValueString()), o.write)
			if err == nil {
				listed := participant
				if !listed.Has("custom_participant_id") { // by which creates look for it; an update cannot change it
					listed.CustomParticipantID = o.model.CustomParticipantID.ValueStringPointer()
				}
				o.from.participantsOf(client, o.model.inMeeting).Put(listed)
			}
			return participant, err
		},
		delete: removeCloudflareParticipant,
		list: lister[managedParticipant, cloudflare.MeetingParticipant]{
			title: "custom_participant_id", attributes: inMeetingAttributes(), summary: "Lists the participants of a Cloudflare RealtimeKit meeting.",
			find: func(ctx context.Context, from *vendors, read func(any) error, most int) (managedParticipant, []cloudflare.MeetingParticipant, error) {
				var in inMeeting
				if err := read(&in); err != nil {
					return managedParticipant{}, nil, err
				}
				participants, err := from.listParticipants(ctx, &in, most)
				return managedParticipant{inMeeting: in}, participants, err
			},
		},
	}
}

// planCloudflareParticipant checks the preset of a participant that is new or replaced, and the meeting that it moves to. A
// replacement deletes before it creates, and would fail halfway.
func planCloudflareParticipant(ctx context.Context, o *participantOperation) error {
	if !o.known || !o.moved && (!o.new || o.model.PresetName.IsUnknown()) {
		return nil
	}
	client, err := o.from.cloudflareFor(&o.model.inAccount)
	switch in := o.model.inMeeting; {
	case err != nil:
	case o.moved:
		_, err = client.GetMeeting(ctx, in.account(), in.app(), in.meeting())
	default:
		err = o.from.checkPreset(ctx, client, in.inApp, o.model.PresetName.ValueString())
	}
	return err
}

func createCloudflareParticipant(ctx context.Context, o *participantOperation) (cloudflare.MeetingParticipant, error) {
	client, err := o.from.cloudflareFor(&o.model.inAccount)
	if err == nil { // the plan could not know everything
		err = o.from.checkPreset(ctx, client, o.model.inApp, o.model.PresetName.ValueString())
	}
	if err != nil {
		return cloudflare.MeetingParticipant{}, err
	}
	in, custom := o.model.inMeeting, o.model.CustomParticipantID.ValueString()
	list := o.from.participantsOf(client, in)
	participant, err := create.Once(ctx, &o.from.keys, create.Object[cloudflare.MeetingParticipant]{
		Key: participantKey(in, custom), Thing: "participant", Attribute: "custom_participant_id", Unique: true,
		Look: func(ctx context.Context, fresh bool) ([]cloudflare.MeetingParticipant, error) {
			read := list.Cached
			if fresh {
				read = list.Fresh
			}
			all, err := read(ctx)
			return slices.DeleteFunc(all, func(p cloudflare.MeetingParticipant) bool { return !named(p.CustomParticipantID, custom) }), err
		},
		Send: func(ctx context.Context) (cloudflare.MeetingParticipant, error) {
			return client.AddParticipant(ctx, in.participant(""), o.write)
		},
		ID:       func(p cloudflare.MeetingParticipant) string { return p.ID },
		AsSent:   o.asSent,
		Conflict: cloudflare.Conflict,
		Warn:     o.warn,
	})
	if err == nil {
		list.Put(participant)
	}
	return participant, err
}

// readCloudflareParticipant reads the whole list of a meeting, if it is not too long, once for all of its participants.
func readCloudflareParticipant(ctx context.Context, o *participantOperation) (cloudflare.MeetingParticipant, error) {
	client, err := o.from.cloudflareFor(&o.model.inAccount)
	if err != nil {
		return cloudflare.MeetingParticipant{}, err
	}
	participant, found := o.from.participantsOf(client, o.model.inMeeting).Get(ctx, o.model.ID.ValueString())
	if !found {
		participant, err = client.GetMeetingParticipant(ctx, o.model.participant(o.model.ID.ValueString()))
	}
	if err == nil && o.model.PresetName.IsNull() {
		participant = o.from.withPresetName(ctx, client, o.model.inApp, participant)
	}
	return participant, err
}

// removeCloudflareParticipant deletes the participant, which revokes its tokens but removes nobody from a session. So it
// kicks first, and again afterwards in case the participant rejoined in between.
func removeCloudflareParticipant(ctx context.Context, o *participantOperation) error {
	client, err := o.from.cloudflareFor(&o.model.inAccount)
	if err != nil {
		return err
	}
	in, at := o.model.inMeeting, o.model.participant(o.model.ID.ValueString())
	done := o.from.keys.Deleting(participantKey(in, o.model.CustomParticipantID.ValueString()), at.ParticipantID)
	kick := func() (*int, error) { return client.KickParticipants(ctx, at, []string{at.ParticipantID}, nil) }
	kicked, kickErr := kick()
	if err := client.DeleteMeetingParticipant(ctx, at); err != nil && !gone(err) {
		done(err)
		return err
	}
	o.from.participantsOf(client, in).Remove(at.ParticipantID)
	done(nil)
	if kickErr == nil && (kicked == nil || *kicked > 0) {
		_, kickErr = kick()
	}
	if kickErr != nil && !gone(kickErr) {
		_, summary, detail := advice.Explain(kickErr)
		o.warn("The participant may still be in the session", "The provider deleted the participant, and their tokens no longer work. "+
			"It could not remove the participant from the running session: whoever is there can stay until it ends.\n\n"+summary+".\n"+detail)
	}
	return nil
}

func participantKey(in inMeeting, custom string) create.Key {
	return create.Key{Type: "cloudflare_participant", Scope: in.path(), Value: custom}
}
