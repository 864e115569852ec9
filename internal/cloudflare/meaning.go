package cloudflare

import (
	"errors"
	"net/http"
	"strconv"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// errorOf is the failed request to Cloudflare behind an error, if there is one.
func errorOf(err error) (*rest.Error, bool) {
	failed, ok := errors.AsType[*rest.Error](err)
	return failed, ok && failed.Vendor == Vendor
}

// Is says whether an error comes from a request to Cloudflare.
func Is(err error) bool {
	_, ok := errorOf(err)
	return ok
}

// Gone says whether an error means that the object does not exist. A 404 without one of Cloudflare's errors comes from a
// proxy or a wrong URL, and does not count. RealtimeKit repeats its status as a code. For a missing participant it
// documents no status but 500, so the code counts under every status.
func Gone(err error) bool {
	failed, ok := errorOf(err)
	if !ok {
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

// Conflict says whether Cloudflare refuses an object because a similar one exists.
func Conflict(err error) bool {
	failed, ok := errorOf(err)
	return ok && Status(failed) == http.StatusConflict
}

// Status is the status that a response means. Where it reports a failure under a success, RealtimeKit repeats the status
// that it means in its error. For errors of other vendors, it is the response's status.
func Status(err error) int {
	failed, ok := errors.AsType[*rest.Error](err)
	if !ok {
		return 0
	}
	if failed.Vendor == Vendor && failed.Reason == rest.Unsuccessful && len(failed.Faults) > 0 {
		if code, err := strconv.Atoi(failed.Faults[0].Code); err == nil && code >= 400 && code < 600 {
			return code
		}
	}
	return failed.Status
}
