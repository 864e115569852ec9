// Package simulator is Cloudflare RealtimeKit and Telnyx Rooms in one process
// on loopback, for tests and for commands. It is written from the vendors'
// public documents and shares no code with the clients, so that a client and
// the simulator cannot be wrong together.
//
//	s, err := simulator.Start(simulator.Options{})
//	defer s.Close()
//	// point a client at s.CloudflareURL() with simulator.CloudflareAPIToken,
//	// or at s.TelnyxURL() with simulator.TelnyxAPIKey
//
// It starts with a few apps, presets, meetings, participants and rooms, whose
// ids are the constants of this package. [Server.AddMeeting] and its like add
// more, [Server.Remove] takes away.
//
// Tokens are signed as the vendors sign them. POST one as bearer to
// [Server.JoinURL] to join with it: the answer says who joined what. Whoever
// joined stays until somebody takes them out: [Server.Present].
//
// A test asks afterwards what happened: [Server.Calls], [Server.Log],
// [Server.Tokens], [Server.Joins], [Server.Connections], [Server.Limited].
//
// [Questions] are what the documents leave open: a server can be told to
// behave either way.
//
// What goes wrong is ordered beforehand: [Server.Fail] and [Server.FailAlways]
// with a [Fault], before the operation is carried out or after it,
// [Options.CloudflareLimit] and [Options.TelnyxLimit] for rate
// limits, [Options.Latency] for distance, [Server.OnCall] for a world that
// changes between two calls. All of it is done in Go; over HTTP there are the
// vendors' operations and the join, nothing else.
package simulator

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// What a plain server accepts and holds. Fixed, so that examples can name it.
const (
	CloudflareAPIToken = "simulated-cloudflare-api-token"
	TelnyxAPIKey       = "KEYsimulated-telnyx-api-key"

	AccountID     = "023e105f4ecef8ad9ca31a8372d0c353"
	AppID         = "14a396e7-ca44-4937-bf1f-050a69118543" // named "video"
	MeetingID     = "bbb5a1de-8b0c-4c5e-9a53-3a5b0f6a2c11" // titled "stand-up", ACTIVE
	ParticipantID = "aaa7c9e4-52f1-4d4e-8f0b-6a1d2e3f4b5c" // custom id "recorder"
	WebhookID     = "e07a3c58-2f6d-4b19-8c40-9d15f2b7a6e3" // named "recordings"
	RoomID        = "0ccc7b54-4df3-4bca-a65a-3da1ecc777f0" // uniquely named "support"
)

// Options of a server. The zero value is a plain one.
type Options struct {
	// The credentials it accepts and the account it answers for; empty means
	// the constants above.
	CloudflareAPIToken string
	TelnyxAPIKey       string
	AccountID          string

	// Listen is the address to listen on. It must be, or resolve to, a loopback address; empty means a free port of
	// 127.0.0.1.
	Listen string

	// World is what the server holds at the start; nil means the seeded one.
	World *World

	// CloudflareLimit and TelnyxLimit are off while their Quota is zero.
	CloudflareLimit Limit
	TelnyxLimit     Limit

	// Latency is how long a vendor takes for each answer, the work on it
	// included. A token is minted at once, whether or not the client waits.
	Latency time.Duration

	// Now is the vendors' clock: token lifetimes and rate limits run by it.
	// A clock that runs faster brings five minutes within a test's patience
	// without changing a number in a header.
	Now func() time.Time

	// MaxPerPage is the most one page of a Cloudflare list holds, 100 if zero.
	// Their documents name no maximum; a client that asks for more gets this
	// many without a word, so it has to believe the answer's paging.
	MaxPerPage int

	// Questions are answered one way or the other.
	Questions

	// LightSignatures halves Cloudflare's RSA key to 1024 bits, which signs
	// several times faster: for benchmarks on few cores, where the vendor's
	// arithmetic would otherwise be what is measured.
	LightSignatures bool
}

// A Server is both vendors. All its methods are safe for concurrent use.
type Server struct {
	options  Options
	listener net.Listener
	http     *http.Server
	routes   []route
	signer   signer
	world    *world
	journal  journal
	faults   faults
	limits   map[vendor]*limiter
	hook     atomic.Pointer[func(Operation)]
	accepted atomic.Int64
	served   chan struct{}  // closed when no connection is accepted any more
	open     sync.WaitGroup // one for each open connection
}

// Start listens on loopback and answers until Close.
func Start(options Options) (*Server, error) {
	options = options.withDefaults()
	listener, err := listen(options.Listen)
	if err != nil {
		return nil, fmt.Errorf("simulator: %w", err)
	}
	s := &Server{
		options:  options,
		listener: listener,
		routes:   allRoutes(),
		signer:   signer{light: options.LightSignatures},
		limits: map[vendor]*limiter{
			cloudflare: {limit: options.CloudflareLimit},
			telnyx:     {limit: options.TelnyxLimit},
		},
		served: make(chan struct{}),
	}
	if err := s.signer.newEd25519Key(); err != nil {
		return nil, errors.Join(fmt.Errorf("simulator: %w", err), listener.Close())
	}
	s.seed()
	s.http = &http.Server{
		Handler:           s.onlyForThisHost(s),
		ConnState:         s.connState,
		ReadHeaderTimeout: time.Minute,
		MaxHeaderBytes:    maxHeader,
	}
	go func() {
		defer close(s.served)
		if err := s.http.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			panic(err) // loopback does not just go away
		}
	}()
	return s, nil
}

func (o Options) withDefaults() Options {
	fill := func(value *string, fallback string) {
		if *value == "" {
			*value = fallback
		}
	}
	fill(&o.CloudflareAPIToken, CloudflareAPIToken)
	fill(&o.TelnyxAPIKey, TelnyxAPIKey)
	fill(&o.AccountID, AccountID)
	fill(&o.Listen, "127.0.0.1:0")
	if o.Now == nil {
		o.Now = time.Now
	}
	if clock := o.Now; o.ClockBehind != 0 {
		o.Now = func() time.Time { return clock().Add(-o.ClockBehind) }
	}
	if o.MaxPerPage == 0 {
		o.MaxPerPage = 100
	}
	return o
}

// Close cuts every connection, ends what hangs, and returns when all of the
// server's goroutines have.
func (s *Server) Close() {
	_ = s.http.Close()
	_ = s.listener.Close()
	<-s.served
	s.open.Wait()
}

// connState keeps the books on connections. StateNew is reported before the
// connection's goroutine starts, so Close, which first waits for the accepting
// loop, misses none.
func (s *Server) connState(_ net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		s.accepted.Add(1)
		s.open.Add(1)
	case http.StateClosed, http.StateHijacked:
		s.open.Done()
	}
}

// URL is where the server listens, without a path.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// CloudflareURL is what CLOUDFLARE_BASE_URL would hold.
func (s *Server) CloudflareURL() string { return s.URL() + "/client/v4" }

// TelnyxURL is what TELNYX_BASE_URL would hold.
func (s *Server) TelnyxURL() string { return s.URL() + "/v2" }

// JoinURL is where a token opens its room.
func (s *Server) JoinURL() string { return s.URL() + "/join" }

// Connections is how many TCP connections were accepted so far.
func (s *Server) Connections() int { return int(s.accepted.Load()) }

// OnCall has f called for every request that reached an operation, before it
// is answered; nil ends that. With it a test moves the world between two pages
// of a list.
func (s *Server) OnCall(f func(Operation)) {
	if f == nil {
		s.hook.Store(nil)
		return
	}
	s.hook.Store(&f)
}
