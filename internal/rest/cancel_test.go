package rest

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"
)

// handled is a wire without a network, for tests in which time does not pass for real.
type handled struct{ http.Handler }

func (h handled) RoundTrip(request *http.Request) (response *http.Response, err error) {
	defer func() {
		if recover() != nil { // how handlers break a connection
			response, err = nil, errors.Join(errors.New("broken"), request.Context().Err())
		}
	}()
	if request.Body == nil {
		request = request.Clone(request.Context())
		request.Body = http.NoBody
	}
	recorder := httptest.NewRecorder()
	h.ServeHTTP(recorder, request)
	return recorder.Result(), nil
}

func withoutNetwork(o Options, handler http.Handler) *Client {
	c := New(o)
	c.wire = handled{handler}
	return c
}

// Whatever a call waits for, it ends in the moment the caller gives up.
func TestEveryWaitEndsOnCancel(t *testing.T) {
	t.Parallel()
	never := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done(); panic(http.ErrAbortHandler) }
	say := func(status int, name, value string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set(name, value)
			w.WriteHeader(status)
		}
	}
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		before  int // calls that are there already
		options func(*Options)
	}{
		"in an attempt":                {handler: never},
		"for a place":                  {handler: never, before: 1, options: func(o *Options) { o.MaxInFlight = 1 }},
		"behind a probe":               {handler: never, before: 1},
		"in backoff":                   {handler: say(503, "Retry-After", "300")},
		"for the vendor's Retry-After": {handler: say(429, "Retry-After", "300")},
		"behind another call":          {handler: say(429, "Retry-After", "300"), before: 2},
		"for the next window":          {handler: say(200, "Ratelimit", `"default";r=0;t=300`), before: 2},
		"for our own cap":              {handler: say(200, "Server", "test"), before: 3, options: func(o *Options) { o.RequestsPerSecond = 0.01 }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				o := plain(t, "http://localhost")
				o.MaxRetries, o.RequestTimeout = 4, time.Hour
				if c.options != nil {
					c.options(&o)
				}
				client := withoutNetwork(o, c.handler)
				others, release := context.WithCancel(t.Context())
				defer release()
				for range c.before {
					go func() {
						_, err := client.Do(others, Call{Method: http.MethodPost, Route: "/"})
						_ = err // how the others fare is of no interest here
					}()
				}
				synctest.Wait()
				ctx, cancel := context.WithCancelCause(t.Context())
				time.AfterFunc(time.Second, func() { cancel(errors.New("asked to stop")) })
				began := time.Now()
				_, err := client.Do(ctx, Call{Method: http.MethodPost, Route: "/"})
				e := failed(t, err)
				want(t, "reason", e.Reason, Interrupted)
				want(t, "cause", e.Err.Error(), "asked to stop")
				if took := time.Since(began); took != time.Second {
					t.Errorf("it took %s to notice", took-time.Second)
				}
				release()
				synctest.Wait()
			})
		})
	}
}

func TestNothingIsSentForACallerWhoHasLeft(t *testing.T) {
	t.Parallel()
	client := withoutNetwork(plain(t, "http://localhost"), http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it was sent") }))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for range 20 {
		_, err := client.Do(ctx, Call{Method: http.MethodPost, Route: "/"})
		want(t, "attempts", failed(t, err).Attempts, 0)
	}
}

func TestATimeLimitOfTheCallersIsAnInterruption(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := plain(t, "http://localhost")
		o.RequestsPerSecond = 0.1
		client := withoutNetwork(o, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		for range 2 {
			_, err := client.Do(ctx, Call{Method: http.MethodPost, Route: "/"})
			if err != nil {
				want(t, "reason", failed(t, err).Reason, Interrupted)
			}
		}
	})
}
