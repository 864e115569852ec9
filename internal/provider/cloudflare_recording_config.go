package provider

import (
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

// cloudflareRecordingConfig is how Cloudflare records a meeting, without the secrets.
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
	return computedObject("Recording of the meeting. Null if the app's settings apply. Secrets are left out: "+
		"`live_streaming_config`, because its RTMP URL contains a stream key, and the `access_key`, `secret`, `password` and "+
		"`private_key` of `storage_config`.", attributes{
		"max_seconds":      computedNumber("Maximum length of a recording, in seconds."),
		"file_name_prefix": computedString("Prefix of the names of recorded files."),
		"audio_config": computedObject("Audio of the recording.", attributes{
			"channel":     computedString("Channel: `mono` or `stereo`."),
			"codec":       computedString("Codec: `MP3` or `AAC`."),
			"export_file": computedBool("Whether Cloudflare exports the audio as a separate file."),
		}),
		"video_config": computedObject("Video of the recording.", attributes{
			"codec":       computedString("Codec: `H264` or `VP8`."),
			"width":       computedInt64("Width in pixels."),
			"height":      computedInt64("Height in pixels."),
			"export_file": computedBool("Whether Cloudflare exports the video as a separate file."),
			"watermark": computedObject("Image shown over the recording.", attributes{
				"position": computedString("Corner: `left top`, `right top`, `left bottom` or `right bottom`."),
				"url":      computedString("URL of the image."),
				"size": computedObject("Size of the image.", attributes{
					"width":  computedInt64("Width in pixels."),
					"height": computedInt64("Height in pixels."),
				}),
			}),
		}),
		"storage_config": computedObject("Storage of the recordings.", attributes{
			"type":        computedString("Type: `aws`, `azure`, `digitalocean`, `gcs` or `sftp`."),
			"bucket":      computedString("Name of the bucket."),
			"region":      computedString("Region of the bucket."),
			"path":        computedString("Path in the bucket."),
			"host":        computedString("Server, for `sftp`."),
			"port":        computedNumber("Port of the server, for `sftp`."),
			"username":    computedString("User name on the server, for `sftp`."),
			"auth_method": computedString("Authentication: `KEY` or `PASSWORD`, for `sftp`."),
		}),
		"realtimekit_bucket_config": computedObject("Storage of the recordings in RealtimeKit's bucket.", attributes{
			"enabled": computedBool("Whether Cloudflare uploads recordings to RealtimeKit's bucket."),
		}),
	})
}
