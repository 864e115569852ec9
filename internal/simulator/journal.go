package simulator

import (
	"slices"
	"sync"
	"time"
)

// A Call is one request. It has nothing that can hold a secret: of the
// Authorization header, only whether there was one.
type Call struct {
	Operation     Operation
	Method        string
	Path          string // as sent, still escaped
	Query         string
	Authorization bool      // whether the header was sent
	At            time.Time // on the real clock
	Status        int       // 0 while there is no answer, or if the connection broke

	count *count
}

// An Issued token was minted, whether or not anybody received it.
type Issued struct {
	Operation   Operation
	Token       string
	Refresh     bool   // a Telnyx refresh token
	Room        string // meeting ID or room ID
	Participant string // Cloudflare only
	Expires     time.Time
}

// A Joined is somebody who joined with a token.
type Joined struct {
	Vendor      string // "cloudflare" or "telnyx"
	Room        string // meeting ID or room ID
	Participant string // participant ID, or the user of a Telnyx token
	Preset      string // with which; Cloudflare only
	At          time.Time
}

// remembered is how many of the latest calls, tokens and joins a server keeps.
// It counts the older ones: a server may run for weeks.
const remembered = 5000

// latest keeps the last items of many, and counts them all.
type latest[T any] struct {
	items []T
	total int
}

func (l *latest[T]) add(item T) {
	if l.total < remembered {
		l.items = append(l.items, item)
	} else {
		l.items[l.total%remembered] = item
	}
	l.total++
}

// inOrder are the items that are kept, the oldest first.
func (l *latest[T]) inOrder() []T {
	if l.total <= remembered {
		return slices.Clone(l.items)
	}
	oldest := l.total % remembered
	return slices.Concat(l.items[oldest:], l.items[:oldest])
}

// count is how many calls reached an operation, and with which status they were
// answered. What is not answered has no status.
type count struct {
	calls    int
	statuses map[int]int
}

type journal struct {
	mu     sync.Mutex
	counts map[Operation]*count
	calls  latest[*Call]
	tokens latest[Issued]
	joins  latest[Joined]
}

func (j *journal) begin(x *exchange) *Call {
	j.mu.Lock()
	defer j.mu.Unlock()
	counted := j.counts[x.op]
	if counted == nil {
		counted = &count{statuses: map[int]int{}}
		if j.counts == nil {
			j.counts = map[Operation]*count{}
		}
		j.counts[x.op] = counted
	}
	counted.calls++
	call := &Call{
		Operation:     x.op,
		Method:        x.request.Method,
		Path:          x.request.URL.EscapedPath(),
		Query:         x.request.URL.RawQuery,
		Authorization: len(x.request.Header.Values("Authorization")) > 0,
		At:            time.Now(),
		count:         counted,
	}
	j.calls.add(call)
	return call
}

func (j *journal) answered(call *Call, status int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	call.Status = status
	call.count.statuses[status]++
}

func (j *journal) issued(t Issued) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.tokens.add(t)
}

func (j *journal) joined(in Joined) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.joins.add(in)
}

// Calls is how many requests reached an operation, whatever the answer.
// AnyOperation counts those of both vendors.
func (s *Server) Calls(op Operation) int {
	all := s.AllCalls()
	if op != AnyOperation {
		return all[op]
	}
	n := 0
	for each, calls := range all {
		if each != Join && each != Unrouted {
			n += calls
		}
	}
	return n
}

// AllCalls counts the requests by operation.
func (s *Server) AllCalls() map[Operation]int {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	calls := map[Operation]int{}
	for op, counted := range s.journal.counts {
		calls[op] = counted.calls
	}
	return calls
}

// Log is the latest requests, in the order they came: all of the first 5,000.
func (s *Server) Log() []Call {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	calls := []Call{}
	for _, call := range s.journal.calls.inOrder() {
		calls = append(calls, *call)
	}
	return calls
}

// ResetCalls forgets the requests so far, and keeps tokens and joins.
func (s *Server) ResetCalls() {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	s.journal.counts, s.journal.calls = nil, latest[*Call]{}
}

// Minted is how many tokens were minted so far.
func (s *Server) Minted() int {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	return s.journal.tokens.total
}

// Tokens is the latest tokens that were minted, in order: all of the first
// 5,000.
func (s *Server) Tokens() []Issued {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	return s.journal.tokens.inOrder()
}

// Joins is the latest who joined, in order: all of the first 5,000.
func (s *Server) Joins() []Joined {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	return s.journal.joins.inOrder()
}
