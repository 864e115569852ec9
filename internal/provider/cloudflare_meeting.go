package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/float64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/float64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

// cloudflareMeetingSettings is what every kind of a meeting has.
type cloudflareMeetingSettings struct {
	ID                         types.String  `tfsdk:"id"`
	Title                      types.String  `tfsdk:"title"`
	Status                     types.String  `tfsdk:"status"`
	PersistChat                types.Bool    `tfsdk:"persist_chat"`
	RecordOnStart              types.Bool    `tfsdk:"record_on_start"`
	LiveStreamOnStart          types.Bool    `tfsdk:"live_stream_on_start"`
	SummarizeOnEnd             types.Bool    `tfsdk:"summarize_on_end"`
	TranscribeOnEnd            types.Bool    `tfsdk:"transcribe_on_end"`
	SessionKeepAliveTimeInSecs types.Float64 `tfsdk:"session_keep_alive_time_in_secs"`
	CreatedAt                  types.String  `tfsdk:"created_at"`
}

func newCloudflareMeetingSettings(m cloudflare.Meeting) cloudflareMeetingSettings {
	return cloudflareMeetingSettings{
		ID:                         types.StringValue(m.ID),
		Title:                      types.StringPointerValue(m.Title),
		Status:                     types.StringPointerValue(m.Status),
		PersistChat:                types.BoolPointerValue(m.PersistChat),
		RecordOnStart:              types.BoolPointerValue(m.RecordOnStart),
		LiveStreamOnStart:          types.BoolPointerValue(m.LiveStreamOnStart),
		SummarizeOnEnd:             types.BoolPointerValue(m.SummarizeOnEnd),
		TranscribeOnEnd:            types.BoolPointerValue(m.TranscribeOnEnd),
		SessionKeepAliveTimeInSecs: types.Float64PointerValue(m.SessionKeepAliveTimeInSecs),
		CreatedAt:                  instant(m.CreatedAt),
	}
}

func cloudflareMeetingSettingsAttributes() attributes {
	return attributes{
		"id":    shownString("The meeting's ID: the `meeting_id` of participants and tokens.", isUUID()...),
		"title": shownString("The meeting's title; null if it has none.", notEmpty()),
		"status": resourceschema.StringAttribute{
			MarkdownDescription: "`ACTIVE`, or `INACTIVE`: nobody can join then. Tokens are minted all the same, and work " +
				"when the meeting is active again.",
			Computed:   true,
			Default:    stringdefault.StaticString("ACTIVE"),
			Validators: []validator.String{stringvalidator.OneOf("ACTIVE", "INACTIVE")},
		},
		"persist_chat":         shownFlag("Whether the chat is kept for a week."),
		"record_on_start":      shownFlag("Whether recording starts as soon as somebody joins."),
		"live_stream_on_start": shownFlag("Whether live streaming starts with the meeting."),
		"summarize_on_end":     shownFlag("Whether a summary is made from the transcripts."),
		"transcribe_on_end":    shownFlag("Whether transcripts are made when the meeting ends."),
		"session_keep_alive_time_in_secs": resourceschema.Float64Attribute{
			MarkdownDescription: "How many seconds a session stays open after the last participant has left.",
			Computed:            true,
			Default:             float64default.StaticFloat64(60),
			Validators:          []validator.Float64{float64validator.Between(60, 600)},
		},
		"created_at": shownString("When the meeting was created, in RFC 3339."),
	}
}

// cloudflareMeeting is a meeting as both lookups show it.
type cloudflareMeeting struct {
	cloudflareMeetingSettings
	RecordingConfig *cloudflareRecordingConfig `tfsdk:"recording_config"`
	UpdatedAt       types.String               `tfsdk:"updated_at"`
}

func newCloudflareMeeting(m cloudflare.Meeting) cloudflareMeeting {
	return cloudflareMeeting{
		cloudflareMeetingSettings: newCloudflareMeetingSettings(m),
		RecordingConfig:           perhaps(m.RecordingConfig, newCloudflareRecordingConfig),
		UpdatedAt:                 instant(m.UpdatedAt),
	}
}

func cloudflareMeetingAttributes() attributes {
	return with(cloudflareMeetingSettingsAttributes(), attributes{
		"recording_config": cloudflareRecordingConfigAttribute(),
		"updated_at":       shownString("When the meeting was last changed, in RFC 3339."),
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
	cloudflareMeeting
	AIConfig *cloudflareAIConfig `tfsdk:"ai_config"`
}

func cloudflareMeetingDefinition() definition[cloudflareMeetingLookup] {
	return definition[cloudflareMeetingLookup]{
		name: "cloudflare_meeting",
		summary: "Finds one meeting of a Cloudflare RealtimeKit app, by its ID or by its title. Titles need not be unique: " +
			"one `ACTIVE` meeting wins over `INACTIVE` ones of the same title. Otherwise a title that several meetings share " +
			"is an error that lists them.",
		attributes: with(inAppAttributes(), cloudflareMeetingAttributes().foundBy("title"), attributes{
			"ai_config": cloudflareAIConfigAttribute(), // Cloudflare gives it with a single meeting alone
		}),
		fetch: onCloudflare(func(ctx context.Context, client *cloudflare.Client, accountID string, model *cloudflareMeetingLookup) error {
			appID := model.AppID.ValueString()
			meeting, err := search[cloudflare.Meeting]{
				thing: "meeting", key: "title", id: model.ID, name: model.Title,
				get: func(id string) (cloudflare.Meeting, error) { return client.GetMeeting(ctx, accountID, appID, id) },
				list: func(title string) ([]cloudflare.Meeting, error) {
					return client.ListMeetings(ctx, accountID, appID, cloudflare.MeetingFilter{Search: title})
				},
				describe: describeCloudflareMeeting, partial: true,
			}.find()
			model.cloudflareMeeting, model.AIConfig = newCloudflareMeeting(meeting), perhaps(meeting.AIConfig, newCloudflareAIConfig)
			return err
		}),
	}
}
