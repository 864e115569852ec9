package simulator

import (
	"maps"
	"net"
	"net/http"
	"sync"
	"time"
)

// A Fault is how one call goes wrong. Its parts combine: a status of zero
// keeps the answer that the operation gives, so that Fault{Ending: Cut} cuts a
// real one short, and Fault{Delay: d} is only slow.
type Fault struct {
	Status int         // of the answer; zero: carry the operation out and give its answer
	Header http.Header // in addition to the vendor's own, or in their place
	Body   string
	Delay  time.Duration // before anything else is done, on the real clock
	After  bool          // the operation is carried out before Delay and Ending: a token is minted and lost
	Ending Ending

	body func(*Server, *exchange) string // instead of Body, for what depends on the call
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

func (f *faults) take(x *exchange, limited bool) (Fault, bool) {
	if limited || x.op == Unrouted {
		return Fault{}, false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	ops := []Operation{x.op}
	if x.vendor != nobody {
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

// misbehave answers as the fault has it and returns the status, zero if there
// was none.
func (s *Server) misbehave(w http.ResponseWriter, x *exchange, f Fault) int {
	var a answer
	if f.After {
		a = s.carryOut(x)
	}
	if !pause(x.request.Context(), f.Delay) {
		return 0
	}
	switch f.Ending {
	case Reset:
		s.reset(w)
		return 0
	case Hang:
		<-x.request.Context().Done()
		return 0
	}
	a = s.faulty(x, f, a)
	if f.Ending == Cut {
		return cut(w, a)
	}
	return send(w, a)
}

// faulty is the answer that a fault makes of the one the operation gave, if it
// was carried out already.
func (s *Server) faulty(x *exchange, f Fault, given answer) answer {
	if f.Status == 0 {
		if !f.After {
			given = s.carryOut(x)
		}
		header := given.header.Clone()
		if header == nil {
			header = http.Header{}
		}
		maps.Copy(header, f.Header)
		return answer{given.status, header, given.body}
	}
	body := f.Body
	if f.body != nil {
		body = f.body(s, x)
	}
	return answer{f.Status, f.Header, []byte(body)}
}

// cut announces the whole body and stops half way, on which net/http closes
// the connection.
func cut(w http.ResponseWriter, a answer) int {
	writeHeader(w, a)
	_, _ = w.Write(a.body[:len(a.body)/2])
	return a.status
}

// reset closes with what was not sent thrown away, which TCP tells the peer.
// The hijacked connection is no longer the HTTP server's, but still counted
// until it is closed.
func (s *Server) reset(w http.ResponseWriter) {
	s.open.Add(1)
	defer s.open.Done()
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return // the client left first
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}
