package rest

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// observed collects what a client lets be known.
type observed struct {
	mu     sync.Mutex
	events []Event
}

func (o *observed) observe(_ context.Context, e Event) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.events = append(o.events, e)
}

// waits are the waits among the events.
func (o *observed) waits() []Event {
	o.mu.Lock()
	defer o.mu.Unlock()
	var waits []Event
	for _, e := range o.events {
		if e.Wait > 0 {
			waits = append(waits, e)
		}
	}
	return waits
}

// plain are options with which nothing is repeated and nothing is in the way.
func plain(t testing.TB, baseURL string) Options {
	t.Helper()
	base, err := ParseBaseURL(baseURL)
	if err != nil {
		t.Fatal(err)
	}
	return Options{
		Vendor: "Vendor", BaseURL: base, UserAgent: "test",
		RequestTimeout: 10 * time.Second, RateLimitTimeout: 6 * time.Minute,
		MaxInFlight: 64, FirstBackoff: time.Second,
		RequestIDHeader: "X-Request-Id",
		ParseFaults:     func(body []byte) []Fault { return []Fault{{Detail: string(body)}} },
		Observe:         func(context.Context, Event) {},
	}
}

// serve starts a server and gives options to reach it, with repeats that come quickly.
func serve(t *testing.T, handler http.HandlerFunc) Options {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	o := plain(t, server.URL)
	o.MaxRetries, o.FirstBackoff = 4, time.Millisecond
	return o
}

// vendor starts a simulator and gives options to reach its Cloudflare.
func vendor(t testing.TB, options simulator.Options) (*simulator.Server, Options) {
	t.Helper()
	options.LightSignatures = true
	server, err := simulator.Start(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	o := plain(t, server.CloudflareURL())
	o.MaxRetries, o.FirstBackoff, o.RequestIDHeader = 4, time.Millisecond, "Cf-Ray"
	return server, o
}

// minting is a call that mints a token at the simulator's Cloudflare.
func minting() Call {
	return Call{
		Method: http.MethodPost,
		Route: "/accounts/" + simulator.AccountID + "/realtime/kit/" + simulator.AppID + "/meetings/" +
			simulator.MeetingID + "/participants/{participant_id}/token",
		IDs:    []ID{{Name: "participant_id", Value: simulator.ParticipantID}},
		Bearer: simulator.CloudflareAPIToken,
	}
}

// mint makes the call and takes the token out of the answer.
func mint(ctx context.Context, c *Client) (string, error) {
	answer, err := c.Do(ctx, minting())
	if err != nil {
		return "", err
	}
	var body struct {
		Data struct{ Token string }
	}
	if err := answer.Decode(&body); err != nil {
		return "", err
	}
	return body.Data.Token, nil
}

// mintMany mints so many tokens, so many at the same time, and gives those that arrived and the errors.
func mintMany(ctx context.Context, c *Client, tokens, parallelism int) (arrived map[string]bool, failures []error) {
	arrived = map[string]bool{}
	var mu sync.Mutex
	var group sync.WaitGroup
	todo := make(chan struct{}, tokens)
	for range tokens {
		todo <- struct{}{}
	}
	close(todo)
	for range parallelism {
		group.Go(func() {
			for range todo {
				token, err := mint(ctx, c)
				mu.Lock()
				if err != nil {
					failures = append(failures, err)
				} else {
					arrived[token] = true
				}
				mu.Unlock()
			}
		})
	}
	group.Wait()
	return arrived, failures
}

// failed gives the error of a call as what it has to be.
func failed(t *testing.T, err error) *Error {
	t.Helper()
	e, ok := errors.AsType[*Error](err)
	if !ok {
		t.Fatalf("%T %v is no *Error", err, err)
	}
	return e
}

// want compares two values as JSON, which shows what differs.
func want(t testing.TB, what string, got, wanted any) {
	t.Helper()
	g, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	w, err := json.Marshal(wanted)
	if err != nil {
		t.Fatal(err)
	}
	if string(g) != string(w) {
		t.Errorf("%s: %s\n want %s", what, g, w)
	}
}
