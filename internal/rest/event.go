package rest

import "time"

// Event is what may be told of one attempt, or of a wait for the vendor's rate limit: nothing of it is secret.
type Event struct {
	Vendor    string
	Call      Call // Method, Route; the rest is not for telling
	Attempt   int  // 1 is the first
	Status    int  // 0: no answer
	RequestID string
	Duration  time.Duration
	Waited    time.Duration // before this attempt: for the rate limit, for our own cap, behind others
	Wait      time.Duration // not 0: no attempt, but a wait that begins now
	Why       string        // of the wait
	Failure   Reason        // where there was no answer
}
