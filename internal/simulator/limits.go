package simulator

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// A Limit lets Quota requests pass in a Window. The window starts with the
// first request after the last one ended.
//
// Cloudflare: 1,200 in five minutes, beyond which everything is blocked for
// the next five,
// https://developers.cloudflare.com/fundamentals/api/reference/limits/
// Telnyx publishes no numbers and no block,
// https://developers.telnyx.com/development/api-fundamentals/reliability/rate-limiting
//
// The headers have whole seconds, rounded up, as documented. To save time, choose
// a window of a few seconds, or keep the vendor's numbers and give [Options.Now]
// a faster clock.
type Limit struct {
	Quota  int
	Window time.Duration
	Block  time.Duration // how long everything is refused after the quota is exceeded; zero: to the end of the window

	Headerless bool // without any header about the limit, even Retry-After
}

type limiter struct {
	limit   Limit
	mu      sync.Mutex
	used    int
	ends    time.Time // of the window, or of the block
	blocked bool
	refused int
}

// count counts a request. It says whether the request may pass, how many more
// may, and how long until that changes.
func (l *limiter) count(now time.Time) (pass bool, remaining int, reset time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !now.Before(l.ends) {
		l.used, l.blocked, l.ends = 0, false, now.Add(l.limit.Window)
	}
	if !l.blocked && l.used < l.limit.Quota {
		l.used++
		return true, l.limit.Quota - l.used, l.ends.Sub(now)
	}
	if !l.blocked {
		l.blocked = true
		if l.limit.Block > 0 {
			l.ends = now.Add(l.limit.Block)
		}
	}
	l.refused++
	return false, 0, l.ends.Sub(now)
}

// checkLimit counts the request for its vendor's limit, sets the headers about
// it, and returns the refusal if there is one.
func (s *Server) checkLimit(x *exchange, h http.Header) (refusal answer, limited bool) {
	l := s.limits[x.vendor]
	if l == nil || l.limit.Quota == 0 {
		return answer{}, false
	}
	pass, remaining, reset := l.count(x.now)
	seconds := wholeSeconds(reset)
	if !l.limit.Headerless {
		limitHeaders(h, x.vendor, l.limit, remaining, seconds)
	}
	if pass {
		return answer{}, false
	}
	if x.vendor == cloudflare && !l.limit.Headerless { // Telnyx documents none
		h.Set("Retry-After", strconv.Itoa(seconds))
	}
	return tooMany(x.vendor), true
}

func limitHeaders(h http.Header, v vendor, l Limit, remaining, seconds int) {
	if v == cloudflare {
		h.Set("Ratelimit", fmt.Sprintf(`"default";r=%d;t=%d`, remaining, seconds))
		h.Set("Ratelimit-Policy", fmt.Sprintf(`"default";q=%d;w=%d`, l.Quota, wholeSeconds(l.Window)))
		return
	}
	h.Set("X-Ratelimit-Limit", strconv.Itoa(l.Quota))
	h.Set("X-Ratelimit-Remaining", strconv.Itoa(remaining))
	h.Set("X-Ratelimit-Reset", strconv.Itoa(seconds))
}

func tooMany(v vendor) answer {
	if v == cloudflare {
		return gatewayErrors(http.StatusTooManyRequests, gatewayError{Code: 971, Message: "Please wait and consider throttling your request speed"})
	}
	return wrapped(http.StatusTooManyRequests, newTelnyxError("10011", "Too many requests",
		"You have exceeded the maximum number of allowed requests."))
}

func wholeSeconds(d time.Duration) int { return int(math.Ceil(d.Seconds())) }

// Limited is how many requests the limits of both vendors refused so far.
func (s *Server) Limited() int {
	n := 0
	for _, l := range s.limits {
		l.mu.Lock()
		n += l.refused
		l.mu.Unlock()
	}
	return n
}
