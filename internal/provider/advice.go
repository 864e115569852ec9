package provider

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// hints are what differs between the vendors in the advice we give.
type hints struct {
	credential string // refused as a whole: 401
	permission string // not enough for this call: 403
	outermost  string // what must hold of a call's outermost ID; "" where that is an account
	baseURL    string
	statusPage string
	rate       string // the attribute that leaves others their share of the rate limit
}

func hintsFor(e *rest.Error) hints {
	if e.Vendor == "Cloudflare" {
		return hints{
			credential: "check cloudflare.api_token in the provider block, or the environment variable " +
				"CLOUDFLARE_API_TOKEN: it must be an API token (not a global API key) that has not expired or been rolled. " +
				"Tokens are managed at https://dash.cloudflare.com/profile/api-tokens.",
			permission: `give the API token (cloudflare.api_token or CLOUDFLARE_API_TOKEN) the permission "Realtime" or ` +
				`"Realtime Admin" for this account, and check that account_id is the account you mean.`,
			baseURL:    "cloudflare.base_url or CLOUDFLARE_BASE_URL",
			statusPage: "https://www.cloudflarestatus.com",
			rate:       "cloudflare.requests_per_second",
		}
	}
	hint := hints{
		credential: "check telnyx.api_key in the provider block, or the environment variable TELNYX_API_KEY: it must " +
			"be a V2 API key that has not been deleted. Keys are managed at https://portal.telnyx.com.",
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
		hint.credential = "the refresh token was refused: it has expired, or belongs to another room. Mint a new pair with " +
			"rtc_telnyx_room_client_token and use its refresh_token before refresh_token_expires_at."
		hint.permission = hint.credential
		hint.outermost = "be the one that the refresh token was minted for"
	}
	return hint
}

// advise says what to do next. It comes in the middle of a line, behind a colon.
func advise(e *rest.Error) string {
	hint := hintsFor(e)
	switch e.Reason {
	case rest.Refused, rest.Unsuccessful:
		return adviseOnStatus(e, hint)
	case rest.RateLimited:
		return rateLimitAdvice(e, hint)
	case rest.Redirected:
		return fmt.Sprintf("check %s, where set. A proxy in between that asks people to log in answers so, too.", hint.baseURL)
	case rest.TimedOut:
		return fmt.Sprintf("try again; if it stays so, see %s, check the network and proxy between here and %s, or raise "+
			"request_timeout in the provider block.", hint.statusPage, e.Vendor)
	case rest.Unreachable:
		return fmt.Sprintf("check the network between here and %s: name resolution, firewall, proxy (HTTPS_PROXY, "+
			"NO_PROXY), and %s where one is set. Then try again.", e.Vendor, hint.baseURL)
	case rest.Untrusted:
		text := fmt.Sprintf("find out who answers in place of %s. A proxy that inspects TLS needs its certificate among "+
			"the system's, or in a file that SSL_CERT_FILE names. Else check %s.", e.Vendor, hint.baseURL)
		if e.NotSent {
			text += " No credential was sent."
		}
		return text
	case rest.ProxyRefused:
		return fmt.Sprintf("correct the proxy's address, user name and password in HTTPS_PROXY, or exempt %s from it in "+
			"NO_PROXY. The provider asks a proxy that refuses only once in a run.", e.Vendor)
	case rest.NotJSON, rest.TooLarge, rest.Incomplete:
		return fmt.Sprintf("check that %s, where set, names %s's API, and that no proxy in between answers in its place. "+
			"If so, the vendor may have changed its API: see whether a newer version of this provider knows it.", hint.baseURL, e.Vendor)
	case rest.Unsteady:
		return "run it again when fewer things are created and deleted there, or look up one by its id, which needs no list."
	case rest.Endless:
		return "look up one by its id, which needs no list, or narrow the list with a filter where there is one."
	case rest.Interrupted:
		return "run it again."
	case rest.Unsendable:
	}
	return "report this to the provider's developers."
}

