package provider

import (
	"context"
	"errors"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/advice"
	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/create"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// cloudflareMeetingSettingsAttributes are those that the data sources and the resource share.
func cloudflareMeetingSettingsAttributes() attributes {
	return attributes{
		"id":    computedString("ID of the meeting, the `meeting_id` of participants and tokens.", isUUID()...),
		"title": computedString("Title of the meeting.", notEmpty()),
		"status": resourceschema.StringAttribute{
			MarkdownDescription: "`ACTIVE` or `INACTIVE`. Nobody can join an `INACTIVE` meeting. Cloudflare still mints tokens for it, which work " +
				"when the meeting is `ACTIVE` again.",
			Computed:   true,
			Default:    stringdefault.StaticString("ACTIVE"),
			Validators: []validator.String{stringvalidator.OneOf("ACTIVE", "INACTIVE")},
		},
		"persist_chat":         computedFlag("Whether Cloudflare keeps the chat for a week.", false),
		"record_on_start":      computedFlag("Whether recording starts when the first participant joins.", false),
		"live_stream_on_start": computedFlag("Whether live streaming starts with the meeting.", false),
		"summarize_on_end":     computedFlag("Whether Cloudflare makes a summary from the transcripts. Requires `transcribe_on_end`.", false),
		"transcribe_on_end":    computedFlag("Whether Cloudflare makes transcripts when the meeting ends.", false),
		"session_keep_alive_time_in_secs": withDefault(60,
			wholeNumber("Seconds that a session stays open after the last participant leaves, 60 to 600.", 60, 600)),
		"created_at": computedString("Creation time of the meeting, in RFC 3339."),
	}
}

func cloudflareMeetingAttributes() attributes {
	return with(cloudflareMeetingSettingsAttributes(), attributes{
		"recording_config": cloudflareRecordingConfigAttribute(),
		"updated_at":       computedString("Time of the last change of the meeting, in RFC 3339."),
	})
}

func describeCloudflareMeeting(m cloudflare.Meeting) candidate {
	status := types.StringPointerValue(m.Status)
	return candidate{
		id: m.ID, key: types.StringPointerValue(m.Title), inactive: status.ValueString() == "INACTIVE",
		details: []detail{{"status", status}, {"created_at", instant(m.CreatedAt)}, {"updated_at", instant(m.UpdatedAt)}},
	}
}

type cloudflareMeetingLookup struct {
	inApp
	ID    types.String `tfsdk:"id"`
	Title types.String `tfsdk:"title"`
}

func cloudflareMeetingDefinition() definition[cloudflareMeetingLookup] {
	return definition[cloudflareMeetingLookup]{
		name: "cloudflare_meeting",
		summary: "Finds one meeting of a Cloudflare RealtimeKit app, by ID or title. Titles need not be unique: " +
			"a single `ACTIVE` meeting wins over `INACTIVE` meetings of the same title. If several still match, the error " +
			"lists them.",
		attributes: with(inAppAttributes(), cloudflareMeetingAttributes().lookupBy("title"), attributes{
			"ai_config": cloudflareAIConfigAttribute(), // Cloudflare returns it only for a single meeting
		}),
		fetch: func(ctx context.Context, from *vendors, model *cloudflareMeetingLookup) (any, error) {
			client, err := from.cloudflareFor(&model.inAccount)
			if err != nil {
				return nil, err
			}
			return search[cloudflare.Meeting]{
				thing: "meeting", key: "title", id: model.ID, name: model.Title,
				get: func(id string) (cloudflare.Meeting, error) {
					return client.GetMeeting(ctx, model.account(), model.app(), id)
				},
				list: func(title string) ([]cloudflare.Meeting, error) {
					return client.ListMeetings(ctx, model.account(), model.app(), cloudflare.MeetingFilter{Search: title})
				},
				describe: describeCloudflareMeeting, partial: true,
			}.find()
		},
	}
}

const cloudflareMeetingsSummary = "Lists the meetings of a Cloudflare RealtimeKit app: all of them, or those that match a filter."

// cloudflareMeetingFilter narrows a list of an app's meetings.
type cloudflareMeetingFilter struct {
	inApp
	Search types.String `tfsdk:"search"`
	Status types.String `tfsdk:"status"`
}

func cloudflareMeetingFilterAttributes() attributes {
	return with(inAppAttributes(), attributes{
		"search": filterAttribute("Search text: only meetings whose title or ID matches. Cloudflare also returns inexact matches."),
		"status": filterAttribute("Status filter: `ACTIVE` or `INACTIVE`. Default: both.", stringvalidator.OneOf("ACTIVE", "INACTIVE")),
	})
}

func (f *cloudflareMeetingFilter) list(ctx context.Context, from *vendors, most int) ([]cloudflare.Meeting, error) {
	client, err := from.cloudflareFor(&f.inAccount)
	if err != nil {
		return nil, err
	}
	return client.ListMeetings(ctx, f.account(), f.app(), cloudflare.MeetingFilter{
		Search: f.Search.ValueString(), Status: f.Status.ValueString(), Most: most,
	})
}

func cloudflareMeetingsDefinition() definition[cloudflareMeetingFilter] {
	return definition[cloudflareMeetingFilter]{
		name:    "cloudflare_meetings",
		summary: cloudflareMeetingsSummary,
		attributes: with(cloudflareMeetingFilterAttributes(), attributes{
			"meetings": computedList("The meetings, in Cloudflare's order. For `ai_config`, which Cloudflare returns only for a single "+
				"meeting, see `rtc_cloudflare_meeting`.", cloudflareMeetingAttributes()),
		}),
		fetch: func(ctx context.Context, from *vendors, filter *cloudflareMeetingFilter) (any, error) {
			meetings, err := filter.list(ctx, from, 0)
			return map[string]any{"meetings": meetings}, err
		},
	}
}

// managedMeeting is a meeting that Terraform manages.
type managedMeeting struct {
	inApp
	ID              types.String `tfsdk:"id"`
	Title           types.String `tfsdk:"title"`
	SummarizeOnEnd  types.Bool   `tfsdk:"summarize_on_end"`
	TranscribeOnEnd types.Bool   `tfsdk:"transcribe_on_end"`
}

type meetingOperation = operation[managedMeeting, cloudflare.Meeting]

func cloudflareMeetingResource() *managed[managedMeeting, cloudflare.Meeting] {
	return &managed[managedMeeting, cloudflare.Meeting]{
		name: "cloudflare_meeting",
		summary: "Creates and manages a meeting of a Cloudflare RealtimeKit app. Cloudflare cannot delete a meeting. " +
			"Destroying the resource sets the meeting to `INACTIVE` and removes everybody from it.",
		identity: []string{"account_id", "app_id", "id"},
		attributes: with(inAppAttributes(), cloudflareMeetingSettingsAttributes().trimmed("title").withRole(required, "title").
			withRole(optionalComputed, "status", "persist_chat", "record_on_start", "live_stream_on_start", "summarize_on_end",
				"transcribe_on_end", "session_keep_alive_time_in_secs")),
		validate: validateCloudflareMeeting,
		plan: func(ctx context.Context, o *meetingOperation) error {
			if !o.moved {
				return nil
			}
			return checkNewApp(ctx, o.from, &o.model.inApp)
		},
		create: createCloudflareMeeting,
		read: func(ctx context.Context, o *meetingOperation) (cloudflare.Meeting, error) {
			client, err := o.from.cloudflareFor(&o.model.inAccount)
			if err != nil {
				return cloudflare.Meeting{}, err
			}
			in, id := o.model.inApp, o.model.ID.ValueString()
			meeting, err := client.GetMeeting(ctx, in.account(), in.app(), id)
			return meeting, client.ConfirmMeetingGone(ctx, in.account(), in.app(), id, err)
		},
		update: func(ctx context.Context, o *meetingOperation) (cloudflare.Meeting, error) {
			client, err := o.from.cloudflareFor(&o.model.inAccount)
			if err != nil {
				return cloudflare.Meeting{}, err
			}
			return client.UpdateMeeting(ctx, o.model.account(), o.model.app(), o.model.ID.ValueString(), o.write)
		},
		delete: closeCloudflareMeeting,
		list: lister[managedMeeting, cloudflare.Meeting]{
			title: "title", attributes: cloudflareMeetingFilterAttributes(), summary: cloudflareMeetingsSummary,
			find: func(ctx context.Context, from *vendors, read func(any) error, most int) (managedMeeting, []cloudflare.Meeting, error) {
				var filter cloudflareMeetingFilter
				if err := read(&filter); err != nil {
					return managedMeeting{}, nil, err
				}
				meetings, err := filter.list(ctx, from, most)
				return managedMeeting{inApp: filter.inApp}, meetings, err
			},
		},
	}
}

func validateCloudflareMeeting(m *managedMeeting) error {
	if m.SummarizeOnEnd.ValueBool() && !m.TranscribeOnEnd.IsUnknown() && !m.TranscribeOnEnd.ValueBool() {
		return &inputError{attribute: "summarize_on_end", err: errors.New("needs transcribe_on_end = true, because Cloudflare makes summaries from transcripts")}
	}
	return nil
}

func createCloudflareMeeting(ctx context.Context, o *meetingOperation) (cloudflare.Meeting, error) {
	client, err := o.from.cloudflareFor(&o.model.inAccount)
	if err != nil {
		return cloudflare.Meeting{}, err
	}
	in, title := o.model.inApp, o.model.Title.ValueString()
	if o.write["status"] == "INACTIVE" {
		o.later = map[string]any{"status": "INACTIVE"}
	}
	delete(o.write, "status") // a request to create has no status
	return create.Once(ctx, &o.from.keys, create.Object[cloudflare.Meeting]{
		Key: meetingKey(in, title), Thing: "meeting", Attribute: "title",
		Look: func(ctx context.Context, _ bool) ([]cloudflare.Meeting, error) {
			meetings, err := client.ListMeetings(ctx, in.account(), in.app(), cloudflare.MeetingFilter{Search: title})
			return slices.DeleteFunc(meetings, func(m cloudflare.Meeting) bool { return !named(m.Title, title) }), err
		},
		Send: func(ctx context.Context) (cloudflare.Meeting, error) {
			return client.CreateMeeting(ctx, in.account(), in.app(), o.write)
		},
		ID:       func(m cloudflare.Meeting) string { return m.ID },
		AsSent:   o.asSent,
		Conflict: cloudflare.Conflict,
		Twin:     func(m cloudflare.Meeting) bool { return m.Status != nil && *m.Status == "ACTIVE" },
		Warn:     o.warn,
	})
}

func meetingKey(in inApp, title string) create.Key {
	return create.Key{Type: "cloudflare_meeting", Scope: in.path(), Value: title}
}

// closeCloudflareMeeting does what comes closest to deleting: it sets INACTIVE first, so that nobody can rejoin.
func closeCloudflareMeeting(ctx context.Context, o *meetingOperation) error {
	client, err := o.from.cloudflareFor(&o.model.inAccount)
	if err != nil {
		return err
	}
	in, id := o.model.inApp, o.model.ID.ValueString()
	done := o.from.keys.Deleting(meetingKey(in, o.model.Title.ValueString()), id)
	_, err = client.UpdateMeeting(ctx, in.account(), in.app(), id, rest.Fields{"status": "INACTIVE"})
	err = client.ConfirmMeetingGone(ctx, in.account(), in.app(), id, err)
	done(err)
	switch {
	case gone(err):
		return nil
	case err != nil:
		return err
	}
	if _, err := client.KickAllParticipants(ctx, in.account(), in.app(), id); err != nil && !gone(err) {
		return err
	}
	o.warn("The meeting still exists, as INACTIVE", "Cloudflare cannot delete a meeting. The meeting is now INACTIVE, and nobody can "+
		"join it. If it becomes ACTIVE again, the tokens of participants that were not deleted work again.\n\n"+
		"To use the meeting again, import it:\n\n"+advice.ImportBlocks("cloudflare_meeting", []string{in.path() + "/" + rest.CanonicalID(id)}))
	return nil
}
