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

// A Fault makes one request fail. Its fields combine. A status of zero keeps the
// answer of the operation: Fault{Ending: Cut} cuts it, Fault{Delay: d} delays it.
// A body without a status replaces only the body.
type Fault struct {
	Status int         // zero: carry the operation out, and give its answer
	Header http.Header // added to the vendor's own, or replacing them
	Body   string
	Delay  time.Duration // before anything else, on the real clock
	After  bool          // carry the operation out before Delay and Ending: a token is minted and lost
	Ending Ending

	answer func(*Server, *exchange) answer // instead of Body, where it depends on the request
}

// Ending is how an answer ends.
type Ending int

// The endings of an answer.
const (
	Whole Ending = iota
	Cut          // half of the body, then the connection closes
	Reset        // the connection is reset instead of an answer
	Hang         // no answer until the client leaves or the server closes
)

// faults are what each operation is to fail with: queued for one request each,
// or always.
type faults struct {
	mu     sync.Mutex
	queued map[Operation][]Fault
	always map[Operation]Fault
}

// Fail gives the next requests for an operation one fault each. A request that a
// rate limit refuses uses none.
func (s *Server) Fail(op Operation, next ...Fault) {
	f := &s.faults
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.queued == nil {
		f.queued = map[Operation][]Fault{}
	}
	f.queued[op] = append(f.queued[op], next...)
}

// FailAlways gives every request for an operation the fault, until Recover.
func (s *Server) FailAlways(op Operation, fault Fault) {
	f := &s.faults
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.always == nil {
		f.always = map[Operation]Fault{}
	}
	f.always[op] = fault
}

// Recover ends all faults.
func (s *Server) Recover() {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.queued, s.faults.always = nil, nil
}

func (f *faults) next(x *exchange) (Fault, bool) {
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
		if fault, fails := f.always[op]; fails {
			return fault, true
		}
	}
	return Fault{}, false
}

func (s *Server) answerWithFault(ctx context.Context, w http.ResponseWriter, x *exchange, f Fault) {
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
			s.reset(w) // there is no body to cut
			return
		}
		s.sendHeader(ctx, w, x, a)
		_, _ = w.Write(a.body[:len(a.body)/2]) // net/http closes the connection: the body is too short
	default:
		s.send(ctx, w, x, s.answerOf(f, x, given))
	}
}

// answerOf is the answer under a fault. The operation's own is given if it was
// carried out already.
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
		header := http.Header{}
		maps.Copy(header, made.header)
		maps.Copy(header, f.Header)
		return answer{f.Status, header, made.body}
	}
	return answer{f.Status, f.Header, []byte(f.Body)}
}

// reset discards what was not sent and resets the connection. net/http no longer
// knows a hijacked connection, so it is counted here until it is closed.
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
