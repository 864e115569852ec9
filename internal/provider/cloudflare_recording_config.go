package provider

import (
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
)

// cloudflareRecordingConfigAttribute is how Cloudflare records a meeting, without the secrets.
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
			"width":       computedNumber("Width in pixels."),
			"height":      computedNumber("Height in pixels."),
			"export_file": computedBool("Whether Cloudflare exports the video as a separate file."),
			"watermark": computedObject("Image shown over the recording.", attributes{
				"position": computedString("Corner: `left top`, `right top`, `left bottom` or `right bottom`."),
				"url":      computedString("URL of the image."),
				"size": computedObject("Size of the image.", attributes{
					"width":  computedNumber("Width in pixels."),
					"height": computedNumber("Height in pixels."),
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
