package provider

import (
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// cloudflareAIConfigAttribute is how Cloudflare transcribes and summarizes a meeting.
func cloudflareAIConfigAttribute() resourceschema.SingleNestedAttribute {
	return computedObject("Transcription and summary of the meeting. Null if none was set.", attributes{
		"summarization": computedObject("Settings of summaries.", attributes{
			"summary_type": computedString("Type of the meeting: `general`, `team_meeting`, `sales_call`, " +
				"`client_check_in`, `interview`, `daily_standup`, `one_on_one_meeting`, `lecture` or `code_review`."),
			"text_format": computedString("Format: `plain_text` or `markdown`."),
			"word_limit":  computedNumber("Maximum number of words in a summary."),
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
