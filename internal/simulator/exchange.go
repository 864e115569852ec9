package simulator

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// An exchange is one request, with what its handler needs.
type exchange struct {
	route
	request    *http.Request
	parameters map[string]string // of the path, unescaped
	query      url.Values
	body       []byte
	now        time.Time // on the vendors' clock, when it came in
	call       *Call
}

// bearer is the credential, if it was sent in the form that the vendors ask for.
func (x *exchange) bearer() (string, bool) {
	scheme, credential, found := strings.Cut(x.request.Header.Get("Authorization"), " ")
	credential = strings.TrimSpace(credential)
	return credential, found && strings.EqualFold(scheme, "Bearer") && credential != ""
}

// An answer is what the client gets. It is an error where it refuses.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) Error() string { return http.StatusText(a.status) }

func reply(status int, value any) answer {
	body, err := json.Marshal(value)
	if err != nil {
		panic(err) // the values are made here, of plain maps and structs
	}
	return answer{status: status, body: body}
}

// The most that a request may have, far above what the operations need. The
// journal keeps paths and queries.
const (
	maxHeader  = 16 << 10
	maxRequest = 1 << 20
)

// ServeHTTP handles a request in the order of a vendor's gateway: count it, check
// the rate limit, then look at it. Tests that use a clock of their own call it
// directly.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequest))
	if err != nil {
		panic(http.ErrAbortHandler) // closes the connection without an answer
	}
	x := &exchange{request: r, body: body, query: r.URL.Query(), now: s.options.Now()}
	x.route, x.parameters = s.find(r)
	x.call = s.journal.begin(x)
	if hook := s.hook.Load(); hook != nil {
		(*hook)(x.op)
	}
	vendorHeaders(w.Header(), x.vendor)
	refused, limited := s.checkLimit(x, w.Header())
	if limited {
		s.send(r.Context(), w, x, refused)
		return
	}
	if fault, fails := s.faults.next(x); fails {
		s.answerWithFault(r.Context(), w, x, fault)
		return
	}
	s.send(r.Context(), w, x, s.carryOut(x))
}

// pause waits on the real clock. It ends the request without an answer if the
// client leaves or the server closes.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
		panic(http.ErrAbortHandler) // closes the connection without an answer
	}
}

// carryOut carries the operation out.
func (s *Server) carryOut(x *exchange) answer {
	if err := s.authorize(x); err != nil {
		return refusalOf(err)
	}
	if x.writes() {
		s.world.writing.Lock()
		defer s.world.writing.Unlock()
	}
	done, err := x.handle(s, x)
	if err != nil {
		return refusalOf(err)
	}
	return s.shape(x, done)
}

func (s *Server) authorize(x *exchange) error {
	switch {
	case x.op == Unrouted || x.op == Join || x.op == RefreshRoomClientToken:
		// The documents ask for no API key to refresh: the refresh token is the credential.
		return nil
	case x.vendor == cloudflare:
		return s.authorizeCloudflare(x)
	default:
		return s.authorizeTelnyx(x)
	}
}

func refusalOf(err error) answer {
	if refusal, ok := errors.AsType[answer](err); ok {
		return refusal
	}
	panic(err) // handlers refuse with answers only
}

// send writes a whole answer.
func (s *Server) send(ctx context.Context, w http.ResponseWriter, x *exchange, a answer) {
	s.sendHeader(ctx, w, x, a)
	_, _ = w.Write(a.body)
}

// sendHeader waits for the rest of the latency, and announces the whole body. The
// journal has the status before the client sees it.
func (s *Server) sendHeader(ctx context.Context, w http.ResponseWriter, x *exchange, a answer) {
	if x.vendor != noVendor {
		pause(ctx, s.options.Latency-time.Since(x.call.At))
	}
	s.journal.answered(x.call, a.status)
	h := w.Header()
	if a.status != http.StatusNoContent {
		h.Set("Content-Type", "application/json")
		h.Set("Content-Length", strconv.Itoa(len(a.body)))
	}
	maps.Copy(h, a.header)
	w.WriteHeader(a.status)
}

// vendorHeaders sets the headers that identify a request for the vendor's support.
func vendorHeaders(h http.Header, v vendor) {
	switch v {
	case cloudflare:
		h.Set("Cf-Ray", newRay())
		h.Set("Server", "cloudflare")
	case telnyx:
		h.Set("X-Request-Id", newUUID(""))
	}
}
