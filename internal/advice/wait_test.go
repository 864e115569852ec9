package advice

import (
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// A wait that a 5xx asks for is named, and is not called a rate limit.
func TestAWaitThatIsTooLong(t *testing.T) {
	t.Parallel()
	const advice = "What to do: run it again in 1h, or raise rate_limit_timeout in the provider block to 1h1m or more. " +
		"If the error persists, see https://status.telnyx.com."
	call := rest.Call{Method: "GET", Route: "/rooms"}
	for _, c := range []struct {
		err           rest.Error
		title, detail string
	}{
		{
			rest.Error{Reason: rest.Refused, Status: 503, Faults: []rest.Fault{{Title: "Maintenance"}}, Attempts: 1},
			"Telnyx responded with 503 Service Unavailable",
			"Telnyx says: Maintenance\nTelnyx asks to wait 1h before the next request. That exceeds rate_limit_timeout.\n\n" +
				"Tried: GET /rooms\nAttempts: 1\n\n" + advice,
		},
		{
			rest.Error{Reason: rest.Unavailable, Waited: 30 * time.Second},
			"Telnyx asks for a longer wait than rate_limit_timeout",
			"The provider waited 30s, and Telnyx asks to wait 1h before the next request. Together, that exceeds rate_limit_timeout.\n\n" +
				"Tried: GET /rooms\nAttempts: 0\n\n" + advice,
		},
	} {
		c.err.Vendor, c.err.Call, c.err.Wanted = "Telnyx", call, time.Hour
		if _, title, detail := Explain(&c.err); title != c.title || detail != c.detail {
			t.Errorf("%s\n%s\nwant\n%s\n%s", title, detail, c.title, c.detail)
		}
	}
}
