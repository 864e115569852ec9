package advice

import (
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
