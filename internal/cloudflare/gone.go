package cloudflare

import (
	"errors"
	"net/http"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// Gone tells whether an error says that what was asked for does not exist. A 404 that Cloudflare does not explain comes
// from something in between, or from a wrong URL; neither knows what exists. RealtimeKit repeats its status as a code,
// and for a missing participant its documents have no status but 500: the code counts under every status.
func Gone(err error) bool {
	failed, ok := errors.AsType[*rest.Error](err)
	if !ok {
		return false
	}
	explained := false
	for _, fault := range failed.Faults {
		switch fault.Code {
		case "7000", "7003": // the gateway knows no such route: the URL or the account is wrong
			return false
		case "404":
			explained = true
		default:
			// A message without a code is how other people's proxies speak.
			explained = explained || failed.Status == http.StatusNotFound && fault.Code != ""
		}
	}
	return explained
}
