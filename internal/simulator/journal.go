package simulator

import (
	"sync"
	"time"
)

// A Call is one request that came in. It holds nothing that a secret could be
// part of: of a header whether it was there, of a body how long it was.
type Call struct {
	Operation     Operation
	Method        string
	Path          string // as sent, still escaped
	Query         string
	Authorization bool // whether the header was sent
	BodyBytes     int
	UserAgent     string
	At            time.Time // on the real clock
	Status        int       // 0 while unanswered, or when the connection broke instead
}

// An Issued token, as it was minted, whether or not anybody got it.
type Issued struct {
	Operation   Operation
	Token       string
	Refresh     bool   // a Telnyx refresh token
	Room        string // meeting id or room id
	Participant string // Cloudflare only
	Expires     time.Time
}

// A Joined is somebody who came in with a good token.
type Joined struct {
	Vendor      string // "cloudflare" or "telnyx"
	Room        string // meeting id or room id
	Participant string // participant id, or the user of a Telnyx token
	Preset      string // with which; Cloudflare only
	At          time.Time
}

type journal struct {
	mu     sync.Mutex
	calls  []*Call
	tokens []Issued
	joins  []Joined
}

func (j *journal) begin(x *exchange) *Call {
	call := &Call{
		Operation:     x.op,
		Method:        x.request.Method,
		Path:          x.request.URL.EscapedPath(),
		Query:         x.request.URL.RawQuery,
		Authorization: len(x.request.Header.Values("Authorization")) > 0,
		BodyBytes:     len(x.body),
		UserAgent:     x.request.UserAgent(),
		At:            time.Now(),
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.calls = append(j.calls, call)
	return call
}

func (j *journal) answered(call *Call, status int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	call.Status = status
}

func (j *journal) issued(t Issued) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.tokens = append(j.tokens, t)
}

func (j *journal) joined(in Joined) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.joins = append(j.joins, in)
}

// Calls is how many requests reached the operation, whatever was answered.
// AnyOperation counts those of both vendors.
func (s *Server) Calls(op Operation) int {
	all := s.AllCalls()
	if op != AnyOperation {
		return all[op]
	}
	n := 0
	for each, count := range all {
		if each != Join && each != Unrouted {
			n += count
		}
	}
	return n
}

// AllCalls counts the requests by operation.
func (s *Server) AllCalls() map[Operation]int {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	counts := map[Operation]int{}
	for _, call := range s.journal.calls {
		counts[call.Operation]++
	}
	return counts
}

// Log is every request so far, in the order they came.
func (s *Server) Log() []Call {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	calls := make([]Call, len(s.journal.calls))
	for i, call := range s.journal.calls {
		calls[i] = *call
	}
	return calls
}

// ResetCalls forgets the requests so far; tokens and joins stay known.
func (s *Server) ResetCalls() {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	s.journal.calls = nil
}

// Tokens is every token minted so far, in order.
func (s *Server) Tokens() []Issued {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	return append([]Issued(nil), s.journal.tokens...)
}

// Joins is everybody who joined so far, in order.
func (s *Server) Joins() []Joined {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	return append([]Joined(nil), s.journal.joins...)
}
