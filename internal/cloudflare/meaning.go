package cloudflare

import (
	"errors"
	"net/http"
	"strconv"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// errorOf is the failed request to Cloudflare behind an error, or nil.
func errorOf(err error) *rest.Error {
	failed, ok := errors.AsType[*rest.Error](err)
	if !ok || failed.Vendor != Vendor {
		return nil
	}
	return failed
}

// Is says whether an error comes from a request to Cloudflare.
func Is(err error) bool { return errorOf(err) != nil }

// Gone says whether an error means that the object does not exist. A 404 without one of Cloudflare's errors comes from a
// proxy or a wrong URL, and does not count. RealtimeKit repeats its status as a code. For a missing participant it
// documents no status but 500, so the code counts under every status.
func Gone(err error) bool {
	failed := errorOf(err)
	if failed == nil {
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
	failed := errorOf(err)
	return failed != nil && Status(failed) == http.StatusConflict
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