func adviseOnStatus(e *rest.Error, hint hints) string {
	code := statusMeant(e)
	switch {
	case e.Form == rest.Markup && code < 500:
		return fmt.Sprintf("%s's API answers in JSON, so that this page comes from something else: check %s, where set, and "+
			"the proxy (HTTPS_PROXY, NO_PROXY) or firewall in between.", e.Vendor, hint.baseURL)
	case code == http.StatusUnauthorized, code == http.StatusBadRequest && aboutCredential(e):
		return hint.credential
	case code == http.StatusForbidden:
		return hint.permission
	case code == http.StatusNotFound, code == http.StatusGone:
		return checkIDs(e.Call.IDs, hint) + adviseOnRefresh(e)
	case code == http.StatusConflict:
		return "see what the vendor says; something else changes the same object at the same time. Run it again."
	case code == http.StatusNotImplemented:
		return fmt.Sprintf("check that %s, where set, names %s's API. If so, see whether a newer version of this provider "+
			"knows a change of that API.", hint.baseURL, e.Vendor)
	case code >= 500, code == http.StatusRequestTimeout:
		text := fmt.Sprintf("try again; if it stays so, see %s", hint.statusPage)
		if retried(code) {
			text += ", or raise max_retries in the provider block"
		}
		text += "."
		if e.RequestID != "" {
			text += " The request id is what the vendor's support asks for."
		}
		return text
	}
	if fields := complainedOf(e); fields != "" {
		return fmt.Sprintf("correct %s.", fields)
	}
	if len(e.Faults) == 0 {
		return "try again; if it stays so, " + checkIDs(e.Call.IDs, hint)
	}
	return "correct what the vendor complains of. If that is an ID, " + checkIDs(e.Call.IDs, hint)
}

// adviseOnRefresh is for a token whose participant or room Terraform manages and was told not to read.
func adviseOnRefresh(e *rest.Error) string {
	last := len(e.Call.IDs) - 1
	if !gone(e) || last < 0 || !strings.Contains(e.Call.Route, "token") {
		return ""
	}
	return fmt.Sprintf(" If this configuration manages the %s, run terraform apply without -refresh=false to create it again.", thingOf(e.Call.IDs[last]))
}

// checkIDs says what must hold of the IDs of a call for the vendor to find what they name. The path has them from the
// outermost to the innermost, each in the one before it.
func checkIDs(ids []rest.ID, hint hints) string {
	must := hint.outermost
	var clauses []string
	for _, id := range ids {
		if must != "" {
			clauses = append(clauses, "the "+thingOf(id)+" must "+must)
		}
		must = "belong to this " + thingOf(id)
	}
	if len(clauses) == 0 { // no ID, or that of an account
		where := hint.baseURL + ", where set, and any proxy in between."
		if len(ids) > 0 {
			where = ids[0].Name + ", and " + where
		}
		return "check " + where
	}
	slices.Reverse(clauses)
	clauses[0] = strings.Replace(clauses[0], " must ", " must exist and ", 1)
	if last := len(clauses) - 1; last > 0 {
		clauses[last] = "and " + clauses[last]
	}
	return "check the IDs above: " + strings.Join(clauses, ", ") + "."
}

// thingOf is what an ID names: a meeting, where it is called meeting_id.
func thingOf(id rest.ID) string {
	return strings.ReplaceAll(strings.TrimSuffix(id.Name, "_id"), "_", " ")
}

// retried tells the statuses of 5xx and 408 after which internal/rest retries a request.
func retried(code int) bool {
	switch code {
	case http.StatusRequestTimeout, http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable,
		http.StatusGatewayTimeout, 520, 521, 522, 523, 524:
		return true
	}
	return false
}

// statusMeant is the answer's status, or where that claims success, the one that RealtimeKit repeats in its complaint.
func statusMeant(e *rest.Error) int {
	if e.Reason == rest.Unsuccessful && len(e.Faults) > 0 {
		if code, err := strconv.Atoi(e.Faults[0].Code); err == nil && code >= 400 && code < 600 {
			return code
		}
	}
	return e.Status
}

// aboutCredential knows the codes with which Cloudflare's gateway refuses a malformed credential, under status 400.
func aboutCredential(e *rest.Error) bool {
	return e.Vendor == "Cloudflare" && slices.ContainsFunc(e.Faults, func(fault rest.Fault) bool {
		return slices.Contains([]string{"6003", "6103", "6111", "9106", "9109"}, fault.Code)
	})
}

// complainedOf are the fields that the vendor points to, which are attributes under the same names.
func complainedOf(e *rest.Error) string {
	var fields []string
	for _, fault := range e.Faults {
		if name := strings.TrimPrefix(fault.Pointer, "/"); name != "" && !slices.Contains(fields, name) {
			fields = append(fields, name)
		}
	}
	return strings.Join(fields, " and ")
}

func rateLimitAdvice(e *rest.Error, hint hints) string {
	enough := (e.Waited + e.Wanted).Truncate(time.Minute) + time.Minute
	if enough > longestDuration {
		return fmt.Sprintf("run it again in %s: rate_limit_timeout in the provider block cannot be longer than %s. If others use the "+
			"same credential, leave them their share with %s.", seconds(e.Wanted), seconds(longestDuration), hint.rate)
	}
	return fmt.Sprintf("raise rate_limit_timeout in the provider block to %s or more. If others use the same credential, "+
		"leave them their share with %s; else make fewer calls in one run.", seconds(enough), hint.rate)
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
