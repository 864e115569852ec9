package rest

import (
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/http2"
)

// creating is a call that must not be carried out twice.
func creating() Call {
	return Call{Method: http.MethodPost, Route: "/things", Bearer: "credential", Body: map[string]string{"name": "a"}, Once: true}
}

func TestWhichAnswersToACreateAreClear(t *testing.T) {
	t.Parallel()
	for status, c := range map[int]struct {
		calls   int
		unclear bool
	}{
		200: {calls: 1}, 201: {calls: 1}, 204: {calls: 1},
		400: {calls: 1}, 401: {calls: 1}, 403: {calls: 1}, 404: {calls: 1}, 409: {calls: 1}, 422: {calls: 1},
		302: {1, true}, 303: {1, true}, 408: {1, true}, 500: {1, true}, 501: {1, true}, 502: {1, true}, 503: {1, true}, 504: {1, true},
		520: {1, true}, 524: {1, true}, 599: {1, true},
		429: {calls: 3}, // and then 201
	} {
		t.Run(strconv.Itoa(status), func(t *testing.T) {
			t.Parallel()
			var calls atomic.Int32
			o := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				if calls.Add(1) == 3 {
					status = 201
				}
				w.WriteHeader(status)
			})
			answer, err := New(o).Do(t.Context(), creating())
			want(t, "calls", calls.Load(), c.calls)
			if status < 300 {
				want(t, "error", err, nil)
				want(t, "body", len(answer.Body()), 0)
				return
			}
			e := failed(t, err)
			want(t, "unclear", e.Unclear, c.unclear)
			want(t, "status", e.Status, status)
		})
	}
}

// A create may be sent again, where nothing was found, only after what is over or never began.
func TestPending(t *testing.T) {
	t.Parallel()
	native := []Fault{{Code: "500", Native: true}}
	for status, c := range map[int]struct{ native, other bool }{
		201: {true, true}, 302: {true, true}, 408: {true, true}, 501: {true, true}, 502: {true, true}, 504: {true, true},
		520: {true, true}, 522: {true, true}, 524: {true, true}, 525: {true, true}, 599: {true, true},
		400: {}, 404: {}, 409: {}, 422: {},
		500: {false, true}, 503: {false, true},
		521: {}, 523: {}, 530: {},
	} {
		for _, own := range []bool{true, false} {
			o := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
			if o.ParseFaults = func([]byte) []Fault { return nil }; own {
				o.ParseFaults = func([]byte) []Fault { return native }
			}
			answer, err := New(o).Do(t.Context(), creating())
			if err == nil {
				err = answer.Decode(&struct{}{})
			}
			want(t, strconv.Itoa(status)+" in the vendor's own form: "+strconv.FormatBool(own), failed(t, err).Pending(), map[bool]bool{true: c.native, false: c.other}[own])
		}
	}
	for reason, e := range map[Reason]Error{
		TimedOut: {Unclear: true}, Unreachable: {Unclear: true}, TooLarge: {Unclear: true, Status: 500, Faults: native}, Interrupted: {}, RateLimited: {Status: 429},
	} {
		e.Reason = reason
		want(t, string(reason), e.Pending(), e.Unclear)
	}
}

func TestASuccessThatCannotBeUsedIsUnclear(t *testing.T) {
	t.Parallel()
	for reason, refuse := range map[Reason]func(*Answer) error{
		NotJSON:      func(a *Answer) error { return a.Decode(&struct{}{}) },
		Incomplete:   func(a *Answer) error { return a.Refuse(Incomplete) },
		Unsuccessful: func(a *Answer) error { return a.Refuse(Unsuccessful) },
	} {
		o := serve(t, func(w http.ResponseWriter, _ *http.Request) { answerWith(t, w, "<html>") })
		for _, once := range []bool{true, false} {
			call := creating()
			call.Once = once
			answer, err := New(o).Do(t.Context(), call)
			if err != nil {
				t.Fatal(err)
			}
			e := failed(t, refuse(answer))
			want(t, "reason", e.Reason, reason)
			want(t, string(reason), e.Unclear, once && reason != Unsuccessful)
		}
	}
}

// Whatever breaks after sending began may have been carried out.
func TestACreateThatWasSentIsNotRepeated(t *testing.T) {
	t.Parallel()
	hijack := func(text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := http.NewResponseController(w).Hijack()
			want(t, "error", err, nil)
			_, err = io.WriteString(conn, text)
			want(t, "error", err, nil)
			want(t, "error", conn.Close(), nil)
		}
	}
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		reason  Reason
		status  int
	}{
		"closed":                 {hijack(""), Unreachable, 0},
		"not HTTP":               {hijack("hello\r\n\r\n"), Unreachable, 0},
		"cut in the header":      {hijack("HTTP/1.1 201 Cre"), Unreachable, 0},
		"cut in the body":        {hijack("HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\n{"), Unreachable, 201},
		"cut in an error's body": {hijack("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 10\r\n\r\n{"), Refused, 502},
		"too large": {func(w http.ResponseWriter, _ *http.Request) {
			_, err := w.Write(make([]byte, maxAnswer+1))
			want(t, "error", err, nil)
		}, TooLarge, 200},
		"a header too large": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Large", strings.Repeat("a", 2*maxHeader))
		}, Unreachable, 0},
		"hung": {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, TimedOut, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var calls atomic.Int32
			o := serve(t, func(w http.ResponseWriter, r *http.Request) {
				calls.Add(1)
				_, err := io.Copy(io.Discard, r.Body) // else the server does not see that the client has left
				want(t, "error", err, nil)
				c.handler(w, r)
			})
			o.RequestTimeout = 300 * time.Millisecond
			_, err := New(o).Do(t.Context(), creating())
			e := failed(t, err)
			want(t, "calls", calls.Load(), 1)
			want(t, "reason", e.Reason, c.reason)
			want(t, "status", e.Status, c.status)
			want(t, "unclear", e.Unclear, true)
		})
	}
}

