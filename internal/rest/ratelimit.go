package rest

import (
	"net/http"
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
	found, ok := structuredAllowance(header.Values("Ratelimit"))
	if ok {
		return found, true
	}
	remaining, err := strconv.Atoi(strings.TrimSpace(header.Get("X-Ratelimit-Remaining")))
	if err != nil {
		return allowance{}, false
	}
	seconds, err := strconv.ParseFloat(strings.TrimSpace(header.Get("X-Ratelimit-Reset")), 64)
	if err != nil {
		return allowance{}, false
	}
	return believable(remaining, seconds)
}

func structuredAllowance(values []string) (least allowance, ok bool) {
	items, err := httpsfv.UnmarshalList(values)
	if err != nil {
		return allowance{}, false
	}
	for _, member := range items {
		item, isItem := member.(httpsfv.Item)
		if !isItem {
			continue
		}
		remaining, hasRemaining := integer(item.Params, "r")
		seconds, hasSeconds := integer(item.Params, "t")
		if !hasRemaining || !hasSeconds {
			continue
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

func integer(params *httpsfv.Params, name string) (int, bool) {
	value, _ := params.Get(name)
	number, ok := value.(int64)
	return int(number), ok
}

func believable(remaining int, seconds float64) (allowance, bool) {
	if remaining < 0 || !(seconds > 0) || seconds > maxPause.Seconds() {
		return allowance{}, false
	}
	return allowance{remaining: remaining, reset: time.Duration(seconds * float64(time.Second))}, true
}

// retryAfter reads how long a Retry-After header asks to wait (RFC 9110, section 10.2.3): seconds or a date. Zero and
// what lies in the past are no answer: APIs send them where the real delay stands elsewhere.
func retryAfter(header http.Header, now time.Time) (time.Duration, bool) {
	text := strings.TrimSpace(header.Get("Retry-After"))
	if seconds, err := strconv.ParseFloat(text, 64); err == nil {
		if !(seconds > 0) || seconds > maxPause.Seconds() {
			return 0, false
		}
		return time.Duration(seconds * float64(time.Second)), true
	}
	date, err := http.ParseTime(text)
	if err != nil {
		return 0, false
	}
	pause := date.Sub(now)
	return pause, pause > 0 && pause <= maxPause
}
