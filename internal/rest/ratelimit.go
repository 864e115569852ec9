package rest

import (
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dunglas/httpsfv"
)

// maxPause is the longest wait a header may ask for; anything above is taken for nonsense.
const maxPause = 24 * time.Hour

// allowance is what an answer says of the calls that are left.
type allowance struct {
	remaining int
	reset     time.Duration // until there are more
}

// readAllowance reads whichever rate limit headers there are:
//
//   - Cloudflare's, the IETF's draft-ietf-httpapi-ratelimit-headers: Ratelimit: "default";r=50;t=30, of several items
//     the one that runs out first (https://developers.cloudflare.com/fundamentals/api/reference/limits/);
//   - Telnyx's x-ratelimit-remaining and x-ratelimit-reset, both plain numbers, the latter in seconds from now
//     (https://developers.telnyx.com/development/api-fundamentals/reliability/rate-limiting).
//
// What cannot be believed is left out: then a 429 and our own backoff must do.
func readAllowance(header http.Header) (allowance, bool) {
	found, ok := structuredAllowance(header)
	if ok {
		return found, true
	}
	remaining, err := strconv.ParseInt(strings.TrimSpace(header.Get("X-Ratelimit-Remaining")), 10, 64)
	if err != nil {
		return allowance{}, false
	}
	seconds, err := strconv.ParseFloat(strings.TrimSpace(header.Get("X-Ratelimit-Reset")), 64)
	if err != nil {
		return allowance{}, false
	}
	return believable(remaining, seconds)
}

func structuredAllowance(header http.Header) (least allowance, ok bool) {
	items := structuredItems(header.Values("Ratelimit"))
	if len(items) == 0 {
		return allowance{}, false
	}
	for _, item := range items {
		remaining, hasRemaining := parameter[int64](item, "r")
		if !hasRemaining {
			continue
		}
		seconds, hasSeconds := parameter[int64](item, "t")
		if !hasSeconds || countsOther(header) {
			policy := readPolicies(header)[nameOf(item)]
			if policy.notCalls {
				continue
			}
			if !hasSeconds { // it is optional: then a window's length is the longest that it can take
				seconds = policy.window
			}
		}
		one, believed := believable(remaining, float64(seconds))
		if !believed {
			continue
		}
		if !ok || one.remaining < least.remaining || one.remaining == least.remaining && one.reset > least.reset {
			least, ok = one, true
		}
	}
	return least, ok
}

// policy is what Ratelimit-Policy: "default";q=100;w=60 says of the item of that name in Ratelimit. Its quota q is not
// made use of: after a reset others who share the credential may have used it already, and one call tells.
type policy struct {
	window   int64 // seconds
	notCalls bool  // it limits something else, such as bytes: qu="content-bytes"
}

// readPolicies finds policies by name. Every answer carries some, and few of them matter, so that they are read only
// where one may.
func readPolicies(header http.Header) map[string]policy {
	policies := map[string]policy{}
	for _, item := range structuredItems(header.Values("Ratelimit-Policy")) {
		window, _ := parameter[int64](item, "w")
		unit, hasUnit := parameter[string](item, "qu")
		policies[nameOf(item)] = policy{window: window, notCalls: hasUnit && unit != "requests"}
	}
	return policies
}

// structuredItems reads a structured field (RFC 9651) that is a list; what is not an item in it has no meaning here.
func structuredItems(values []string) []httpsfv.Item {
	if len(values) == 0 {
		return nil
	}
	list, err := httpsfv.UnmarshalList(values)
	if err != nil {
		return nil
	}
	items := make([]httpsfv.Item, 0, len(list))
	for _, member := range list {
		if item, isItem := member.(httpsfv.Item); isItem {
			items = append(items, item)
		}
	}
	return items
}

// countsOther says whether a policy names the unit that it counts in.
func countsOther(header http.Header) bool {
	return slices.ContainsFunc(header.Values("Ratelimit-Policy"), func(value string) bool { return strings.Contains(value, "qu=") })
}

// nameOf is what an item is called, in quotes or without.
func nameOf(item httpsfv.Item) string {
	switch name := item.Value.(type) {
	case string:
		return name
	case httpsfv.Token:
		return string(name)
	}
	return ""
}

func parameter[T any](item httpsfv.Item, name string) (T, bool) {
	value, _ := item.Params.Get(name)
	typed, ok := value.(T)
	return typed, ok
}

func believable(remaining int64, seconds float64) (allowance, bool) {
	if remaining < 0 || !(seconds > 0) || seconds > maxPause.Seconds() {
		return allowance{}, false
	}
	return allowance{
		remaining: int(min(remaining, math.MaxInt32)),
		reset:     time.Duration(seconds * float64(time.Second)),
	}, true
}

// retryAfter reads how long a Retry-After header asks to wait (RFC 9110, section 10.2.3): seconds or a date. Zero and
// what lies in the past are no answer: APIs send them where the real delay stands elsewhere. A date is compared with
// the vendor's own clock where the answer shows it, since ours may be wrong.
func retryAfter(header http.Header, now time.Time) (time.Duration, bool) {
	text := strings.TrimSpace(header.Get("Retry-After"))
	if seconds, err := strconv.ParseFloat(text, 64); err == nil {
		one, ok := believable(0, seconds)
		return one.reset, ok
	}
	date, err := http.ParseTime(text)
	if err != nil {
		return 0, false
	}
	if sent, err := http.ParseTime(header.Get("Date")); err == nil {
		now = sent
	}
	one, ok := believable(0, date.Sub(now).Seconds())
	return one.reset, ok
}
