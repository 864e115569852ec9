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
