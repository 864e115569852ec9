package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"context"
	"errors"
	"slices"

	"terraform.local/rtc/terraform-provider-rtc/internal/advice"
	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/create"
)

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
		attributes: with(inAppAttributes(), cloudflareMeetingSettingsAttributes().withRole(required, "title").
			withRole(optionalComputed, "status", "persist_chat", "record_on_start", "live_stream_on_start", "summarize_on_end",
				"transcribe_on_end", "session_keep_alive_time_in_secs")),
		plan:   planCloudflareMeeting,
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
			find: func(ctx context.Context, from *vendors, block listBlock, most int) (managedMeeting, []cloudflare.Meeting, error) {
				var filter cloudflareMeetingFilter
				if err := block.read(ctx, &filter); err != nil {
					return managedMeeting{}, nil, err
				}
				meetings, err := filter.list(ctx, from, most)
				return managedMeeting{inApp: filter.inApp}, meetings, err
			},
		},
	}
}

func planCloudflareMeeting(_ context.Context, o *meetingOperation) error {
	if m := o.model; m.SummarizeOnEnd.ValueBool() && !m.TranscribeOnEnd.IsUnknown() && !m.TranscribeOnEnd.ValueBool() {
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
		Key: create.Key{Type: "cloudflare_meeting", Scope: in.path(), Value: title}, Thing: "meeting", Attribute: "title",
		Look: func(ctx context.Context, _ bool) ([]cloudflare.Meeting, error) {
			meetings, err := client.ListMeetings(ctx, in.account(), in.app(), cloudflare.MeetingFilter{Search: title})
			return slices.DeleteFunc(meetings, func(m cloudflare.Meeting) bool { return !named(m.Title, title) }), err
		},
		Send: func(ctx context.Context) (cloudflare.Meeting, error) {
			return client.CreateMeeting(ctx, in.account(), in.app(), o.write)
		},
		ID:       func(m cloudflare.Meeting) string { return m.ID },
		AsSent:   o.asSent,
		ImportID: func(id string) string { return in.path() + "/" + id },
		Conflict: cloudflare.Conflict,
		Warn:     o.warn,
	})
}

// closeCloudflareMeeting does what comes closest to deleting: it sets INACTIVE first, so that nobody can rejoin.
func closeCloudflareMeeting(ctx context.Context, o *meetingOperation) error {
	client, err := o.from.cloudflareFor(&o.model.inAccount)
	if err != nil {
		return err
	}
	in, id := o.model.inApp, o.model.ID.ValueString()
	_, err = client.UpdateMeeting(ctx, in.account(), in.app(), id, cloudflare.Fields{"status": "INACTIVE"})
	err = client.ConfirmMeetingGone(ctx, in.account(), in.app(), id, err)
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
		"To use the meeting again, import it:\n\n"+advice.ImportBlocks("cloudflare_meeting", []string{in.path() + "/" + canonical(id)}))
	return nil
}
