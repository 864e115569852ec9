package cloudflare

import (
	"errors"
	"net/http"
	"strconv"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// Conflict says whether Cloudflare refuses an object because a similar one exists.
func Conflict(err error) bool {
	failed := rest.ErrorOf(Vendor, err)
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
