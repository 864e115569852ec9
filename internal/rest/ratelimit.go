package rest

import (
	"cmp"
	"errors"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dunglas/httpsfv"
)

const (
	// maxPause is the longest plausible wait of a policy. Anything above is not a number of seconds from now.
	maxPause = 24 * time.Hour

	// maxMembers is how many items of a structured header are read, maxField how many bytes.
	maxMembers = 16
	maxField   = 4 << 10

	// forEver stands for a Retry-After that exceeds every timeout.
	forEver = 10 * 365 * 24 * time.Hour
)

// report is what a response says about the rate limit.
type report struct {
	status int // 0: there was no response
	left   []allowance
	after  time.Duration // what the vendor asks to wait; 0: it does not
}

func readReport(status int, header http.Header, now time.Time) report {
	if challenged(header) { // which is not about the rate limit, whatever its status
		return report{}
	}
	after, _ := retryAfter(header, now)
	return report{status: status, left: readAllowances(header), after: after}
}

// telling says whether it is a response that would have the vendor's headers. A gateway's may lack them.
func (r report) telling() bool {
	return r.status > 0 && r.status < 500 && r.status != http.StatusRequestTimeout
}

// names says whether a response tells what is left of a policy.
func (r report) names(policy string) bool {
	return slices.ContainsFunc(r.left, func(a allowance) bool { return a.policy == policy })
}

// exhausted are the policies with nothing left, the longest last.
func (r report) exhausted() []allowance {
	none := slices.DeleteFunc(slices.Clone(r.left), func(a allowance) bool { return a.remaining > 0 })
	slices.SortFunc(none, func(a, b allowance) int { return cmp.Compare(a.reset, b.reset) })
	return none
}

// allowance is what a response says about the calls left under one policy.
type allowance struct {
	policy    string // its name in the header; "" if the vendor has only one
	remaining int
	reset     time.Duration // until there are more
}

// readAllowances reads whichever rate limit headers there are:
//
//   - Cloudflare's, the IETF's draft-ietf-httpapi-ratelimit-headers: Ratelimit: "default";r=50;t=30, each policy an
//     item (https://developers.cloudflare.com/fundamentals/api/reference/limits/);
//   - Telnyx's x-ratelimit-remaining and x-ratelimit-reset, both plain numbers, the latter in seconds from now
//     (https://developers.telnyx.com/development/api-fundamentals/reliability/rate-limiting).
//
// Implausible values are left out. Then only a 429 and our own backoff apply.
func readAllowances(header http.Header) []allowance {
	if found := structuredAllowances(header); len(found) > 0 {
		return found
	}
	remaining, err := strconv.ParseInt(strings.TrimSpace(header.Get("X-Ratelimit-Remaining")), 10, 64)
	if err != nil {
		return nil
	}
	seconds, err := strconv.ParseFloat(strings.TrimSpace(header.Get("X-Ratelimit-Reset")), 64)
	if err != nil {
		return nil
	}
	if one, ok := believable(remaining, seconds); ok {
		return []allowance{one}
	}
	return nil
}

func structuredAllowances(header http.Header) (found []allowance) {
	var policies map[string]policy // read where one matters, and once
	for _, item := range structuredItems(header.Values("Ratelimit")) {
		remaining, hasRemaining := parameter[int64](item, "r")
		if !hasRemaining {
			continue
		}
		name := nameOf(item)
		seconds, hasSeconds := parameter[int64](item, "t")
		if !hasSeconds || countsOther(header) {
			if policies == nil {
				policies = readPolicies(header)
			}
			if policies[name].notCalls {
				continue
			}
			if !hasSeconds { // it is optional: then a window's length is the longest that it can take
				seconds = policies[name].window
			}
		}
		if one, believed := believable(remaining, float64(seconds)); believed {
			one.policy = name
			found = append(found, one)
		}
	}
	return found
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

// structuredItems reads a structured field (RFC 9651) that is a list; what is not an item in it has no meaning here. Of
// an absurdly long one nothing is read.
func structuredItems(values []string) []httpsfv.Item {
	length := 0
	for _, value := range values {
		length += len(value)
	}
	if length == 0 || length > maxField {
		return nil
	}
	list, err := httpsfv.UnmarshalList(values)
	if err != nil {
		return nil
	}
	items := make([]httpsfv.Item, 0, len(list))
	for _, member := range list[:min(len(list), maxMembers)] {
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
// the vendor's own clock where the answer shows it, since ours may be wrong. What is longer than anybody would wait is
// an answer as well: not to come back.
func retryAfter(header http.Header, now time.Time) (time.Duration, bool) {
	text := strings.TrimSpace(header.Get("Retry-After"))
	seconds, err := strconv.ParseFloat(text, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		date, err := http.ParseTime(text)
		if err != nil {
			return 0, false
		}
		if sent, err := http.ParseTime(header.Get("Date")); err == nil {
			now = sent
		}
		seconds = date.Sub(now).Seconds()
	}
	if !(seconds > 0) {
		return 0, false
	}
	return time.Duration(min(seconds, forEver.Seconds()) * float64(time.Second)), true
}
