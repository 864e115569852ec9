package provider

import (
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

// cloudflareAIConfig is what machines make of a meeting.
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
	return shownObject("How the meeting is transcribed and summarized; null if nothing was set.", attributes{
		"summarization": shownObject("How a summary is written.", attributes{
			"summary_type": shownString("The kind of meeting it is for: `general`, `team_meeting`, `sales_call`, " +
				"`client_check_in`, `interview`, `daily_standup`, `one_on_one_meeting`, `lecture` or `code_review`."),
			"text_format": shownString("`plain_text` or `markdown`."),
			"word_limit":  shownInt64("The most words that a summary has."),
		}),
		"transcription": shownObject("How speech is written down.", attributes{
			"keywords": resourceschema.ListAttribute{
				MarkdownDescription: "Words to be recognized better.",
				ElementType:         types.StringType,
				Computed:            true,
			},
			"language":         shownString("The language that is spoken, such as `en-US`."),
			"profanity_filter": shownBool("Whether offensive words are left out."),
		}),
	})
}
