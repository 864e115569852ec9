package rest

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// secure starts an HTTPS server that offers HTTP/2, and gives a client that trusts it.
func secure(t *testing.T, change func(*Options), handler http.HandlerFunc) (*httptest.Server, *Client) {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	o := plain(t, server.URL)
	o.MaxRetries, o.FirstBackoff = 4, time.Millisecond
	if change != nil {
		change(&o)
	}
	client := New(o)
	wireOf(client).TLSClientConfig.RootCAs = x509.NewCertPool()
	wireOf(client).TLSClientConfig.RootCAs.AddCert(server.Certificate())
	return server, client
}

// Where it is offered, HTTP/2 carries all calls over one connection.
func TestHTTP2WhereOffered(t *testing.T) {
	t.Parallel()
	var connections sync.Map
	_, client := secure(t, nil, func(_ http.ResponseWriter, r *http.Request) {
		want(t, "protocol", r.Proto, "HTTP/2.0")
		if r.TLS.Version < tls.VersionTLS13 {
			t.Errorf("TLS version %x", r.TLS.Version)
		}
		connections.Store(r.RemoteAddr, true)
	})
	var group sync.WaitGroup
	for range 50 {
		group.Go(func() {
			_, err := client.Do(t.Context(), Call{Method: http.MethodPost, Route: "/", Body: 1})
			want(t, "error", err, nil)
		})
	}
	group.Wait()
	count := 0
	connections.Range(func(any, any) bool { count++; return true })
	want(t, "connections", count, 1)
}

func TestTLS12IsTheLeast(t *testing.T) {
	t.Parallel()
	server, client := secure(t, nil, func(_ http.ResponseWriter, r *http.Request) {
		want(t, "TLS", r.TLS.Version, tls.VersionTLS12)
	})
	server.TLS.MaxVersion = tls.VersionTLS12
	_, err := client.Do(t.Context(), Call{Method: http.MethodPost, Route: "/"})
	want(t, "error", err, nil)

	server, client = secure(t, nil, func(http.ResponseWriter, *http.Request) { t.Error("it was called") })
	server.TLS.MinVersion, server.TLS.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
	_, err = client.Do(t.Context(), Call{Method: http.MethodPost, Route: "/"})
	e := failed(t, err)
	want(t, "reason", e.Reason, Untrusted)
	want(t, "attempts", e.Attempts, 1)
}

// A time limit is told from other failures over HTTP/2, too, wherever in the answer it ends.
func TestATimeoutOverHTTP2(t *testing.T) {
	t.Parallel()
	for name, before := range map[string]int{"before the header": 0, "in the body": 1} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, client := secure(t, func(o *Options) { o.RequestTimeout, o.MaxRetries = 200*time.Millisecond, 0 }, func(w http.ResponseWriter, r *http.Request) {
				if before > 0 {
					answerWith(t, w, "{")
					want(t, "error", http.NewResponseController(w).Flush(), nil)
				}
				<-r.Context().Done()
			})
			_, err := client.Do(t.Context(), Call{Method: http.MethodPost, Route: "/"})
			want(t, "reason", failed(t, err).Reason, TimedOut)
		})
	}
}

// One connection carries everything over HTTP/2. When it dies without a word, a repeat must not wait on it again.
func TestADeadConnectionIsNotUsedAgain(t *testing.T) {
	t.Parallel()
	server, client := secure(t, func(o *Options) { o.RequestTimeout, o.MaxRetries, o.MaxInFlight = time.Second, 1, 1 }, func(http.ResponseWriter, *http.Request) {})
	var freeze atomic.Bool
	client.options.BaseURL.Host = forward(t, server.Listener.Addr().String(), &freeze)
	for i := range 2 {
		_, err := client.Do(t.Context(), Call{Method: http.MethodPost, Route: "/"})
		if err != nil {
			t.Errorf("call %d: %v", i, err)
		}
		freeze.Store(true)
	}
}

// forward passes bytes on to an address. The first connection stops to when it is to freeze; later ones do not.
func forward(t *testing.T, address string, freeze *atomic.Bool) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // it lives as long as the test
	if err != nil {
		t.Fatal(err)
	}
	ends := make(chan struct{})
	t.Cleanup(func() {
		close(ends)
		want(t, "error", listener.Close(), nil)
	})
	pass := func(to, from net.Conn, first bool) {
		defer to.Close()
		buffer := make([]byte, 4096)
		for {
			n, err := from.Read(buffer)
			if first && freeze.Load() {
				<-ends
				return
			}
			if _, failed := to.Write(buffer[:n]); err != nil || failed != nil {
				return
			}
		}
	}
	go func() {
		for first := true; ; first = false {
			near, err := listener.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", address) //nolint:noctx // as above
			if err != nil {
				t.Error(err)
				return
			}
			go pass(far, near, first)
			go pass(near, far, first)
		}
	}()
	return listener.Addr().String()
}

// Over HTTP/1.1 there are as many connections as calls at the same time, and all are kept while nobody calls. net/http
// gives one up where it has no time to see within 50 ms that a request was written, so that a busy machine gets another
// try.
func TestConnectionsAreKept(t *testing.T) {
	t.Parallel()
	var tries []int
	for range 3 {
		server, o := vendor(t, simulator.Options{})
		o.MaxInFlight = 10
		client := New(o)
		for range 50 {
			arrived, failures := mintMany(t.Context(), client, 10, 10)
			want(t, "tokens", len(arrived), 10)
			want(t, "failures", failures, nil)
		}
		if tries = append(tries, server.Connections()); tries[len(tries)-1] <= 10 {
			return
		}
	}
	t.Errorf("%d connections", tries)
}

// The wire takes a proxy from the environment; what that does is tested with the provider's program, since net/http
// reads the environment once and never asks a proxy for this machine.
func TestTheWireAsksTheEnvironmentForAProxy(t *testing.T) {
	t.Parallel()
	_, client := secure(t, nil, func(http.ResponseWriter, *http.Request) {})
	if wireOf(client).Proxy == nil {
		t.Error("no proxy is asked for")
	}
}
