package telnyx

import (
	"net/http"
	"regexp"
	"slices"
	"strings"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// Conflict says whether Telnyx refuses a room because its unique_name is taken.
func Conflict(err error) bool {
	failed := rest.ErrorOf(Vendor, err)
	return failed != nil && (failed.Status == http.StatusConflict ||
		failed.Status == http.StatusUnprocessableEntity && slices.ContainsFunc(failed.Faults, nameTaken))
}

var taken = regexp.MustCompile(`(?i)taken|exist|duplicate|unique`)

// nameTaken says whether an error is about a unique_name that is taken. An error without a code has to say so.
func nameTaken(fault rest.Fault) bool {
	return strings.HasSuffix(fault.Pointer, "unique_name") && (fault.Code != "" || taken.MatchString(fault.Detail))
}
