package telnyx

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// errorOf is the failed request to Telnyx behind an error, or nil.
func errorOf(err error) *rest.Error {
	failed, ok := errors.AsType[*rest.Error](err)
	if !ok || failed.Vendor != Vendor {
		return nil
	}
	return failed
}

// Is says whether an error comes from a request to Telnyx.
func Is(err error) bool { return errorOf(err) != nil }

// Gone says whether an error means that the object does not exist. A 404 without one of Telnyx's errors comes from a
// proxy or a wrong URL, and does not count.
func Gone(err error) bool {
	failed := errorOf(err)
	return failed != nil && failed.Status == http.StatusNotFound && len(failed.Call.IDs) > 0 && // a list is never gone
		slices.ContainsFunc(failed.Faults, func(f rest.Fault) bool { return f.Native })
}

// Conflict says whether Telnyx refuses a room because its unique_name is taken.
func Conflict(err error) bool {
	failed := errorOf(err)
	return failed != nil && (failed.Status == http.StatusConflict || failed.Status == http.StatusUnprocessableEntity &&
		slices.ContainsFunc(failed.Faults, func(fault rest.Fault) bool { return strings.HasSuffix(fault.Pointer, "unique_name") }))
}
