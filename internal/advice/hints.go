package advice

import (
	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// hints are the parts of a suggestion that differ between the vendors.
type hints struct {
	credential string // rejected as a whole: 401
	permission string // too little for this request: 403
	outermost  string // what must hold of a request's outermost ID; "" where that is an account
	baseURL    string
	statusPage string
	rate       string // the argument that limits this run, where others share the rate limit
}

func hintsFor(e *rest.Error) hints {
	if e.Vendor == cloudflare.Vendor {
		return hints{
			credential: "check cloudflare.api_token in the provider block, or the environment variable " +
				"CLOUDFLARE_API_TOKEN. It must be an API token (not a Global API Key) that has not expired or been rolled. " +
				"Manage tokens at https://dash.cloudflare.com/profile/api-tokens, and a token that begins with cfat_ in the account, " +
				"under Manage Account > Account API Tokens.",
			permission: `give the API token (cloudflare.api_token or CLOUDFLARE_API_TOKEN) the permission "Realtime" or ` +
				`"Realtime Admin" for this account, and check that account_id is the right account. If the token is new, wait a minute ` +
				"and run it again.",
			baseURL:    "cloudflare.base_url or CLOUDFLARE_BASE_URL",
			statusPage: "https://www.cloudflarestatus.com",
			rate:       "cloudflare.requests_per_second",
		}
	}
	hint := hints{
		credential: "check telnyx.api_key in the provider block, or the environment variable TELNYX_API_KEY. It must " +
			"be a V2 API key that has not been deleted. Manage keys at https://portal.telnyx.com.",
		permission: "check that Video is enabled for the account of the API key (telnyx.api_key or TELNYX_API_KEY).",
		outermost:  "belong to the account of the API key",
		baseURL:    "telnyx.base_url or TELNYX_BASE_URL",
		statusPage: "https://status.telnyx.com",
		rate:       "telnyx.requests_per_second",
	}
	if len(e.Call.IDs) > 0 {
		hint.permission = "check that the API key (telnyx.api_key or TELNYX_API_KEY) belongs to the account that owns this " +
			thingOf(e.Call.IDs[0]) + ", and that Video is enabled for it."
	}
	if e.Call.Route == telnyx.RefreshRoute { // where no API key is sent
		hint.credential = "mint a new pair with rtc_telnyx_room_client_token, and use its refresh_token before " +
			"refresh_token_expires_at. This refresh token has expired, or it belongs to another room."
		hint.permission = hint.credential
		hint.outermost = "be the one that the refresh token was minted for"
	}
	return hint
}
