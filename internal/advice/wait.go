package advice

import (
	"fmt"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// LongestTimeout is the longest timeout that the provider block accepts.
const LongestTimeout = 24 * time.Hour

// tooLong says whether a request ended because the vendor asks for a wait that exceeds rate_limit_timeout.
func tooLong(e *rest.Error) bool {
	return e.Reason == rest.RateLimited || e.Reason == rest.Unavailable || e.Wanted > 0
}

func wantedWait(e *rest.Error) string {
	wait := fmt.Sprintf("%s allows the next request in %s", e.Vendor, seconds(e.Wanted))
	if e.Reason != rest.RateLimited {
		wait = fmt.Sprintf("%s asks to wait %s before the next request", speaker(e), seconds(e.Wanted))
	}
	if seconds(e.Waited) == "0s" {
		return wait + ". That exceeds rate_limit_timeout."
	}
	return fmt.Sprintf("The provider waited %s, and %s. Together, that exceeds rate_limit_timeout.", seconds(e.Waited), wait)
}

func adviseOnWait(e *rest.Error, hint hints) string {
	enough := (e.Waited + e.Wanted).Truncate(time.Minute) + time.Minute
	possible := enough <= LongestTimeout
	switch {
	case e.Reason != rest.RateLimited && possible:
		return fmt.Sprintf("run it again in %s, or raise rate_limit_timeout in the provider block to %s or more. If the error persists, see %s.",
			seconds(e.Wanted), seconds(enough), hint.statusPage)
	case e.Reason != rest.RateLimited:
		return fmt.Sprintf("run it again in %s. If the error persists, see %s.", seconds(e.Wanted), hint.statusPage)
	case possible:
		return fmt.Sprintf("raise rate_limit_timeout in the provider block to %s or more. If other clients share this rate "+
			"limit, throttle this run with %s. Otherwise, send fewer requests in one run.", seconds(enough), hint.rate)
	}
	return fmt.Sprintf("run it again in %s. rate_limit_timeout in the provider block cannot exceed %s. If other clients share "+
		"this rate limit, throttle this run with %s.", seconds(e.Wanted), seconds(LongestTimeout), hint.rate)
}
