package provider

import (
	"fmt"
	"net/http"
	"strings"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// hints are what differs between the vendors in the advice we give.
type hints struct {
	credential string // refused as a whole: 401
	permission string // not enough for this call: 403
	ids        string // 404
	baseURL    string
	statusPage string
}

func hintsFor(e *rest.Error) hints {
	switch {
	case e.Vendor == "Cloudflare":
		return hints{
			credential: "check cloudflare.api_token in the provider block, or the environment variable " +
				"CLOUDFLARE_API_TOKEN: it must be an API token (not a global API key) that has not expired or been rolled. " +
				"Tokens are managed at https://dash.cloudflare.com/profile/api-tokens.",
			permission: `give the API token (cloudflare.api_token or CLOUDFLARE_API_TOKEN) the permission "Realtime" or ` +
				`"Realtime Admin" for this account, and check that account_id is the account you mean.`,
			ids: "check that the ids are of one family: the participant was added to this meeting, the meeting belongs " +
				"to this app, the app to this account.",
			baseURL:    "cloudflare.base_url or CLOUDFLARE_BASE_URL",
			statusPage: "https://www.cloudflarestatus.com",
		}
	case e.Call.Route == telnyx.RefreshRoute:
		refused := "the refresh token was refused: it has expired, or belongs to another room. Mint a new pair with " +
			"rtc_telnyx_room_client_token and use its refresh_token before refresh_token_expires_at."
		return hints{credential: refused, permission: refused, ids: telnyxIDs, baseURL: telnyxBaseURL, statusPage: telnyxStatus}
	default:
		return hints{
			credential: "check telnyx.api_key in the provider block, or the environment variable TELNYX_API_KEY: it must " +
				"be a V2 API key that has not been deleted. Keys are managed at https://portal.telnyx.com.",
			permission: "check that the API key (telnyx.api_key or TELNYX_API_KEY) belongs to the account that owns this " +
				"room, and that Video is enabled for it.",
			ids:        telnyxIDs,
			baseURL:    telnyxBaseURL,
			statusPage: telnyxStatus,
		}
	}
}

const (
	telnyxIDs     = "check room_id: the room was deleted, or belongs to another account than the API key."
	telnyxBaseURL = "telnyx.base_url or TELNYX_BASE_URL"
	telnyxStatus  = "https://status.telnyx.com"
)

// advise says what to do next. It comes in the middle of a line, behind a colon.
func advise(e *rest.Error) string {
	hint := hintsFor(e)
	switch e.Reason {
	case rest.Refused, rest.Unsuccessful:
		return adviseOnStatus(e, hint)
	case rest.RateLimited:
		return rateLimitAdvice(e)
	case rest.Redirected:
		return fmt.Sprintf("check %s: it points to %s, and a credential is never sent on to another address.",
			hint.baseURL, orElse(e.Location, "another address"))
	case rest.TimedOut:
		return fmt.Sprintf("try again; if it stays so, see %s, check the network and proxy between here and %s, or raise "+
			"request_timeout in the provider block.", hint.statusPage, e.Vendor)
	case rest.Unreachable:
		return fmt.Sprintf("check the network between here and %s: name resolution, firewall, proxy (HTTPS_PROXY, "+
			"NO_PROXY), and %s where one is set. Then try again.", e.Vendor, hint.baseURL)
	case rest.Untrusted:
		return fmt.Sprintf("find out who answers in place of %s: a proxy that inspects TLS needs its certificate among "+
			"the system's (or in SSL_CERT_FILE); else check %s. Nothing was sent.", e.Vendor, hint.baseURL)
	case rest.NotJSON, rest.TooLarge, rest.Incomplete:
		return fmt.Sprintf("check that %s, where set, names %s's API and no other server or proxy. If it does, the vendor "+
			"may have changed its API: see whether a newer version of this provider knows it.", hint.baseURL, e.Vendor)
	case rest.Interrupted:
		return "run it again. Of calls under way it is unknown whether they minted a token; an unused one expires by itself."
	case rest.Unsendable:
	}
	return "report this to the provider's developers."
}

func adviseOnStatus(e *rest.Error, hint hints) string {
	switch {
	case e.Status == http.StatusUnauthorized:
		return hint.credential
	case e.Status == http.StatusForbidden:
		return hint.permission
	case e.Status == http.StatusNotFound, e.Status == http.StatusGone:
		return hint.ids
	case e.Status == http.StatusConflict:
		return "see what the vendor says; something else changes the same object at the same time. Run it again."
	case e.Status == http.StatusUnprocessableEntity, e.Status == http.StatusBadRequest:
		return "correct the value that the vendor complains of. Ids first: " + strings.TrimPrefix(hint.ids, "check ")
	case e.Status == http.StatusTooManyRequests:
		return rateLimitAdvice(e)
	case e.Status >= 500, e.Status == http.StatusRequestTimeout:
		return fmt.Sprintf("try again; if it stays so, see %s, or raise max_retries in the provider block. The request id "+
			"is what the vendor's support asks for.", hint.statusPage)
	default:
		return "see what the vendor says, and check the ids above: " + strings.TrimPrefix(hint.ids, "check ")
	}
}

func rateLimitAdvice(e *rest.Error) string {
	wanted := ""
	if e.Wanted > 0 {
		wanted = fmt.Sprintf("the vendor wants another %s. ", seconds(e.Wanted))
	}
	return wanted + "Raise rate_limit_timeout in the provider block, lower requests_per_second there where others share " +
		"this credential's limit, or make fewer calls in one run."
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
