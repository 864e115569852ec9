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

// An exchange is one request on its way to an answer.
type exchange struct {
	route
	request    *http.Request
	parameters map[string]string // of the path, unescaped
	query      url.Values
	body       []byte
	now        time.Time // on the vendors' clock, when it came in
	call       *Call
}

// bearer is the credential sent, if one was sent as the vendors ask for it.
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

// What a request may have, far above anything the operations take: its path and
// query are remembered.
const (
	maxHeader  = 16 << 10
	maxRequest = 1 << 20
)

// ServeHTTP is what happens to every request, in the order of a vendor's
// gateway: it is counted, held against the rate limit, and only then looked at.
// A test calls it without a network where time is not to pass for real.
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
	refused, limited := s.admit(x, w.Header())
	if limited {
		s.send(r.Context(), w, x, refused)
		return
	}
	if fault, ordered := s.faults.take(x); ordered {
		s.misbehave(r.Context(), w, x, fault)
		return
	}
	s.send(r.Context(), w, x, s.carryOut(x))
}

// pause waits on the real clock; it abandons the request when the client leaves
// or the server closes.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
		panic(http.ErrAbortHandler) // closes the connection without an answer
	}
}

// carryOut does what was asked for.
func (s *Server) carryOut(x *exchange) answer {
	if err := s.authorize(x); err != nil {
		return asAnswer(err)
	}
	if x.writes() {
		s.world.writing.Lock()
		defer s.world.writing.Unlock()
	}
	done, err := x.handle(s, x)
	if err != nil {
		return asAnswer(err)
	}
	return s.shape(x, done)
}

func (s *Server) authorize(x *exchange) error {
	switch {
	case x.op == Unrouted || x.op == Join || x.op == RefreshRoomClientToken:
		// The refresh is documented with no security of its own: the token
		// in its body is the credential.
		return nil
	case x.vendor == cloudflare:
		return s.authorizeCloudflare(x)
	default:
		return s.authorizeTelnyx(x)
	}
}

func asAnswer(err error) answer {
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

// sendHeader waits out what is left of the latency, of which the work so far is
// a part, and announces the whole body. The status is noted before the client
// can have seen it.
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

// vendorHeaders are those by which support finds a request again.
func vendorHeaders(h http.Header, v vendor) {
	switch v {
	case cloudflare:
		h.Set("Cf-Ray", newRay())
		h.Set("Server", "cloudflare")
	case telnyx:
		h.Set("X-Request-Id", newUUID(""))
	}
}