func TestACreateThatWasNotSentIsRepeated(t *testing.T) {
	t.Parallel()
	nobody := httptest.NewServer(http.NotFoundHandler())
	nobody.Close()
	o := plain(t, nobody.URL)
	o.MaxRetries, o.FirstBackoff = 2, time.Millisecond
	_, err := New(o).Do(t.Context(), creating())
	e := failed(t, err)
	want(t, "attempts", e.Attempts, 3)
	want(t, "unclear", e.Unclear, false)
	want(t, "not sent", e.NotSent, true)

	stranger := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(stranger.Close)
	_, err = New(plain(t, stranger.URL)).Do(t.Context(), creating())
	e = failed(t, err)
	want(t, "reason", e.Reason, Untrusted)
	want(t, "unclear", e.Unclear, false)
	want(t, "not sent", e.NotSent, true)
}

// net/http repeats some requests by itself where a connection kept from an earlier call breaks.
func TestACreateOnAConnectionThatBreaks(t *testing.T) {
	t.Parallel()
	for name, call := range map[string]Call{"with a body": creating(), "without": {Method: http.MethodPost, Route: "/", Once: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var posts atomic.Int32
			o := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodGet {
					return
				}
				posts.Add(1)
				body, err := io.ReadAll(r.Body)
				want(t, "error", err, nil)
				want(t, "body", string(body), map[bool]string{true: "", false: `{"name":"a"}`}[call.Body == nil])
				panic(http.ErrAbortHandler)
			})
			client := New(o)
			_, err := client.Do(t.Context(), Call{Method: http.MethodGet, Route: "/"})
			want(t, "error", err, nil)
			_, err = client.Do(t.Context(), call)
			e := failed(t, err)
			want(t, "posts", posts.Load(), 1)
			want(t, "attempts", e.Attempts, 1)
			want(t, "unclear", e.Unclear, true)
		})
	}
}

// Over HTTP/2, net/http sends again what it can rewind after a reset that it takes for a passing trouble, although the
// vendor has seen it.
func TestACreateThatHTTP2Resets(t *testing.T) {
	t.Parallel()
	for name, call := range map[string]Call{"with a body": creating(), "without": {Method: http.MethodPost, Route: "/", Once: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var posts atomic.Int32
			server, client := secure(t, nil, nil)
			client.options.BaseURL.Host = resetting(t, server.TLS.Certificates, &posts)
			_, err := client.Do(t.Context(), call)
			e := failed(t, err)
			want(t, "posts", posts.Load(), 1)
			want(t, "unclear", e.Unclear, true)
		})
	}
}

// What says the end state is repeated as reading is.
func TestWhatSaysTheEndStateIsRepeated(t *testing.T) {
	t.Parallel()
	for _, method := range []string{http.MethodGet, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		var calls atomic.Int32
		o := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			if calls.Add(1) < 3 {
				w.WriteHeader(http.StatusBadGateway)
				return
			}
			w.WriteHeader(http.StatusNoContent)
		})
		answer, err := New(o).Do(t.Context(), Call{Method: method, Route: "/"})
		if err != nil || len(answer.Body()) != 0 {
			t.Error(method, answer, err)
		}
		want(t, method, calls.Load(), 3)
	}
}

// resetting is the address of an HTTP/2 server that resets each request when all of it has come.
func resetting(t *testing.T, certificates []tls.Certificate, posts *atomic.Int32) string {
	t.Helper()
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: certificates, NextProtos: []string{"h2"}, MinVersion: tls.VersionTLS12})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { want(t, "error", listener.Close(), nil) })
	serve := func(conn net.Conn) {
		defer conn.Close()
		framer := http2.NewFramer(conn, conn)
		_, err := io.ReadFull(conn, make([]byte, len(http2.ClientPreface)))
		want(t, "error", err, nil)
		want(t, "error", framer.WriteSettings(), nil)
		for {
			frame, err := framer.ReadFrame()
			if err != nil {
				return
			}
			_, headers := frame.(*http2.HeadersFrame)
			_, data := frame.(*http2.DataFrame)
			if (headers || data) && frame.Header().Flags.Has(http2.FlagDataEndStream) {
				posts.Add(1)
				want(t, "error", framer.WriteRSTStream(frame.Header().StreamID, http2.ErrCodeProtocol), nil)
			}
		}
	}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go serve(conn)
		}
	}()
	return listener.Addr().String()
}
