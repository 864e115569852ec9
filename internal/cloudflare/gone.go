package cloudflare

import (
	"errors"
	"net/http"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// Gone says whether an error means that the object does not exist. A 404 without one of Cloudflare's errors comes from a
// proxy or a wrong URL, and does not count. RealtimeKit repeats its status as a code. For a missing participant it
// documents no status but 500, so the code counts under every status.
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
