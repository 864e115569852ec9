package advice

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// The rate_limit_timeout that an error advises is one that the provider block accepts.
func TestTheAdvisedTimeoutIsAccepted(t *testing.T) {
	t.Parallel()
	for wanted, want := range map[time.Duration]string{
		61 * time.Second: "2m", time.Hour - 1: "1h", 24*time.Hour - 1: "24h",
		24 * time.Hour: "", 25 * time.Hour: "", 1000 * time.Hour: "",
	} {
		text := advise(&rest.Error{Vendor: "Cloudflare", Reason: rest.RateLimited, Wanted: wanted})
		advised := regexp.MustCompile(`raise rate_limit_timeout in the provider block to (\w+) or more`).FindStringSubmatch(text)
		if want == "" {
			if advised != nil || !strings.HasPrefix(text, "run it again in "+seconds(wanted)) {
				t.Errorf("%s: %s", wanted, text)
			}
			continue
		}
		if advised == nil || advised[1] != want {
			t.Errorf("%s: %s", wanted, text)
			continue
		}
		if timeout, err := time.ParseDuration(advised[1]); err != nil || timeout > LongestTimeout {
			t.Errorf("%s: %s: %s, %v", wanted, text, timeout, err)
		}
	}
}

// What does not exist was deleted meanwhile, or never was; or there is another server, or another account, behind the URL.
func TestTheAdviceOnWhatIsMissing(t *testing.T) {
	t.Parallel()
	const again, baseURL = "plan and apply again", "Also check cloudflare.base_url"
	own, noRoute := []rest.Fault{{Code: "404", Native: true}}, []rest.Fault{{Code: "7003", Native: true}}
	for name, c := range map[string]struct {
		method string
		faults []rest.Fault
		want   string
	}{
		"read": {http.MethodGet, own, ""}, "changed": {http.MethodPatch, own, again},
		"no route": {http.MethodGet, noRoute, baseURL}, "no route for a change": {http.MethodPatch, noRoute, baseURL},
		"not the vendor's": {http.MethodGet, nil, baseURL},
	} {
		ids := []rest.ID{{Name: "account_id", Value: "a"}, {Name: "app_id", Value: "b"}}
		text := advise(&rest.Error{Vendor: "Cloudflare", Reason: rest.Refused, Status: 404, Faults: c.faults, Call: rest.Call{Method: c.method, IDs: ids}})
		if strings.Contains(text, again) != (c.want == again) || strings.Contains(text, baseURL) != (c.want == baseURL) ||
			!strings.HasPrefix(text, "check the IDs above: ") {
			t.Errorf("%s: %s", name, text)
		}
	}
}
