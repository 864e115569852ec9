package advice

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// advise is the suggestion. It starts with a verb, in the middle of a line.
func advise(e *rest.Error) string {
	hint := hintsFor(e)
	if tooLong(e) {
		return adviseOnWait(e, hint)
	}
	switch e.Reason {
	case rest.Refused, rest.Unsuccessful:
		return adviseOnStatus(e, hint)
	case rest.Redirected:
		return fmt.Sprintf("check %s, if set. A proxy that asks users to log in also responds with a redirect.", hint.baseURL)
	case rest.TimedOut:
		return fmt.Sprintf("run it again. If the error persists, see %s, check the network and proxy between here and %s, or raise "+
			"request_timeout in the provider block.", hint.statusPage, e.Vendor)
	case rest.Unreachable:
		return fmt.Sprintf("check the network between here and %s: DNS, firewall, proxy (HTTPS_PROXY, NO_PROXY), "+
			"and %s, if set. Then run it again.", e.Vendor, hint.baseURL)
	case rest.Untrusted:
		text := fmt.Sprintf("find out which server responds in place of %s. If a proxy inspects TLS, add its certificate "+
			"to the system's certificates, or to a file that SSL_CERT_FILE names. Otherwise, check %s.", e.Vendor, hint.baseURL)
		if e.NotSent {
			text += " No credential was sent."
		}
		return text
	case rest.ProxyRefused:
		return fmt.Sprintf("correct the address, user name and password in HTTPS_PROXY, allow %[1]s's API in the proxy, or exclude it "+
			"from the proxy with NO_PROXY. After a refusal, the provider does not try the proxy again in the same run.", e.Vendor)
	case rest.ProxyUnreadable:
		return "set HTTPS_PROXY to a URL such as http://proxy.example.com:3128, or unset it. Percent-encode special characters in " +
			"the user name and password."
	case rest.NotJSON, rest.TooLarge, rest.Incomplete, rest.OtherObject:
		return fmt.Sprintf("check that %s, if set, is the URL of %s's API, and that no proxy responds in its place. "+
			"If both are right, %[2]s may have changed its API: look for a newer version of this provider.", hint.baseURL, e.Vendor)
	case rest.Unsteady:
		return "run it again when fewer objects are created and deleted, or look up a single one by its ID."
	case rest.Endless:
		return "look up a single one by its ID, or narrow the list with a filter, if it has one."
	case rest.Interrupted:
		return "run it again."
	}
	return "report this to the provider's developers."
}

func adviseOnStatus(e *rest.Error, hint hints) string {
	code := cloudflare.Status(e)
	edge, suggestion := suggestOnEdge(e, hint), suggestOnRefusal(e, hint)
	switch {
	case edge != "":
		return edge
	case e.Form == rest.Markup && code < 500:
		return fmt.Sprintf("check %s, if set, and the proxy (HTTPS_PROXY, NO_PROXY) or firewall. %s's API responds with JSON: "+
			"this page does not come from it.", hint.baseURL, e.Vendor)
	case suggestion != "":
		return suggestion
	case code == http.StatusNotFound, code == http.StatusGone:
		return adviseOnMissing(e, hint)
	case code == http.StatusTooManyRequests: // which says that a retry does not help
		return "wait before you run it again, and send fewer requests: see max_in_flight and requests_per_second in the provider block."
	case code == http.StatusConflict:
		return "run it again. Something else may be changing the same object at the same time."
	case code == http.StatusNotImplemented:
		return fmt.Sprintf("check that %s, if set, is the URL of %s's API. If it is, look for a newer version of this "+
			"provider.", hint.baseURL, e.Vendor)
	case code >= 500, code == http.StatusRequestTimeout:
		text := fmt.Sprintf("run it again. If the error persists, see %s", hint.statusPage)
		if e.OutOfRetries {
			text += ", or raise max_retries in the provider block"
		}
		text += "."
		if e.RequestID != "" {
			text += fmt.Sprintf(" %s's support asks for the request ID.", e.Vendor)
		}
		return text
	}
	if fields := complainedOf(e); fields != "" {
		return fmt.Sprintf("correct %s.", fields)
	}
	if len(e.Faults) == 0 {
		return "run it again. If the error persists, " + checkIDs(e.Call.IDs, hint)
	}
	return fmt.Sprintf("correct what %s complains about. If that is an ID, %s", e.Vendor, checkIDs(e.Call.IDs, hint))
}

// adviseOnMissing is for what does not exist. Beside the IDs, another URL may help where the response is not the vendor's own,
// and where Terraform manages the object, a plan that knows that it is gone.
func adviseOnMissing(e *rest.Error, hint hints) string {
	text := checkIDs(e.Call.IDs, hint)
	itsOwn := func(fault rest.Fault) bool { return fault.Native && !cloudflare.NoRoute(fault) }
	switch {
	case len(e.Call.IDs) == 0, strings.Contains(text, hint.baseURL):
		return text
	case !slices.ContainsFunc(e.Faults, itsOwn):
		return text + fmt.Sprintf(" Also check %s, if set.", hint.baseURL)
	case e.Call.Method == http.MethodPatch:
		return text + " If something has deleted it since the plan, plan and apply again."
	case !cloudflare.Gone(e) && !telnyx.Gone(e), !strings.Contains(e.Call.Route, "token"):
		return text
	}
	return text + fmt.Sprintf(" If this configuration manages the %s, run terraform apply without -refresh=false to create it again. To destroy "+
		"what is left, run terraform destroy -refresh=false, or set mint_tokens = terraform.applying in the provider block.",
		thingOf(e.Call.IDs[len(e.Call.IDs)-1]))
}

// checkIDs says what must hold of a request's IDs for the vendor to find the object. The path has them from the
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
		where := hint.baseURL + ", if set, and any proxy."
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

// complainedOf are the fields that the vendor's errors point to. The attributes have the same names.
func complainedOf(e *rest.Error) string {
	var fields []string
	for _, fault := range e.Faults {
		if name := strings.TrimPrefix(fault.Pointer, "/"); name != "" && !slices.Contains(fields, name) {
			fields = append(fields, name)
		}
	}
	return strings.Join(fields, " and ")
}
