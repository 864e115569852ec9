package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

// cloudflareMeeting is a meeting as both lookups show it.
type cloudflareMeeting struct {
	ID                         types.String               `tfsdk:"id"`
	Title                      types.String               `tfsdk:"title"`
	Status                     types.String               `tfsdk:"status"`
	PersistChat                types.Bool                 `tfsdk:"persist_chat"`
	RecordOnStart              types.Bool                 `tfsdk:"record_on_start"`
	LiveStreamOnStart          types.Bool                 `tfsdk:"live_stream_on_start"`
	SummarizeOnEnd             types.Bool                 `tfsdk:"summarize_on_end"`
	TranscribeOnEnd            types.Bool                 `tfsdk:"transcribe_on_end"`
	SessionKeepAliveTimeInSecs types.Float64              `tfsdk:"session_keep_alive_time_in_secs"`
	RecordingConfig            *cloudflareRecordingConfig `tfsdk:"recording_config"`
	CreatedAt                  types.String               `tfsdk:"created_at"`
	UpdatedAt                  types.String               `tfsdk:"updated_at"`
}

func newCloudflareMeeting(m cloudflare.Meeting) cloudflareMeeting {
	return cloudflareMeeting{
		ID:                         types.StringValue(m.ID),
		Title:                      types.StringPointerValue(m.Title),
		Status:                     types.StringPointerValue(m.Status),
		PersistChat:                types.BoolPointerValue(m.PersistChat),
		RecordOnStart:              types.BoolPointerValue(m.RecordOnStart),
		LiveStreamOnStart:          types.BoolPointerValue(m.LiveStreamOnStart),
		SummarizeOnEnd:             types.BoolPointerValue(m.SummarizeOnEnd),
		TranscribeOnEnd:            types.BoolPointerValue(m.TranscribeOnEnd),
		SessionKeepAliveTimeInSecs: types.Float64PointerValue(m.SessionKeepAliveTimeInSecs),
		RecordingConfig:            perhaps(m.RecordingConfig, newCloudflareRecordingConfig),
		CreatedAt:                  instant(m.CreatedAt),
		UpdatedAt:                  instant(m.UpdatedAt),
	}
}

func cloudflareMeetingAttributes() attributes {
	return attributes{
		"id":    shownString("The meeting's id: the `meeting_id` of participants and tokens."),
		"title": shownString("The meeting's title; null if none was given."),
		"status": shownString("`ACTIVE`, or `INACTIVE`: nobody can join then. Tokens are minted all the same, and work " +
			"when the meeting is active again."),
		"persist_chat":         shownBool("Whether the chat is kept for a week."),
		"record_on_start":      shownBool("Whether recording starts as soon as somebody joins."),
		"live_stream_on_start": shownBool("Whether live streaming starts with the meeting."),
		"summarize_on_end":     shownBool("Whether a summary is made from the transcripts."),
		"transcribe_on_end":    shownBool("Whether transcripts are made when the meeting ends."),
		"session_keep_alive_time_in_secs": shownNumber("How many seconds a session stays open after the last participant " +
			"has left."),
		"recording_config": cloudflareRecordingConfigAttribute(),
		"created_at":       shownString("When the meeting was created, in RFC 3339."),
		"updated_at":       shownString("When the meeting was last changed, in RFC 3339."),
	}
}

type cloudflareMeetingLookup struct {
	AccountID types.String `tfsdk:"account_id"`
	AppID     types.String `tfsdk:"app_id"`
	cloudflareMeeting
	AIConfig *cloudflareAIConfig `tfsdk:"ai_config"`
}

func cloudflareMeetingDefinition() definition[cloudflareMeetingLookup] {
	return definition[cloudflareMeetingLookup]{
		name: "cloudflare_meeting",
		summary: "Finds one meeting of a Cloudflare RealtimeKit app, by its id or by its title. Titles need not be " +
			"unique; one that several meetings share is an error that lists them.",
		attributes: with(cloudflareMeetingAttributes(), attributes{
			"account_id": accountIDAttribute(),
			"app_id":     appIDAttribute(),
			"id":         idKey("The meeting's id: the `meeting_id` of participants and tokens.", "title", "a UUID", parseUUID),
			"title":      nameKey("The meeting's title; null if none was given."),
			// Cloudflare gives it with a single meeting alone.
			"ai_config": cloudflareAIConfigAttribute(),
		}),
		fetch: func(ctx context.Context, from *vendors, model *cloudflareMeetingLookup) error {
			client, accountID, err := from.cloudflare(model.AccountID)
			if err != nil {
				return err
			}
			model.AccountID = types.StringValue(accountID)
			meeting, err := findCloudflareMeeting(ctx, client, *model)
			if err != nil {
				return err
			}
			model.cloudflareMeeting = newCloudflareMeeting(meeting)
			model.AIConfig = perhaps(meeting.AIConfig, newCloudflareAIConfig)
			return nil
		},
	}
}

// findCloudflareMeeting asks for a meeting by its id in the end, whichever key it starts from: only so it comes whole.
func findCloudflareMeeting(ctx context.Context, client *cloudflare.Client, wanted cloudflareMeetingLookup) (cloudflare.Meeting, error) {
	accountID, appID, id := wanted.AccountID.ValueString(), wanted.AppID.ValueString(), wanted.ID.ValueString()
	if id == "" {
		meetings, err := client.ListMeetings(ctx, accountID, appID, cloudflare.MeetingFilter{Search: wanted.Title.ValueString()})
		if err != nil {
			return cloudflare.Meeting{}, err
		}
		found, err := search[cloudflareMeeting]{
			kind: "meeting", kinds: "meetings", key: "title", wanted: wanted.Title,
			describe: func(m cloudflareMeeting) candidate {
				return candidate{id: m.ID, key: m.Title, details: []detail{
					{"status", m.Status}, {"created_at", m.CreatedAt}, {"updated_at", m.UpdatedAt},
				}}
			},
		}.one(each(meetings, newCloudflareMeeting))
		if err != nil {
			return cloudflare.Meeting{}, err
		}
		id = found.ID.ValueString()
	}
	return client.GetMeeting(ctx, accountID, appID, id)
}
