package telnyx

import (
	"errors"
	"net/http"
	"slices"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// Gone tells whether an error says that what was asked for does not exist. A 404 that Telnyx does not explain comes from
// something in between, or from a wrong URL; neither knows what exists.
func Gone(err error) bool {
	failed, ok := errors.AsType[*rest.Error](err)
	return ok && failed.Vendor == vendor && failed.Status == http.StatusNotFound && len(failed.Call.IDs) > 0 && // a list is never gone
		slices.ContainsFunc(failed.Faults, func(f rest.Fault) bool { return f.Native })
}
