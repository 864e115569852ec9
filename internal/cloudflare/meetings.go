package cloudflare

import (
	"context"
	"net/http"
	"net/url"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// Meeting is a meeting of an app. Lists lack AIConfig.
type Meeting struct {
	ID                         string           `json:"id"`
	Title                      *string          `json:"title"`
	Status                     *string          `json:"status"`
	PersistChat                *bool            `json:"persist_chat"`
	RecordOnStart              *bool            `json:"record_on_start"`
	LiveStreamOnStart          *bool            `json:"live_stream_on_start"`
	SummarizeOnEnd             *bool            `json:"summarize_on_end"`
	TranscribeOnEnd            *bool            `json:"transcribe_on_end"`
	SessionKeepAliveTimeInSecs *float64         `json:"session_keep_alive_time_in_secs"`
	RecordingConfig            *RecordingConfig `json:"recording_config"`
	AIConfig                   *AIConfig        `json:"ai_config"`
	CreatedAt                  *rest.Time       `json:"created_at"`
	UpdatedAt                  *rest.Time       `json:"updated_at"`

	// The fields that the response had.
	rest.Given `json:"-"`
}

// UnmarshalJSON reads a meeting, and notes which fields the response had.
func (m *Meeting) UnmarshalJSON(text []byte) error {
	type plain Meeting // without this method
	err := rest.DecodeGiven(text, (*plain)(m), &m.Given)
	m.DropUnread("created_at", m.CreatedAt)
	return err
}

// RecordingConfig is how a meeting is recorded. Its live_streaming_config is not read, because the RTMP URL contains a
// stream key.
type RecordingConfig struct {
	MaxSeconds              *float64       `json:"max_seconds"`
	FileNamePrefix          *string        `json:"file_name_prefix"`
	AudioConfig             *AudioConfig   `json:"audio_config"`
	VideoConfig             *VideoConfig   `json:"video_config"`
	StorageConfig           *StorageConfig `json:"storage_config"`
	RealtimekitBucketConfig *BucketConfig  `json:"realtimekit_bucket_config"`
}

// AudioConfig is the audio of a recording.
type AudioConfig struct {
	Channel    *string `json:"channel"`
	Codec      *string `json:"codec"`
	ExportFile *bool   `json:"export_file"`
}

// VideoConfig is the video of a recording.
type VideoConfig struct {
	Codec      *string    `json:"codec"`
	Width      *int64     `json:"width"`
	Height     *int64     `json:"height"`
	ExportFile *bool      `json:"export_file"`
	Watermark  *Watermark `json:"watermark"`
}

// Watermark is an image shown over the recording.
type Watermark struct {
	Position *string `json:"position"`
	URL      *string `json:"url"`
	Size     *Size   `json:"size"`
}

// Size is in pixels.
type Size struct {
	Width  *int64 `json:"width"`
	Height *int64 `json:"height"`
}

// StorageConfig is where recordings are stored. Its credentials (access_key, secret, password, private_key) are not read.
type StorageConfig struct {
	Type       *string  `json:"type"`
	Bucket     *string  `json:"bucket"`
	Region     *string  `json:"region"`
	Path       *string  `json:"path"`
	Host       *string  `json:"host"`
	Port       *float64 `json:"port"`
	Username   *string  `json:"username"`
	AuthMethod *string  `json:"auth_method"`
}

// BucketConfig says whether Cloudflare stores recordings.
type BucketConfig struct {
	Enabled *bool `json:"enabled"`
}

// AIConfig is how Cloudflare transcribes and summarizes a meeting.
type AIConfig struct {
	Summarization *SummarizationConfig `json:"summarization"`
	Transcription *TranscriptionConfig `json:"transcription"`
}

// SummarizationConfig has the settings of summaries.
type SummarizationConfig struct {
	SummaryType *string `json:"summary_type"`
	TextFormat  *string `json:"text_format"`
	WordLimit   *int64  `json:"word_limit"`
}

// TranscriptionConfig has the settings of transcripts.
type TranscriptionConfig struct {
	Keywords        []string `json:"keywords"`
	Language        *string  `json:"language"`
	ProfanityFilter *bool    `json:"profanity_filter"`
}

const (
	meetingsRoute = "/accounts/{account_id}/realtime/kit/{app_id}/meetings"
	meetingRoute  = meetingsRoute + "/{meeting_id}"
)

// MeetingFilter narrows a list. Empty fields do not.
type MeetingFilter struct {
	Search string // matches titles and IDs, also inexactly
	Status string // ACTIVE or INACTIVE
	Most   int    // how many are enough; 0: all
}

// ListMeetings lists an app's meetings.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/meetings/methods/get/
func (c *Client) ListMeetings(ctx context.Context, accountID, appID string, filter MeetingFilter) ([]Meeting, error) {
	narrowed := url.Values{}
	if filter.Status != "" {
		narrowed.Set("status", filter.Status)
	}
	return list[Meeting]{
		route: meetingsRoute, in: path{account: accountID, app: appID}, parent: c.app(accountID, appID),
		search: filter.Search, filter: narrowed, most: filter.Most,
		id: meetingID, name: func(m *Meeting) *string { return m.Title },
	}.read(ctx, c)
}

// GetMeeting reads one meeting.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/meetings/methods/get_meeting_by_id/
func (c *Client) GetMeeting(ctx context.Context, accountID, appID, meetingID string) (Meeting, error) {
	return c.meeting(ctx, rest.Call{Method: http.MethodGet, Route: meetingRoute, IDs: path{account: accountID, app: appID, meeting: meetingID}.ids()})
}

// CreateMeeting creates a meeting. Its status is not among the fields: a new meeting is ACTIVE.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/meetings/methods/create/
func (c *Client) CreateMeeting(ctx context.Context, accountID, appID string, fields rest.Fields) (Meeting, error) {
	return c.meeting(ctx, rest.Call{
		Method: http.MethodPost, Route: meetingsRoute, IDs: path{account: accountID, app: appID}.ids(), Body: fields, Once: true,
	})
}

// UpdateMeeting changes the given fields of a meeting and leaves the others as they are.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/meetings/methods/update_meeting_by_id/
func (c *Client) UpdateMeeting(ctx context.Context, accountID, appID, meetingID string, fields rest.Fields) (Meeting, error) {
	return c.meeting(ctx, rest.Call{
		Method: http.MethodPatch, Route: meetingRoute, IDs: path{account: accountID, app: appID, meeting: meetingID}.ids(), Body: fields,
	})
}

func (c *Client) meeting(ctx context.Context, request rest.Call) (Meeting, error) {
	return object(ctx, c, request, meetingID)
}

func meetingID(m *Meeting) *string { return &m.ID }
