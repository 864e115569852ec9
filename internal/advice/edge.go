package advice

import (
	"fmt"
	"slices"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// speaker is who says what an error quotes. Both vendors' servers stand behind Cloudflare's network.
func speaker(e *rest.Error) string {
	if e.Edge != nil {
		return "Cloudflare's network"
	}
	return e.Vendor
}

// mitigated is what Cloudflare's network did instead of passing a request on, or "".
func mitigated(e *rest.Error) string {
	if e.Edge == nil || e.Edge.Mitigation == "" {
		return ""
	}
	what := "blocked the request (a page of its firewall)"
	if e.Edge.Mitigation == rest.Challenge {
		what = "asked for a web browser (a challenge page)"
	}
	return fmt.Sprintf("%s %s. %s's API did not see it.", speaker(e), what, e.Vendor)
}

// suggestOnEdge is the suggestion for a request that Cloudflare's network did not let through, or "".
func suggestOnEdge(e *rest.Error, hint hints) string {
	if e.Edge == nil {
		return ""
	}
	// Cloudflare's codes for rules about addresses, countries, agents and signatures.
	denied := []string{"1005", "1006", "1007", "1008", "1009", "1010", "1012", "1020", "1106"}
	if e.Edge.Mitigation == "" && e.Edge.Category != "access_denied" && !slices.Contains(denied, e.Edge.Code) {
		return ""
	}
	return fmt.Sprintf("run it from another network, or ask %s's support, with the ray ID. A rule about addresses or clients blocked the "+
		"request. No permission of a credential changes that. Also check %s, if set, and the proxy (HTTPS_PROXY, NO_PROXY).",
		e.Vendor, hint.baseURL)
}
