package telnyx

import (
	"errors"
	"net/http"
	"slices"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// Gone says whether an error means that the object does not exist. A 404 without one of Telnyx's errors comes from a
// proxy or a wrong URL, and does not count.
func Gone(err error) bool {
	failed, ok := errors.AsType[*rest.Error](err)
	return ok && failed.Vendor == vendor && failed.Status == http.StatusNotFound && len(failed.Call.IDs) > 0 && // a list is never gone
		slices.ContainsFunc(failed.Faults, func(f rest.Fault) bool { return f.Native })
}
