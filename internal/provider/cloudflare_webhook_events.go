package provider

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/advice"
	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

// documentedEvents warns of events that Cloudflare's documents do not have. It is no error, because Cloudflare adds events.
type documentedEvents struct{}

// Description says what is accepted.
func (documentedEvents) Description(context.Context) string {
	return "names of events that Cloudflare documents"
}

// MarkdownDescription says what is accepted.
func (d documentedEvents) MarkdownDescription(ctx context.Context) string { return d.Description(ctx) }

// ValidateSet names all unknown events in one warning.
func (documentedEvents) ValidateSet(_ context.Context, request validator.SetRequest, response *validator.SetResponse) {
	var unknown []string
	for _, element := range request.ConfigValue.Elements() {
		event, ok := element.(types.String)
		if ok && event.ValueString() != "" && !slices.Contains(cloudflare.WebhookEvents(), event.ValueString()) {
			unknown = append(unknown, event.ValueString())
		}
	}
	if len(unknown) > 0 {
		slices.Sort(unknown)
		response.Diagnostics.AddAttributeWarning(request.Path, "Unknown webhook events",
			"Cloudflare's documents do not have these events: "+advice.Names(unknown)+". Cloudflare may refuse them, or never send them. They "+
				"have "+advice.Names(cloudflare.WebhookEvents())+".\n\nWhat to do: check the spelling. If the event is new, ignore this warning.")
	}
}
