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

type managedMeeting struct {
	inApp
	cloudflareMeetingSettings
}

type meetingOperation = operation[managedMeeting]

func cloudflareMeetingResource() managed[managedMeeting] {
	return managed[managedMeeting]{
		name: "cloudflare_meeting",
		summary: "Creates and manages a meeting of a Cloudflare RealtimeKit app. Cloudflare cannot delete a meeting. " +
			"Destroying the resource sets the meeting to `INACTIVE` and removes everybody from it.",
		identity: []string{"account_id", "app_id", "id"},
		attributes: with(inAppAttributes(), cloudflareMeetingSettingsAttributes().withRole(required, "title").
			withRole(optionalComputed, "status", "persist_chat", "record_on_start", "live_stream_on_start", "summarize_on_end",
				"transcribe_on_end", "session_keep_alive_time_in_secs")),
		plan:   planCloudflareMeeting,
		create: managedOnCloudflare(createCloudflareMeeting),
		read: managedOnCloudflare(func(ctx context.Context, client *cloudflare.Client, o *meetingOperation) error {
			m := o.model
			return tookMeeting(o)(client.GetMeeting(ctx, m.AccountID.ValueString(), m.AppID.ValueString(), m.ID.ValueString()))
		}),
		update: managedOnCloudflare(func(ctx context.Context, client *cloudflare.Client, o *meetingOperation) error {
			m := o.model
			return tookMeeting(o)(client.UpdateMeeting(ctx, m.AccountID.ValueString(), m.AppID.ValueString(), m.ID.ValueString(), o.write))
		}),
		delete: managedOnCloudflare(closeCloudflareMeeting),
		list: listedBy("title", "Lists the meetings of a Cloudflare RealtimeKit app: all of them, or those that match a filter.", cloudflareMeetingFilterAttributes(),
			func(ctx context.Context, from *vendors, filter *cloudflareMeetingFilter, most int) ([]found[managedMeeting], error) {
				client, accountID, err := from.cloudflare(filter.AccountID)
				if err != nil {
					return nil, err
				}
				meetings, err := filter.list(ctx, client, accountID, most)
				filter.AccountID = types.StringValue(accountID)
				return each(meetings, func(m cloudflare.Meeting) found[managedMeeting] {
					return found[managedMeeting]{managedMeeting{filter.inApp, newCloudflareMeetingSettings(m)}, m.Given}
				}), err
			}),
	}
}

func planCloudflareMeeting(_ context.Context, o *meetingOperation) error {
	if m := o.model; m.SummarizeOnEnd.ValueBool() && !m.TranscribeOnEnd.IsUnknown() && !m.TranscribeOnEnd.ValueBool() {
		return &inputError{attribute: "summarize_on_end", err: errors.New("needs transcribe_on_end = true, because Cloudflare makes summaries from transcripts")}
	}
	return nil
}

func createCloudflareMeeting(ctx context.Context, client *cloudflare.Client, o *meetingOperation) error {
	accountID, appID, title := o.model.AccountID.ValueString(), o.model.AppID.ValueString(), o.model.Title.ValueString()
	if o.write["status"] == "INACTIVE" {
		o.later = map[string]any{"status": "INACTIVE"}
	}
	delete(o.write, "status") // a request to create has no status
	return tookMeeting(o)(create.Once(ctx, &o.from.keys, create.Object[cloudflare.Meeting]{
		Key: create.Key{Type: "cloudflare_meeting", Scope: joined(accountID, appID), Value: title}, Thing: "meeting", Attribute: "title",
		Look: func(ctx context.Context, _ bool) ([]cloudflare.Meeting, error) {
			meetings, err := client.ListMeetings(ctx, accountID, appID, cloudflare.MeetingFilter{Search: title})
			return slices.DeleteFunc(meetings, func(m cloudflare.Meeting) bool { return !named(m.Title, title) }), err
		},
		Send: func(ctx context.Context) (cloudflare.Meeting, error) {
			return client.CreateMeeting(ctx, accountID, appID, o.write)
		},
		ID: func(m cloudflare.Meeting) string { return m.ID },
		AsSent: func(m cloudflare.Meeting) bool {
			return o.asSent(managedMeeting{o.model.inApp, newCloudflareMeetingSettings(m)}, m.Given)
		},
		ImportID: func(id string) string { return joined(accountID, appID) + "/" + id },
		Conflict: cloudflare.Conflict,
		Warn:     o.warn,
	}))
}

// closeCloudflareMeeting does what comes closest to deleting: it sets INACTIVE first, so that nobody can rejoin.
func closeCloudflareMeeting(ctx context.Context, client *cloudflare.Client, o *meetingOperation) error {
	accountID, appID, id := o.model.AccountID.ValueString(), o.model.AppID.ValueString(), o.model.ID.ValueString()
	_, err := client.UpdateMeeting(ctx, accountID, appID, id, cloudflare.Fields{"status": "INACTIVE"})
	switch {
	case gone(err):
		return nil
	case err != nil:
		return err
	}
	if _, err := client.KickAllParticipants(ctx, accountID, appID, id); err != nil && !gone(err) {
		return err
	}
	o.warnings = append(o.warnings, meetingStays(joined(accountID, appID, id)))
	return nil
}

// meetingStays says that Cloudflare has no delete for meetings.
func meetingStays(importID string) warning {
	return warning{"The meeting still exists, as INACTIVE",
		"Cloudflare cannot delete a meeting. The meeting is now INACTIVE, and nobody can join it. If it becomes ACTIVE again, " +
			"the tokens of participants that were not deleted work again.\n\nTo use the meeting again, import it:\n\n" +
			advice.ImportBlocks("cloudflare_meeting", []string{importID})}
}

// tookMeeting puts a response into the model.
func tookMeeting(o *meetingOperation) func(cloudflare.Meeting, error) error {
	return func(meeting cloudflare.Meeting, err error) error {
		if err == nil {
			o.model.cloudflareMeetingSettings, o.given = newCloudflareMeetingSettings(meeting), meeting.Given
		}
		return err
	}
}
