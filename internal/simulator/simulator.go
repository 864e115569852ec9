// Package simulator simulates Cloudflare RealtimeKit and Telnyx Rooms in one
// process, for tests and for commands. It is written from the vendors' public
// documents and shares no code with the clients, so that a client and the
// simulator cannot be wrong together.
//
//	s, err := simulator.Start(simulator.Options{})
//	defer s.Close()
//	// point a client at s.CloudflareURL() with simulator.CloudflareAPIToken,
//	// or at s.TelnyxURL() with simulator.TelnyxAPIKey
//
// It starts with a few objects of each type. The constants of this package have
// the IDs of some. [Server.AddMeeting] and the like add more, [Server.Remove]
// removes one.
//
// Tokens are signed as the vendors sign them. To join with one, POST it as bearer
// to [Server.JoinURL]. Who joined stays until they are removed:
// [Server.Present].
//
// Afterwards, [Server.Calls], [Server.Log], [Server.Tokens], [Server.Joins],
// [Server.Connections] and [Server.Limited] say what happened.
//
// [Questions] choose how the server behaves where the documents say nothing.
//
// [Server.Fail] and [Server.FailAlways] have operations fail with a [Fault], before
// or after they are carried out. [RecordedFaults] are answers that vendors were
// seen to give. [Options.CloudflareLimit] and [Options.TelnyxLimit] set rate limits,
// [Options.Latency] delays answers, and [Server.OnCall] runs code between two
// requests. Over HTTP there are the vendors' operations and the join, and nothing
// else.
package simulator

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Credentials and IDs of a server without options, which examples name.
const (
	CloudflareAPIToken = "simulated-cloudflare-api-token"
	TelnyxAPIKey       = "KEYsimulated-telnyx-api-key"

	AccountID     = "023e105f4ecef8ad9ca31a8372d0c353"
	AppID         = "14a396e7-ca44-4937-bf1f-050a69118543" // named "video"
	MeetingID     = "bbb5a1de-8b0c-4c5e-9a53-3a5b0f6a2c11" // titled "stand-up", ACTIVE
	ParticipantID = "aaa7c9e4-52f1-4d4e-8f0b-6a1d2e3f4b5c" // custom ID "recorder"
	WebhookID     = "e07a3c58-2f6d-4b19-8c40-9d15f2b7a6e3" // named "recordings"
	RoomID        = "0ccc7b54-4df3-4bca-a65a-3da1ecc777f0" // uniquely named "support"
)

// Options of a server. The zero value is a plain one.
type Options struct {
	// The credentials and the account that it accepts. Empty means the
	// constants above.
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

	// Latency is how long each answer takes. A token is minted at once, whether
	// or not the client waits.
	Latency time.Duration

	// Now is the vendors' clock, for lifetimes of tokens and for rate limits. A
	// faster clock shortens a test without changing a number in a header.
	Now func() time.Time

	// MaxPerPage is the most that one page of a Cloudflare list has, 100 if zero.
	// The documents name no maximum. A client that asks for more gets this many,
	// without an error.
	MaxPerPage int

	// Questions choose what the documents leave open.
	Questions

	// LightSignatures halves Cloudflare's RSA key to 1024 bits, which signs
	// several times faster, for benchmarks that measure something else.
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
			panic(err) // a loopback listener does not fail
		}
	}()
	return s, nil
}

func (o Options) withDefaults() Options {
	o.CloudflareAPIToken = cmp.Or(o.CloudflareAPIToken, CloudflareAPIToken)
	o.TelnyxAPIKey = cmp.Or(o.TelnyxAPIKey, TelnyxAPIKey)
	o.AccountID = cmp.Or(o.AccountID, AccountID)
	o.Listen = cmp.Or(o.Listen, "127.0.0.1:0")
	o.MaxPerPage = cmp.Or(o.MaxPerPage, 100)
	if o.Now == nil {
		o.Now = time.Now
	}
	if clock := o.Now; o.ClockBehind != 0 {
		o.Now = func() time.Time { return clock().Add(-o.ClockBehind) }
	}
	return o
}

// Close closes every connection, and returns when all goroutines of the server
// have ended.
func (s *Server) Close() {
	_ = s.http.Close()
	_ = s.listener.Close()
	<-s.served
	s.open.Wait()
}

// connState counts connections. net/http reports StateNew before it starts the
// connection's goroutine, so Close misses none.
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

// OnCall calls f for every request that reaches an operation, before it is
// answered. nil ends that. A test can change objects between two pages of a list
// with it.
func (s *Server) OnCall(f func(Operation)) {
	if f == nil {
		s.hook.Store(nil)
		return
	}
	s.hook.Store(&f)
}
