package rest

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"
)

// maxAnswer is the maximum size of a response. A token has some hundred bytes, a page of a list some hundred thousand.
const maxAnswer = 1 << 20

var (
	errTimedOut = errors.New("no complete response within")
	errTooLarge = errors.New("the response is larger than 1 MiB")
)

// progress is the state of one call between its attempts.
type progress struct {
	client   *Client
	call     Call
	attempts int
	failures int           // attempts that count against MaxRetries
	pause    delay         // before the next attempt
	waited   time.Duration // because the vendor asked for it
	counted  time.Duration // of that, against RateLimitTimeout
	queued   time.Duration // of that, in a queue
	accepted int           // requests to the route that the vendor had accepted when queued began
	wanted   time.Duration // a Retry-After that exceeds RateLimitTimeout
	exposed  bool          // an attempt had a connection to send the credential over
	sent     bool          // the present attempt had
	got      *response     // the present attempt's
	last     *response     // the vendor's last, of whichever attempt
	quotable []string      // of Call.Sent
}

// response is the response to an attempt. Status and header count as soon as they have arrived.
type response struct {
	status  int
	header  http.Header
	content []byte // whole, or none
}

// scrub makes a text about the call safe to show.
func (p *progress) scrub(text string) string {
	if p.quotable == nil {
		p.quotable = quotable(p.call.Sent)
	}
	return scrub(text, append([]string{p.call.Bearer}, p.call.Secret...), p.quotable...)
}

// left says whether the caller's context ended the attempt. A call with Once continues after it was sent.
func (p *progress) left(ctx context.Context) bool {
	return ctx.Err() != nil && (!p.call.Once || !p.sent)
}

// attempt makes one attempt and reads the whole response, so that an incomplete response is a failed attempt.
func (p *progress) attempt(ctx context.Context, request *http.Request) error {
	c := p.client
	granted, err := c.limiter.acquire(ctx, p)
	if err != nil {
		return err
	}
	defer func() { <-c.limiter.places }()
	p.attempts++
	began := time.Now()
	err = p.exchange(ctx, request, granted)

	event := Event{
		Vendor: c.options.Vendor, Call: p.call.public(), Attempt: p.attempts,
		Duration: time.Since(began), Waited: granted.waited,
	}
	if err != nil {
		event.Failure = p.reasonOf(ctx, err)
	} else {
		event.Status = p.got.status
		event.RequestID = p.scrub(p.got.header.Get(c.options.RequestIDHeader))
	}
	c.options.Observe(ctx, event)
	return err
}

// limited is the context of one attempt. A call with Once ignores its caller's context once it has a connection.
func (p *progress) limited(caller context.Context, connected *atomic.Bool) (context.Context, context.CancelFunc) {
	limit, parent := p.client.options.RequestTimeout, caller
	if p.call.Once {
		parent = context.WithoutCancel(caller)
	}
	ctx, cancel := context.WithTimeoutCause(parent, limit, fmt.Errorf("%w %s", errTimedOut, limit))
	if !p.call.Once {
		return ctx, cancel
	}
	stop := context.AfterFunc(caller, func() {
		if !connected.Load() {
			cancel()
		}
	})
	return ctx, func() { stop(); cancel() }
}

func (p *progress) exchange(caller context.Context, request *http.Request, granted *reservation) error {
	var connected atomic.Bool
	ctx, cancel := p.limited(caller, &connected)
	defer cancel()
	via := p.client.proxy
	done, err := via.enter(ctx)
	if err != nil {
		p.client.limiter.settle(granted, 0, nil)
		return timedOut(ctx, err)
	}
	defer done()
	// From here on the request may have been sent. TLS is established, and a proxy has connected us.
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) {
		connected.Store(true)
		via.consented.Store(true)
		done()
	}})
	response, err := p.client.wire.RoundTrip(p.copyOf(ctx, request))
	p.sent = connected.Load()
	p.exposed = p.exposed || p.sent
	if err != nil {
		p.client.limiter.settle(granted, 0, nil)
		return timedOut(ctx, plainHTTP(via.understood(err)))
	}
	p.client.limiter.settle(granted, response.StatusCode, response.Header) // whatever becomes of the body
	defer response.Body.Close()
	return p.read(ctx, response)
}

// copyOf is the request for one attempt. net/http retries some requests by itself, over HTTP/2 even after the vendor has
// received them (golang/go#42777), unless they have a body that it cannot rewind.
func (p *progress) copyOf(ctx context.Context, request *http.Request) *http.Request {
	request = request.WithContext(ctx)
	if request.GetBody != nil {
		if body, err := request.GetBody(); err == nil { // of bytes in memory: it cannot fail
			request.Body = body
		}
	}
	if p.call.Once {
		request.GetBody = nil
		if request.Body == nil {
			request.Body = io.NopCloser(http.NoBody) // sent as chunks, of which there are none
		}
	}
	return request
}

func (p *progress) read(ctx context.Context, answer *http.Response) error {
	p.got = &response{status: answer.StatusCode, header: answer.Header}
	p.last = p.got
	content, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
	if err != nil {
		return fmt.Errorf("the connection broke during the response: %w", timedOut(ctx, err))
	}
	if len(content) > maxAnswer {
		return errTooLarge
	}
	p.got.content = content
	return nil
}

// plainHTTP is the error of an http.Client for a server that responds in plain HTTP instead of TLS.
func plainHTTP(err error) error {
	if wrong, ok := errors.AsType[tls.RecordHeaderError](err); ok && string(wrong.RecordHeader[:]) == "HTTP/" {
		return http.ErrSchemeMismatch
	}
	return err
}

// timedOut tells our own time limit from the caller's. Only ours is retried.
func timedOut(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); errors.Is(cause, errTimedOut) {
		return cause
	}
	return err
}
