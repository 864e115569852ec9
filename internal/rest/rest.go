// Package rest is an HTTP client for the JSON API of one vendor. It retries what is safe to retry, stays within the
// vendor's rate limit, and its errors contain no secrets.
//
// A [Client] makes each [Call] in attempts. From the outside in:
//
//	Client.Do      builds the request, makes attempts, and returns an Answer or an error
//	retry.go       decides whether and when to retry
//	attempt.go     one attempt: the limiter's permission, a time limit, the whole response
//	limiter.go     waits for the vendor's rate limit; quota.go knows how long, quota_settle.go learns it from responses
//	wire.go        the connections, through a proxy if there is one (proxy.go)
//
// Every error is an [*Error]. The package knows no vendor: the packages that use it know what a response means.
package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/http/httpproxy"
)

// Options are the settings of a client.
type Options struct {
	Vendor    string   // its name in errors
	BaseURL   *url.URL // from ParseBaseURL
	UserAgent string

	RequestTimeout    time.Duration // for one attempt, including the response's body
	MaxRetries        int           // retries of one call after a 5xx, a 408 or a broken connection
	RateLimitTimeout  time.Duration // how long a call may wait in all because the vendor asks for it
	RequestsPerSecond float64       // 0: no maximum
	MaxInFlight       int           // concurrent attempts
	FirstBackoff      time.Duration // the longest wait before the first retry; doubles with each further one

	RequestIDHeader string                    // the header with the ID of a request, for the vendor's support
	ParseFaults     func(body []byte) []Fault // reads the vendor's error bodies
	Observe         func(context.Context, Event)
}

// Client makes calls to one vendor. It is safe for concurrent use. All goroutines share its rate limit.
type Client struct {
	options Options
	limiter *limiter
	proxy   *proxy
	wire    http.RoundTripper
}

// New returns a client. It opens no connection before the first call.
func New(o Options) *Client { return newClient(o, httpproxy.FromEnvironment()) }

func newClient(o Options, environment *httpproxy.Config) *Client {
	via := newProxy(*environment, o.BaseURL)
	return &Client{options: o, limiter: newLimiter(o), proxy: via, wire: newWire(o, via)}
}

// Call is one request to the vendor.
type Call struct {
	Method string
	Route  string // below the base URL, as the vendor's documents write it: /rooms/{room_id}
	IDs    []ID   // replace the braces of Route, escaped; shown in errors
	Query  url.Values
	Bearer string   // "" sends no Authorization header
	Body   any      // sent as JSON; nil sends no body at all
	Secret []string // what must not appear in an error, in addition to Bearer

	// Sent are the values of free text and URLs in the request. A vendor may quote them; errors and logs do not repeat
	// them. IDs and values of a fixed set are not among them, since they are not secret and explain an error.
	Sent []string

	// Once says that the vendor must not carry out the call twice, because it creates something. It is retried only if it
	// was certainly not carried out: it was not sent, or the response was 429. After it was sent, an interrupt does not
	// end it: the client waits for the response, for RequestTimeout at most. See [Error.Unclear].
	Once bool
}

// public is the part of a call that errors and logs may show.
func (c Call) public() Call { return Call{Method: c.Method, Route: c.Route, IDs: c.IDs} }

// Do makes the call and returns the vendor's 2xx response. Everything else is an [*Error].
func (c *Client) Do(ctx context.Context, call Call) (*Answer, error) {
	call.IDs = canonicalIDs(call.IDs)
	p := &progress{client: c, call: call}
	request, err := c.request(ctx, call)
	if err != nil {
		return nil, p.failure(Error{Reason: Unsendable, Err: err})
	}
	for {
		err := p.attempt(ctx, request)
		pause, again := p.repeat(err)
		if !again {
			return p.outcome(ctx, err)
		}
		p.pause = pause
		p.sent, p.got = false, nil
		if ctx.Err() != nil {
			return nil, p.failure(Error{Reason: Interrupted, Err: context.Cause(ctx)})
		}
	}
}

// outcome is the result of the last attempt. An error status counts even if the rest of the response is missing.
func (p *progress) outcome(ctx context.Context, err error) (*Answer, error) {
	if err != nil && (p.got == nil || p.got.status < 300) {
		if p.left(ctx) {
			err = context.Cause(ctx)
		}
		return nil, p.failure(Error{Reason: p.reasonOf(ctx, err), Err: err})
	}
	answer := &Answer{progress: p}
	switch status := p.got.status; {
	case status >= 200 && status < 300:
		return answer, nil
	case status >= 300 && status < 400:
		return nil, answer.Refuse(Redirected)
	default:
		return nil, answer.Refuse(Refused, p.faults(p.got)...)
	}
}

func (c *Client) request(ctx context.Context, call Call) (*http.Request, error) {
	var body io.Reader // nil sends none at all
	if call.Body != nil {
		text, err := json.Marshal(call.Body)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(text)
	}
	target := c.options.BaseURL.String() + call.path()
	if len(call.Query) > 0 {
		target += "?" + call.Query.Encode()
	}
	request, err := http.NewRequestWithContext(ctx, call.Method, target, body)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("User-Agent", c.options.UserAgent)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if call.Bearer != "" {
		request.Header.Set("Authorization", "Bearer "+call.Bearer)
	}
	return request, nil
}

// path escapes each ID, so that none can send the credential to another endpoint.
func (c Call) path() string {
	pairs := make([]string, 0, 2*len(c.IDs))
	for _, id := range c.IDs {
		escaped := url.PathEscape(id.Value)
		if strings.Trim(id.Value, ".") == "" { // "." and ".." mean something to servers even when alone
			escaped = strings.ReplaceAll(escaped, ".", "%2E")
		}
		pairs = append(pairs, "{"+id.Name+"}", escaped)
	}
	return strings.NewReplacer(pairs...).Replace(c.Route)
}

// Answer is the vendor's response, read to its end.
type Answer struct{ progress *progress }

// Body is the response's body, which is empty for a 204. It may contain a secret.
func (a *Answer) Body() []byte { return a.progress.got.content }

// Decode reads the body as JSON into a pointer. Its error quotes nothing of the body.
func (a *Answer) Decode(into any) error {
	if tooMany(a.Body()) {
		return a.progress.failure(Error{Reason: TooLarge, Err: errTooMany})
	}
	if err := json.Unmarshal(a.Body(), into); err != nil {
		return a.progress.failure(Error{Reason: NotJSON, Err: withoutValue(err)})
	}
	return nil
}

// Refuse makes an error of a response that cannot be used, with the vendor's own errors.
func (a *Answer) Refuse(reason Reason, faults ...Fault) error {
	return a.progress.failure(Error{Reason: reason, Faults: faults})
}

// Missing makes an error of a response without a field that it needs, with the vendor's own errors.
func (a *Answer) Missing(field string, faults ...Fault) error {
	return a.progress.failure(Error{Reason: Incomplete, Err: fmt.Errorf("%s is missing from the response, or empty", field), Faults: faults})
}
