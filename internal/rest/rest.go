// Package rest speaks JSON over HTTP to one vendor, for strangers' pipelines: it repeats what may be repeated, keeps
// within the vendor's rate limit before being told to, and tells what went wrong without telling a secret.
//
// A [Client] makes each [Call] in attempts. From the outside in:
//
//	Client.Do      builds the request, gives up or returns an Answer
//	retry.go       decides whether an attempt is repeated, and when
//	attempt.go     one attempt: a free slot, the pacer's leave, a time limit, the whole answer
//	pacer.go       waits while the vendor's rate limit wants it; ledger.go knows when that is
//
// Every error is an [*Error]. It knows no vendor: what an answer means is for the packages above.
package rest

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/hashicorp/go-retryablehttp"
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
	http    *retryablehttp.Client
}

// New returns a client that opens no connection before its first call.
func New(o Options) *Client {
	c := &Client{options: o}
	c.http = &retryablehttp.Client{
		HTTPClient:   &http.Client{Transport: newAttempts(o)},
		RetryMax:     maxAttempts,
		CheckRetry:   c.shouldRepeat,
		Backoff:      c.backoff,
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
	return c
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
}

// public is of a call what may be told.
func (c Call) public() Call { return Call{Method: c.Method, Route: c.Route, IDs: c.IDs} }

// Do makes the call and returns the vendor's 2xx answer. Everything else is an [*Error].
func (c *Client) Do(ctx context.Context, call Call) (*Answer, error) {
	call.IDs = trimmed(call.IDs)
	state := &progress{call: call, began: time.Now()}
	request, err := c.request(context.WithValue(ctx, progressKey{}, state), call)
	if err != nil {
		return nil, c.failure(state, Error{Reason: Unsendable, Err: err})
	}
	response, err := c.http.Do(request) //nolint:bodyclose // exchange has read it whole and closed it
	if err != nil {
		return nil, c.failure(state, Error{Reason: reasonOf(ctx, err), Err: rootCause(ctx, err)})
	}
	answer := &Answer{client: c, state: state, read: bodyOf(response)}
	switch status := answer.read.status; {
	case status >= 200 && status < 300:
		return answer, nil
	case status >= 300 && status < 400:
		return nil, answer.Refuse(Redirected)
	default:
		return nil, answer.Refuse(Refused, c.options.ParseFaults(answer.Body())...)
	}
}

func (c *Client) request(ctx context.Context, call Call) (*retryablehttp.Request, error) {
	var body any // a []byte that is nil would be sent as a body of unknown length
	if call.Body != nil {
		text, err := json.Marshal(call.Body)
		if err != nil {
			return nil, err
		}
		body = text
	}
	target := c.options.BaseURL.String() + call.path()
	if len(call.Query) > 0 {
		target += "?" + call.Query.Encode()
	}
	request, err := retryablehttp.NewRequestWithContext(ctx, call.Method, target, body)
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
type Answer struct {
	client *Client
	state  *progress
	read   *readBody
}

// Body is the answer's body. It may hold a secret.
func (a *Answer) Body() []byte { return a.read.content }

// Decode reads the body as JSON into a pointer. Its error quotes nothing of the body.
func (a *Answer) Decode(into any) error {
	if err := json.Unmarshal(a.Body(), into); err != nil {
		return a.refuse(Error{Reason: NotJSON, Err: withoutValue(err)})
	}
	return nil
}

// Refuse makes an error of an answer that cannot be used, with what the vendor said about it.
func (a *Answer) Refuse(reason Reason, faults ...Fault) error {
	return a.refuse(Error{Reason: reason, Faults: faults})
}

func (a *Answer) refuse(e Error) error {
	a.state.last = a.read
	return a.client.failure(a.state, e)
}
