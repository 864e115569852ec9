package rest

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

// maxAnswer bounds what one answer may cost: a token is some hundred bytes, a page of a list some hundred thousand.
const maxAnswer = 1 << 20

var (
	errTimedOut = errors.New("no complete answer within")
	errTooLarge = errors.New("the answer is larger than 1 MiB")
)

// progress is what one call remembers between its attempts.
type progress struct {
	call     Call
	began    time.Time
	attempts int
	faults   int           // attempts that count against MaxRetries
	waited   time.Duration // for the vendor's rate limit
	refused  bool          // by the vendor's rate limit, at least once
	last     *readBody     // the vendor's last answer
}

// secrets are what no text about the call may hold.
func (p *progress) secrets() []string { return append([]string{p.call.Bearer}, p.call.Secret...) }

type progressKey struct{}

func progressOf(ctx context.Context) *progress {
	state, ok := ctx.Value(progressKey{}).(*progress)
	if !ok {
		panic("rest: a request that Client.Do did not make")
	}
	return state
}

// attempts is the transport under the retries: every attempt of every call passes through it.
type attempts struct {
	options Options
	slots   chan struct{}
	pacer   *pacer
	wire    http.RoundTripper
}

func newAttempts(o Options) *attempts {
	return &attempts{
		options: o,
		slots:   make(chan struct{}, o.MaxInFlight),
		pacer:   newPacer(o),
		wire:    newWire(o),
	}
}

func newWire(o Options) *http.Transport {
	dialer := net.Dialer{Timeout: o.RequestTimeout}
	return &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         dialer.DialContext,
		TLSHandshakeTimeout: o.RequestTimeout,
		TLSClientConfig:     &tls.Config{MinVersion: tls.VersionTLS12},
		ForceAttemptHTTP2:   true, // else a TLSClientConfig turns it off
		// One connection carries all calls then, so a dead one has to be noticed before every repeat has tried it.
		HTTP2: &http.HTTP2Config{SendPingTimeout: o.RequestTimeout / 3, PingTimeout: o.RequestTimeout / 3},
		// As many connections as calls at the same time, and all kept: by default two are, and a call that finds none
		// idle opens one more even where another becomes idle meanwhile.
		MaxConnsPerHost:     o.MaxInFlight,
		MaxIdleConns:        o.MaxInFlight,
		MaxIdleConnsPerHost: o.MaxInFlight,
		IdleConnTimeout:     90 * time.Second,
	}
}

// RoundTrip makes one attempt and reads the answer whole, so that an answer cut off is a failed attempt like any other.
func (a *attempts) RoundTrip(request *http.Request) (*http.Response, error) {
	ctx := request.Context()
	state := progressOf(ctx)
	if ctx.Err() != nil { // else a free slot could win over a caller who has left
		return nil, ctx.Err()
	}
	select {
	case a.slots <- struct{}{}:
		defer func() { <-a.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	leave, err := a.pacer.acquire(ctx, state)
	if err != nil {
		return nil, err
	}
	state.attempts++
	sent := time.Now()
	response, err := a.exchange(request, state)
	a.pacer.release(leave, response)

	event := Event{
		Vendor: a.options.Vendor, Call: state.call.public(), Attempt: state.attempts,
		Duration: time.Since(sent), Waited: leave.waited,
	}
	if err != nil {
		event.Failure = reasonOf(ctx, err)
	} else {
		event.Status = response.StatusCode
		event.RequestID = scrub(response.Header.Get(a.options.RequestIDHeader), state.secrets())
	}
	a.options.Observe(ctx, event)
	return response, err
}

func (a *attempts) exchange(request *http.Request, state *progress) (*http.Response, error) {
	limit := a.options.RequestTimeout
	ctx, cancel := context.WithTimeoutCause(request.Context(), limit, fmt.Errorf("%w %s", errTimedOut, limit))
	defer cancel()
	response, err := a.wire.RoundTrip(request.WithContext(ctx))
	if err != nil {
		return nil, timedOut(ctx, err)
	}
	defer response.Body.Close()
	state.refused = state.refused || response.StatusCode == http.StatusTooManyRequests
	state.last = &readBody{status: response.StatusCode, header: response.Header.Clone()} // known even if the rest never comes
	content, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	if err != nil {
		return nil, fmt.Errorf("the answer broke off: %w", timedOut(ctx, err))
	}
	if len(content) > maxAnswer {
		return nil, errTooLarge
	}
	state.last.content, state.last.Reader = content, bytes.NewReader(content)
	response.Body = state.last
	// A vendor's API has no reason to send a credential elsewhere: the redirect itself is the answer. Without this
	// header http.Client does not even look where it points to; with one that it cannot read, it would fail.
	response.Header.Del("Location")
	return response, nil
}

// timedOut tells our own time limit from the caller's: only ours may be repeated.
func timedOut(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); errors.Is(cause, errTimedOut) {
		return cause
	}
	return err
}

func bodyOf(response *http.Response) *readBody {
	body, ok := response.Body.(*readBody)
	if !ok {
		panic("rest: an answer that exchange did not read")
	}
	return body
}

// readBody is an answer already read: whoever gets the response can still read it, and we need not.
type readBody struct {
	*bytes.Reader
	content []byte
	status  int
	header  http.Header
}

// Close does nothing: there is no connection behind it any more.
func (*readBody) Close() error { return nil }

func hostOf(location string) string {
	target, err := url.Parse(location)
	if err != nil {
		return ""
	}
	return target.Host
}
