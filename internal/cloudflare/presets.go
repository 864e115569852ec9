package cloudflare

import (
	"context"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// Preset is a role of participants of an app. A list has only these fields of it.
type Preset struct {
	ID        string     `json:"id"`
	Name      *string    `json:"name"`
	CreatedAt *rest.Time `json:"created_at"`
	UpdatedAt *rest.Time `json:"updated_at"`
}

// ListPresets lists the presets whose name matches the search, also inexactly. It lists all if the search is empty.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/presets/methods/get/
func (c *Client) ListPresets(ctx context.Context, accountID, appID, search string) ([]Preset, error) {
	return list[Preset]{
		route: "/accounts/{account_id}/realtime/kit/{app_id}/presets", in: path{account: accountID, app: appID},
		parent: c.app(accountID, appID), search: search,
		id: func(p *Preset) *string { return &p.ID }, name: func(p *Preset) *string { return p.Name },
	}.read(ctx, c)
}
