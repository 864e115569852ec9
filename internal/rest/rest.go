// Package rest speaks JSON over HTTP to one vendor, for strangers' pipelines: it repeats what may be repeated, keeps
// within the vendor's rate limit before being told to, and tells what went wrong without telling a secret.
//
// A [Client] makes each [Call] in attempts. From the outside in:
//
//	Client.Do      builds the request, makes attempts, and returns an Answer or gives up
//	retry.go       decides whether an attempt is repeated, and when
//	attempt.go     one attempt: a free slot, the pacer's leave, a time limit, the whole answer
//	wire.go        the connections below, through a proxy where there is one (proxy.go)
//	pacer.go       waits while the vendor's rate limit wants it; ledger.go knows when that is
//
// Every error is an [*Error]. It knows no vendor: what an answer means is for the packages above.
package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/http/httpproxy"
)

// Options say how to reach a vendor and how patiently.
type Options struct {
	Vendor    string   // as people write it
	BaseURL   *url.URL // from ParseBaseURL
	UserAgent string

	RequestTimeout    time.Duration // for one attempt, the answer's body included
	MaxRetries        int           // repeats of one call after a 5xx, a 408 or a broken connection
	RateLimitTimeout  time.Duration // how long a call waits in all for the vendor's rate limit
	RequestsPerSecond float64       // 0: no cap of our own
	MaxInFlight       int           // attempts at the same time
	FirstBackoff      time.Duration // the most that the first repeat waits; doubles with each further one

	RequestIDHeader string                    // where the vendor names a request, for its support
	ParseFaults     func(body []byte) []Fault // reads the vendor's error bodies
	Observe         func(context.Context, Event)
}

// Client makes calls to one vendor. It is safe for many goroutines; its rate limit is theirs together.
type Client struct {
	options Options
	slots   chan struct{}
	pacer   *pacer
	proxy   *proxy
	wire    http.RoundTripper
}

// New returns a client that opens no connection before its first call.
func New(o Options) *Client { return newClient(o, httpproxy.FromEnvironment()) }

func newClient(o Options, environment *httpproxy.Config) *Client {
	via := newProxy(*environment, o.BaseURL)
	return &Client{options: o, slots: make(chan struct{}, o.MaxInFlight), pacer: newPacer(o), proxy: via, wire: newWire(o, via)}
}

// ID is one identifier in a call's path, under the name that stands in the route.
type ID struct{ Name, Value string }

// Call is one request to the vendor.
type Call struct {
	Method string
	Route  string // below the base URL, as the vendor's documents write it: /rooms/{room_id}
	IDs    []ID   // fill the braces of Route, escaped; repeated in errors
	Query  url.Values
	Bearer string   // "" sends no Authorization header
	Body   any      // sent as JSON; nil sends no body at all
	Secret []string // what else must not come back in an error, beside Bearer

	// Once says that the vendor must not carry the call out twice, as creating must not be. It is repeated only where
	// it was certainly not carried out: it was not sent, or was answered 429. Once it was sent, an interrupt no longer
	// ends it: its answer is awaited, for RequestTimeout at most. See [Error.Unclear].
	Once bool
}

// public is of a call what may be told.
func (c Call) public() Call { return Call{Method: c.Method, Route: c.Route, IDs: c.IDs} }

// Do makes the call and returns the vendor's 2xx answer. Everything else is an [*Error].
func (c *Client) Do(ctx context.Context, call Call) (*Answer, error) {
	call.IDs = trimmed(call.IDs)
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
		p.sent, p.got = false, nil
		if sleep(ctx, pause) != nil {
			return nil, p.failure(Error{Reason: Interrupted, Err: context.Cause(ctx)})
		}
	}
}

// outcome is what the last attempt means. A status that is no success counts even where the rest of the answer is missing.
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
		return nil, answer.Refuse(Refused, p.client.options.ParseFaults(answer.Body())...)
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

// trimmed drops what copying and files leave around an ID. It is done here and nowhere else, for every call of every
// vendor: the caller keeps the ID as it was written.
func trimmed(ids []ID) []ID {
	all := make([]ID, len(ids))
	for i, id := range ids {
		all[i] = ID{Name: id.Name, Value: strings.TrimSpace(id.Value)}
	}
	return all
}

// path escapes each identifier, so that none can lead the credential to another endpoint.
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

// Answer is what the vendor said, read whole.
type Answer struct{ progress *progress }

// Body is the answer's body, which is empty for a 204. It may hold a secret.
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

// Refuse makes an error of an answer that cannot be used, with what the vendor said about it.
func (a *Answer) Refuse(reason Reason, faults ...Fault) error {
	return a.progress.failure(Error{Reason: reason, Faults: faults})
}
