package rest

import "time"

// Event describes one attempt, or a wait before one, for logs. It contains no secrets.
type Event struct {
	Vendor    string
	Call      Call // Method, Route and IDs only
	Attempt   int  // 1 is the first
	Status    int  // 0: no response
	RequestID string
	Duration  time.Duration
	Waited    time.Duration // before this attempt: for the rate limit, for RequestsPerSecond, or in the queue
	Wait      time.Duration // not 0: a wait that begins now, not an attempt
	Why       string        // of the wait, one of those below
	Failure   Reason        // if there was no response
}

// ForRateLimit says whether a wait is for a rate limit: the vendor's or our own.
func (e Event) ForRateLimit() bool { return e.Why != delayedBy5xx && e.Why != delayedByBackoff }

// Why a call waits.
const (
	delayedBy429        = "the vendor responded with 429"
	delayedBy5xx        = "the vendor responded with a 5xx and asked to wait"
	delayedByExhaustion = "the rate limit is used up"
	delayedByOwnLimit   = "requests_per_second"
	delayedByBackoff    = "the last attempt failed"                                       // causes an event only if the wait is long
	delayedByProbe      = "another request is finding out what is left of the rate limit" // causes none: it takes as long as one
)
