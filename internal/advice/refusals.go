package advice

import (
	"net/http"
	"slices"
	"strings"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// A refusal maps what a vendor says when it refuses a credential, or what the credential may do, to a suggestion. A field
// that is empty matches everything.
type refusal struct {
	vendor   string
	statuses []int    // that the response means
	codes    []string // of one of its errors
	words    []string // one of them is in the text of that error, in lower case
	suggest  func(hints) string
}

// refusals are in order: the first that matches applies. Codes and texts are those that the vendors were seen to send.
func refusals() []refusal {
	credential := func(h hints) string { return h.credential }
	permission := func(h hints) string { return h.permission }
	return []refusal{
		{vendor: cloudflare.Vendor, codes: []string{"9109"}, words: []string{"location", "ip address"}, suggest: func(hints) string {
			return "run it from an address that the API token allows, or change the token's Client IP Address Filtering at " +
				"https://dash.cloudflare.com/profile/api-tokens."
		}},
		{vendor: cloudflare.Vendor, codes: []string{"6003", "6103", "6111", "9106", "9109"}, suggest: credential},
		{vendor: cloudflare.Vendor, codes: []string{"10001"}, words: []string{"authenticate"}, suggest: credential},
		{vendor: cloudflare.Vendor, statuses: []int{http.StatusOK, http.StatusBadRequest}, codes: []string{"10000"}, suggest: credential},
		{vendor: telnyx.Vendor, statuses: []int{http.StatusPaymentRequired}, suggest: balance},
		{vendor: telnyx.Vendor, statuses: []int{http.StatusForbidden}, words: []string{"insufficient funds", "balance", "credit limit", "payment"}, suggest: balance},
		{statuses: []int{http.StatusUnauthorized}, suggest: credential},
		{statuses: []int{http.StatusForbidden}, words: []string{"invalid access token", "invalid api token", "token has expired"}, suggest: credential},
		{statuses: []int{http.StatusForbidden}, suggest: permission},
	}
}

func balance(hints) string {
	return "check the balance and the billing of your Telnyx account at https://portal.telnyx.com."
}

// suggestOnRefusal is the suggestion for a refused credential, or "" if the error is about something else.
func suggestOnRefusal(e *rest.Error, hint hints) string {
	faults := e.Faults
	if len(faults) == 0 {
		faults = []rest.Fault{{}} // the status alone can match
	}
	for _, one := range refusals() {
		if one.vendor != "" && one.vendor != e.Vendor || len(one.statuses) > 0 && !slices.Contains(one.statuses, cloudflare.Status(e)) {
			continue
		}
		if slices.ContainsFunc(faults, one.covers) {
			return one.suggest(hint)
		}
	}
	return ""
}

// covers says whether one of the vendor's errors has a code and a word of the refusal.
func (r refusal) covers(f rest.Fault) bool {
	text := strings.ToLower(f.Title + " " + f.Detail)
	said := func(word string) bool { return strings.Contains(text, word) }
	return (len(r.codes) == 0 || slices.Contains(r.codes, f.Code)) && (len(r.words) == 0 || slices.ContainsFunc(r.words, said))
}
