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
	if !ok || failed.Vendor != vendor {
		return false
	}
	explained := false
	for _, fault := range failed.Faults {
		if fault.Code == "7000" || fault.Code == "7003" { // the gateway knows no such route: the URL or the account is wrong
			return false
		}
		explained = explained || fault.Native && (failed.Status == http.StatusNotFound || fault.Code == "404")
	}
	return explained
}
