package cloudflare

import (
	"context"
	"net/http"
	"unicode/utf8"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// App is a RealtimeKit app of an account. Nil is the vendor's null, as in all types of this package.
type App struct {
	ID        string     `json:"id"`
	Name      *string    `json:"name"`
	CreatedAt *rest.Time `json:"created_at"`
}

const appsRoute = "/accounts/{account_id}/realtime/kit/apps"

// longestSearch is the vendor's limit for searching apps.
const longestSearch = 125

// ListApps lists the apps whose name matches the search, also inexactly. It lists all apps if the search is empty, or too
// long for the vendor.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/apps/methods/get/
func (c *Client) ListApps(ctx context.Context, accountID, search string) ([]App, error) {
	if utf8.RuneCountInString(search) > longestSearch {
		search = ""
	}
	return list[App]{
		route: appsRoute, in: path{account: accountID}, search: search, id: appID, name: func(a *App) *string { return a.Name },
	}.read(ctx, c)
}

// GetApp reads one app. The endpoint is in Cloudflare's documents since August 2026.
//
// https://developers.cloudflare.com/api/resources/realtime_kit/subresources/apps/
func (c *Client) GetApp(ctx context.Context, accountID, id string) (App, error) {
	return object(ctx, c, rest.Call{Method: http.MethodGet, Route: appsRoute + "/{app_id}", IDs: path{account: accountID, app: id}.ids()}, appID)
}

// app reads an app that something belongs to.
func (c *Client) app(accountID, id string) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := c.GetApp(ctx, accountID, id)
		return err
	}
}

func appID(a *App) *string { return &a.ID }
