package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

// cloudflarePreset is a preset in a list.
type cloudflarePreset struct {
	ID        types.String `tfsdk:"id"`
	Name      types.String `tfsdk:"name"`
	CreatedAt types.String `tfsdk:"created_at"`
	UpdatedAt types.String `tfsdk:"updated_at"`
}

func newCloudflarePreset(p cloudflare.Preset) cloudflarePreset {
	return cloudflarePreset{
		ID:        types.StringValue(p.ID),
		Name:      types.StringPointerValue(p.Name),
		CreatedAt: instant(p.CreatedAt),
		UpdatedAt: instant(p.UpdatedAt),
	}
}

func cloudflarePresetAttributes() attributes {
	return attributes{
		"id":         computedString("ID of the preset."),
		"name":       computedString("Name of the preset, the `preset_name` of a participant."),
		"created_at": computedString("Creation time of the preset, in RFC 3339."),
		"updated_at": computedString("Time of the last change of the preset, in RFC 3339."),
	}
}

type cloudflarePresets struct {
	inApp
	Search  types.String       `tfsdk:"search"`
	Presets []cloudflarePreset `tfsdk:"presets"`
}

func cloudflarePresetsDefinition() definition[cloudflarePresets] {
	return definition[cloudflarePresets]{
		name:    "cloudflare_presets",
		summary: "Lists the presets of a Cloudflare RealtimeKit app. A participant's `preset_name` is the name of one.",
		attributes: with(inAppAttributes(), attributes{
			"search":  filterAttribute("Search text: only presets whose name matches. Cloudflare also returns inexact matches."),
			"presets": computedList("The presets, in Cloudflare's order.", cloudflarePresetAttributes()),
		}),
		fetch: onCloudflare(func(ctx context.Context, client *cloudflare.Client, accountID string, model *cloudflarePresets) error {
			presets, err := client.ListPresets(ctx, accountID, model.AppID.ValueString(), model.Search.ValueString())
			model.Presets = each(presets, newCloudflarePreset)
			return err
		}),
	}
}
