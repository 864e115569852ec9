package provider

import (
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

// cloudflareAIConfig is how Cloudflare transcribes and summarizes a meeting.
type cloudflareAIConfig struct {
	Summarization *cloudflareSummarization `tfsdk:"summarization"`
	Transcription *cloudflareTranscription `tfsdk:"transcription"`
}

type cloudflareSummarization struct {
	SummaryType types.String `tfsdk:"summary_type"`
	TextFormat  types.String `tfsdk:"text_format"`
	WordLimit   types.Int64  `tfsdk:"word_limit"`
}

type cloudflareTranscription struct {
	Keywords        []string     `tfsdk:"keywords"`
	Language        types.String `tfsdk:"language"`
	ProfanityFilter types.Bool   `tfsdk:"profanity_filter"`
}

func newCloudflareAIConfig(c cloudflare.AIConfig) cloudflareAIConfig {
	return cloudflareAIConfig{
		Summarization: perhaps(c.Summarization, func(s cloudflare.SummarizationConfig) cloudflareSummarization {
			return cloudflareSummarization{
				SummaryType: types.StringPointerValue(s.SummaryType),
				TextFormat:  types.StringPointerValue(s.TextFormat),
				WordLimit:   types.Int64PointerValue(s.WordLimit),
			}
		}),
		Transcription: perhaps(c.Transcription, func(t cloudflare.TranscriptionConfig) cloudflareTranscription {
			return cloudflareTranscription{
				Keywords:        t.Keywords,
				Language:        types.StringPointerValue(t.Language),
				ProfanityFilter: types.BoolPointerValue(t.ProfanityFilter),
			}
		}),
	}
}

func cloudflareAIConfigAttribute() resourceschema.SingleNestedAttribute {
	return computedObject("Transcription and summary of the meeting. Null if none was set.", attributes{
		"summarization": computedObject("Settings of summaries.", attributes{
			"summary_type": computedString("Type of the meeting: `general`, `team_meeting`, `sales_call`, " +
				"`client_check_in`, `interview`, `daily_standup`, `one_on_one_meeting`, `lecture` or `code_review`."),
			"text_format": computedString("Format: `plain_text` or `markdown`."),
			"word_limit":  computedInt64("Maximum number of words in a summary."),
		}),
		"transcription": computedObject("Settings of transcripts.", attributes{
			"keywords": resourceschema.ListAttribute{
				MarkdownDescription: "Words that Cloudflare recognizes better.",
				ElementType:         types.StringType,
				Computed:            true,
			},
			"language":         computedString("Spoken language, such as `en-US`."),
			"profanity_filter": computedBool("Whether Cloudflare leaves out offensive words."),
		}),
	})
}
