package rest

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

// An interrupt ends a create before it is sent, and never after.
func TestAnInterruptOfACreate(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(t.Context())
	var event Event
	o := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		cancel(errors.New("asked to stop"))
		time.Sleep(50 * time.Millisecond)
		w.WriteHeader(http.StatusCreated)
		answerWith(t, w, `{"id":"a"}`)
	})
	o.Observe = func(_ context.Context, e Event) { event = e }
	answer, err := New(o).Do(ctx, creating())
	if err != nil || string(answer.Body()) != `{"id":"a"}` {
		t.Fatal(answer, err)
	}
	want(t, "told", event.Status, 201)

	_, err = New(o).Do(ctx, creating())
	e := failed(t, err)
	want(t, "reason", e.Reason, Interrupted)
	want(t, "attempts", e.Attempts, 0)
	want(t, "unclear", e.Unclear, false)
}

func TestAnInterruptedCreateIsAwaitedForAsLongAsAnAttemptMayTake(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	o := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		_, err := io.Copy(io.Discard, r.Body)
		want(t, "error", err, nil)
		<-r.Context().Done()
	})
	o.RequestTimeout = 200 * time.Millisecond
	began := time.Now()
	_, err := New(o).Do(ctx, creating())
	e := failed(t, err)
	want(t, "reason", e.Reason, TimedOut)
	want(t, "unclear", e.Unclear, true)
	if took := time.Since(began); took < o.RequestTimeout {
		t.Errorf("given up after %s", took)
	}
}

func TestAnInterruptWhileACreateConnects(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(t.Context())
	client := New(plain(t, "http://localhost"))
	wireOf(client).DialContext = func(dialing context.Context, _, _ string) (net.Conn, error) {
		cancel(errors.New("asked to stop"))
		<-dialing.Done()
		return nil, dialing.Err()
	}
	began := time.Now()
	_, err := client.Do(ctx, creating())
	if took := time.Since(began); took > client.options.RequestTimeout/2 {
		t.Errorf("it took %s to notice", took)
	}
	e := failed(t, err)
	want(t, "reason", e.Reason, Interrupted)
	want(t, "cause", e.Err.Error(), "asked to stop")
	want(t, "unclear", e.Unclear, false)
	want(t, "not sent", e.NotSent, true)
}

// A create that was answered 429 was not carried out, also where the caller gives up before it is repeated.
func TestAnInterruptAfterACreateWasRefusedFor(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	o := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "60")
		w.WriteHeader(http.StatusTooManyRequests)
		time.AfterFunc(50*time.Millisecond, cancel)
	})
	_, err := New(o).Do(ctx, creating())
	e := failed(t, err)
	want(t, "reason", e.Reason, Interrupted)
	want(t, "unclear", e.Unclear, false)
	want(t, "status", e.Status, 429)
}
