package simulator

import (
	"context"
	"maps"
	"math"
	"net"
	"net/http"
	"sync"
	"time"
)

// A Fault is how one call goes wrong. Its parts combine: a status of zero
// keeps the answer that the operation gives, so that Fault{Ending: Cut} cuts a
// real one short, and Fault{Delay: d} is only slow. With a body and no status,
// the operation's own status comes with that body.
type Fault struct {
	Status int         // of the answer; zero: carry the operation out and give its answer
	Header http.Header // in addition to the vendor's own, or in their place
	Body   string
	Delay  time.Duration // before anything else is done, on the real clock
	After  bool          // the operation is carried out before Delay and Ending: a token is minted and lost
	Ending Ending

	answer func(*Server, *exchange) answer // instead of Body, for what depends on the call
}

// Ending is how an answer ends.
type Ending int

// The endings of an answer.
const (
	Whole Ending = iota
	Cut          // half the body of the announced length, then the connection closes
	Reset        // the connection is reset instead of an answer
	Hang         // no answer until the client leaves or the server closes
)

// faults are ordered per operation: first those for one call each, then the
// one for all.
type faults struct {
	mu     sync.Mutex
	queued map[Operation][]Fault
	always map[Operation]Fault
}

// Fail gives the next calls of an operation one fault each; after them it is
// well again. Calls that a rate limit refuses use none up.
func (s *Server) Fail(op Operation, next ...Fault) {
	f := &s.faults
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.queued == nil {
		f.queued = map[Operation][]Fault{}
	}
	f.queued[op] = append(f.queued[op], next...)
}

// FailAlways gives every call of an operation the fault, until Recover.
func (s *Server) FailAlways(op Operation, fault Fault) {
	f := &s.faults
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.always == nil {
		f.always = map[Operation]Fault{}
	}
	f.always[op] = fault
}

// Recover takes back every fault ordered so far.
func (s *Server) Recover() {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.queued, s.faults.always = nil, nil
}

func (f *faults) take(x *exchange) (Fault, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	ops := []Operation{x.op}
	if x.vendor != noVendor && x.op != Unrouted {
		ops = append(ops, AnyOperation)
	}
	for _, op := range ops {
		if queue := f.queued[op]; len(queue) > 0 {
			f.queued[op] = queue[1:]
			return queue[0], true
		}
	}
	for _, op := range ops {
		if fault, ordered := f.always[op]; ordered {
			return fault, true
		}
	}
	return Fault{}, false
}

func (s *Server) misbehave(ctx context.Context, w http.ResponseWriter, x *exchange, f Fault) {
	var given answer
	if f.After {
		given = s.carryOut(x)
	}
	pause(ctx, f.Delay)
	switch f.Ending {
	case Reset:
		s.reset(w)
	case Hang:
		pause(ctx, math.MaxInt64)
	case Cut:
		a := s.answerOf(f, x, given)
		if len(a.body) == 0 {
			s.reset(w) // there is nothing to cut but the answer
			return
		}
		s.sendHeader(ctx, w, x, a)
		_, _ = w.Write(a.body[:len(a.body)/2]) // too little, on which net/http closes the connection
	default:
		s.send(ctx, w, x, s.answerOf(f, x, given))
	}
}

// answerOf is what the fault makes of the operation's own answer, which is
// given if the operation was carried out already.
func (s *Server) answerOf(f Fault, x *exchange, given answer) answer {
	switch {
	case f.Status == 0:
		if !f.After {
			given = s.carryOut(x)
		}
		if f.Body != "" {
			given.body = []byte(f.Body)
		}
		return answer{given.status, f.Header, given.body}
	case f.answer != nil:
		made := f.answer(s, x)
		header := made.header.Clone()
		if header == nil {
			header = http.Header{}
		}
		maps.Copy(header, f.Header)
		return answer{f.Status, header, made.body}
	}
	return answer{f.Status, f.Header, []byte(f.Body)}
}

// reset closes with what was not sent thrown away, which TCP tells the peer.
// The hijacked connection is no longer the HTTP server's, but still counted
// until it is closed.
func (s *Server) reset(w http.ResponseWriter) {
	s.open.Add(1)
	defer s.open.Done()
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return // the client left first
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) //nolint:errcheck // A connection that is gone needs no reset.
	}
	_ = conn.Close()
}
