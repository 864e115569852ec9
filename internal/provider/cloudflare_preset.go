package provider

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/advice"
	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/create"
)

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
	Search types.String `tfsdk:"search"`
}

func cloudflarePresetsDefinition() definition[cloudflarePresets] {
	return definition[cloudflarePresets]{
		name:    "cloudflare_presets",
		summary: "Lists the presets of a Cloudflare RealtimeKit app. A participant's `preset_name` is the name of one.",
		attributes: with(inAppAttributes(), attributes{
			"search":  filterAttribute("Search text: only presets whose name matches. Cloudflare also returns inexact matches."),
			"presets": computedList("The presets, in Cloudflare's order.", cloudflarePresetAttributes()),
		}),
		fetch: func(ctx context.Context, from *vendors, model *cloudflarePresets) (any, error) {
			client, err := from.cloudflareFor(&model.inAccount)
			if err != nil {
				return nil, err
			}
			presets, err := client.ListPresets(ctx, model.account(), model.app(), model.Search.ValueString())
			return map[string]any{"presets": presets}, err
		},
	}
}

// checkPreset is an error for a preset that the app does not have. The vendor does not document what it does with one.
func (v *vendors) checkPreset(ctx context.Context, client *cloudflare.Client, in inApp, name string) error {
	isWanted := func(p cloudflare.Preset) bool { return named(p.Name, name) }
	presets, err := v.presetsOf(client, in).CachedWith(ctx, isWanted)
	if err != nil || slices.ContainsFunc(presets, isWanted) {
		return err
	}
	names := each(presets, func(p cloudflare.Preset) string { return types.StringPointerValue(p.Name).ValueString() })
	slices.Sort(names)
	return &unknownPresetError{names: names}
}

// withPresetName finds the name of a participant's preset where the vendor tells its ID alone. An import needs it: without a
// name, a state has none.
func (v *vendors) withPresetName(ctx context.Context, client *cloudflare.Client, in inApp, p cloudflare.MeetingParticipant) cloudflare.MeetingParticipant {
	if p.PresetName != nil || p.PresetID == nil {
		return p
	}
	if preset, found := v.presetsOf(client, in).Get(ctx, *p.PresetID); found && preset.Name != nil {
		p.PresetName, p.Given = preset.Name, p.With("preset_name")
	}
	return p
}

// presetsOf is the list of an app's presets that all blocks share.
func (v *vendors) presetsOf(client *cloudflare.Client, in inApp) *create.List[cloudflare.Preset] {
	return v.presets.Of(in.path(), func() *create.List[cloudflare.Preset] {
		return create.NewList(func(p cloudflare.Preset) string { return p.ID },
			func(ctx context.Context, _ int) ([]cloudflare.Preset, error) {
				return client.ListPresets(ctx, in.account(), in.app(), "")
			})
	})
}

// unknownPresetError is a preset that the app does not have.
type unknownPresetError struct{ names []string }

func (e *unknownPresetError) Error() string { return "the app has no such preset" }

func (e *unknownPresetError) Explain() (attribute, summary, detail string) {
	detail = "The app has no presets."
	if len(e.names) > 0 {
		detail = "The app has these presets: " + advice.Names(e.names) + "."
	}
	return "preset_name", "The app has no preset of this name", detail + "\n\nWhat to do: set preset_name to the name of a preset of " +
		"this app; names are case-sensitive. Or create the preset in Cloudflare's dashboard."
}
