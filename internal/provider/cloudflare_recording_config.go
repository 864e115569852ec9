package provider

import (
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

// cloudflareRecordingConfig is how a meeting is recorded, without what is secret in it.
type cloudflareRecordingConfig struct {
	MaxSeconds              types.Float64                      `tfsdk:"max_seconds"`
	FileNamePrefix          types.String                       `tfsdk:"file_name_prefix"`
	AudioConfig             *cloudflareAudioConfig             `tfsdk:"audio_config"`
	VideoConfig             *cloudflareVideoConfig             `tfsdk:"video_config"`
	StorageConfig           *cloudflareStorageConfig           `tfsdk:"storage_config"`
	RealtimekitBucketConfig *cloudflareRealtimekitBucketConfig `tfsdk:"realtimekit_bucket_config"`
}

type cloudflareAudioConfig struct {
	Channel    types.String `tfsdk:"channel"`
	Codec      types.String `tfsdk:"codec"`
	ExportFile types.Bool   `tfsdk:"export_file"`
}

type cloudflareVideoConfig struct {
	Codec      types.String         `tfsdk:"codec"`
	Width      types.Int64          `tfsdk:"width"`
	Height     types.Int64          `tfsdk:"height"`
	ExportFile types.Bool           `tfsdk:"export_file"`
	Watermark  *cloudflareWatermark `tfsdk:"watermark"`
}

type cloudflareWatermark struct {
	Position types.String    `tfsdk:"position"`
	URL      types.String    `tfsdk:"url"`
	Size     *cloudflareSize `tfsdk:"size"`
}

type cloudflareSize struct {
	Width  types.Int64 `tfsdk:"width"`
	Height types.Int64 `tfsdk:"height"`
}

type cloudflareStorageConfig struct {
	Type       types.String  `tfsdk:"type"`
	Bucket     types.String  `tfsdk:"bucket"`
	Region     types.String  `tfsdk:"region"`
	Path       types.String  `tfsdk:"path"`
	Host       types.String  `tfsdk:"host"`
	Port       types.Float64 `tfsdk:"port"`
	Username   types.String  `tfsdk:"username"`
	AuthMethod types.String  `tfsdk:"auth_method"`
}

type cloudflareRealtimekitBucketConfig struct {
	Enabled types.Bool `tfsdk:"enabled"`
}

func newCloudflareRecordingConfig(c cloudflare.RecordingConfig) cloudflareRecordingConfig {
	return cloudflareRecordingConfig{
		MaxSeconds:     types.Float64PointerValue(c.MaxSeconds),
		FileNamePrefix: types.StringPointerValue(c.FileNamePrefix),
		AudioConfig: perhaps(c.AudioConfig, func(a cloudflare.AudioConfig) cloudflareAudioConfig {
			return cloudflareAudioConfig{
				Channel:    types.StringPointerValue(a.Channel),
				Codec:      types.StringPointerValue(a.Codec),
				ExportFile: types.BoolPointerValue(a.ExportFile),
			}
		}),
		VideoConfig: perhaps(c.VideoConfig, newCloudflareVideoConfig),
		StorageConfig: perhaps(c.StorageConfig, func(s cloudflare.StorageConfig) cloudflareStorageConfig {
			return cloudflareStorageConfig{
				Type:       types.StringPointerValue(s.Type),
				Bucket:     types.StringPointerValue(s.Bucket),
				Region:     types.StringPointerValue(s.Region),
				Path:       types.StringPointerValue(s.Path),
				Host:       types.StringPointerValue(s.Host),
				Port:       types.Float64PointerValue(s.Port),
				Username:   types.StringPointerValue(s.Username),
				AuthMethod: types.StringPointerValue(s.AuthMethod),
			}
		}),
		RealtimekitBucketConfig: perhaps(c.RealtimekitBucketConfig, func(b cloudflare.BucketConfig) cloudflareRealtimekitBucketConfig {
			return cloudflareRealtimekitBucketConfig{Enabled: types.BoolPointerValue(b.Enabled)}
		}),
	}
}

func newCloudflareVideoConfig(v cloudflare.VideoConfig) cloudflareVideoConfig {
	return cloudflareVideoConfig{
		Codec:      types.StringPointerValue(v.Codec),
		Width:      types.Int64PointerValue(v.Width),
		Height:     types.Int64PointerValue(v.Height),
		ExportFile: types.BoolPointerValue(v.ExportFile),
		Watermark: perhaps(v.Watermark, func(w cloudflare.Watermark) cloudflareWatermark {
			return cloudflareWatermark{
				Position: types.StringPointerValue(w.Position),
				URL:      types.StringPointerValue(w.URL),
				Size: perhaps(w.Size, func(s cloudflare.Size) cloudflareSize {
					return cloudflareSize{Width: types.Int64PointerValue(s.Width), Height: types.Int64PointerValue(s.Height)}
				}),
			}
		}),
	}
}

func cloudflareRecordingConfigAttribute() resourceschema.SingleNestedAttribute {
	return shownObject("How the meeting is recorded; null if the app's settings apply. Left out is what is secret: "+
		"`live_streaming_config`, whose RTMP URL holds a stream key, and of `storage_config` the `access_key`, `secret`, "+
		"`password` and `private_key`.", attributes{
		"max_seconds":      shownNumber("The longest that a recording may last, in seconds."),
		"file_name_prefix": shownString("What the names of recorded files begin with."),
		"audio_config": shownObject("The recording's sound.", attributes{
			"channel":     shownString("`mono` or `stereo`."),
			"codec":       shownString("`MP3` or `AAC`."),
			"export_file": shownBool("Whether the sound is exported as a file of its own."),
		}),
		"video_config": shownObject("The recording's picture.", attributes{
			"codec":       shownString("`H264` or `VP8`."),
			"width":       shownInt64("The width, in pixels."),
			"height":      shownInt64("The height, in pixels."),
			"export_file": shownBool("Whether the picture is exported as a file of its own."),
			"watermark": shownObject("A picture laid over the recording.", attributes{
				"position": shownString("The corner: `left top`, `right top`, `left bottom` or `right bottom`."),
				"url":      shownString("Where the picture comes from."),
				"size": shownObject("The picture's size.", attributes{
					"width":  shownInt64("The width, in pixels."),
					"height": shownInt64("The height, in pixels."),
				}),
			}),
		}),
		"storage_config": shownObject("Where recordings are stored.", attributes{
			"type":        shownString("`aws`, `azure`, `digitalocean`, `gcs` or `sftp`."),
			"bucket":      shownString("The bucket."),
			"region":      shownString("The bucket's region."),
			"path":        shownString("The path below the bucket's root."),
			"host":        shownString("The server, for `sftp`."),
			"port":        shownNumber("The server's port, for `sftp`."),
			"username":    shownString("The user on the server, for `sftp`."),
			"auth_method": shownString("`KEY` or `PASSWORD`, for `sftp`."),
		}),
		"realtimekit_bucket_config": shownObject("Whether Cloudflare keeps the recordings.", attributes{
			"enabled": shownBool("Whether recordings are uploaded to RealtimeKit's own bucket."),
		}),
	})
}
