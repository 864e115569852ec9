package rest

import (
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/http/httpproxy"
)

// behind is a client of a vendor that can only be reached through a proxy.
func behind(t *testing.T, address string) *Client {
	t.Helper()
	o := plain(t, "https://vendor.example")
	o.MaxRetries, o.FirstBackoff, o.RequestTimeout = 4, time.Millisecond, 5*time.Second
	return newClient(o, &httpproxy.Config{HTTPSProxy: address})
}

// Failed logins lock accounts, so that a proxy's refusal is asked for once in a run.
func TestAProxyThatRefusesIsAskedOnce(t *testing.T) {
	t.Parallel()
	for status, c := range map[int]struct {
		asked  int32
		reason Reason
		text   string
	}{
		407: {1, ProxyRefused, "the proxy responded with 407 Proxy Authentication Required"},
		403: {1, ProxyRefused, "the proxy responded with 403 Forbidden"},
		299: {1, ProxyRefused, "the proxy responded with 299"},
		502: {5 * 64, Unreachable, "the proxy responded with 502 Bad Gateway"},
		429: {5 * 64, Unreachable, "the proxy responded with 429 Too Many Requests"},
	} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			t.Parallel()
			var asked atomic.Int32
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked.Add(1)
				want(t, "method", r.Method, http.MethodConnect)
				w.WriteHeader(status)
			}))
			t.Cleanup(server.Close)
			client := behind(t, strings.Replace(server.URL, "//", "//me:secret@", 1))
			var group sync.WaitGroup
			for range 64 {
				group.Go(func() {
					_, err := client.Do(t.Context(), Call{Method: http.MethodPost, Route: "/", Bearer: "credential"})
					e := failed(t, err)
					want(t, "reason", e.Reason, c.reason)
					want(t, "not sent", e.NotSent, true)
					if !strings.Contains(e.Err.Error(), c.text) {
						t.Error(e)
					}
				})
			}
			group.Wait()
			want(t, "asked", asked.Load(), c.asked)
		})
	}
}

// Once a proxy has let one through, the others open their connections at the same time.
func TestAProxyThatConsents(t *testing.T) {
	t.Parallel()
	var connecting, most atomic.Int32
	vendor := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		now := connecting.Add(1)
		for seen := most.Load(); now > seen && !most.CompareAndSwap(seen, now); seen = most.Load() {
		}
		time.Sleep(100 * time.Millisecond)
		connecting.Add(-1)
	}))
	vendor.EnableHTTP2 = false
	vendor.StartTLS()
	t.Cleanup(vendor.Close)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		far, err := net.Dial("tcp", vendor.Listener.Addr().String()) //nolint:noctx // it lives as long as the test
		if err != nil {
			t.Error(err)
			return
		}
		near, _, err := http.NewResponseController(w).Hijack()
		want(t, "error", err, nil)
		_, err = near.Write([]byte("HTTP/1.1 200 OK\r\n\r\n"))
		want(t, "error", err, nil)
		go func() {
			_, err := io.Copy(far, near)
			_ = err // either end may close first
			_ = far.Close()
		}()
		go func() {
			_, err := io.Copy(near, far)
			_ = err
			_ = near.Close()
		}()
	}))
	t.Cleanup(server.Close)
	client := behind(t, server.URL)
	wireOf(client).TLSClientConfig = vendor.Client().Transport.(*http.Transport).TLSClientConfig.Clone() //nolint:forcetypeassert // httptest made it
	wireOf(client).TLSClientConfig.ServerName = "example.com"
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			_, err := client.Do(t.Context(), Call{Method: http.MethodPost, Route: "/"})
			want(t, "error", err, nil)
		})
	}
	group.Wait()
	if most.Load() < 5 { // a machine that is busy may start some late
		t.Errorf("at most %d of 20 calls were under way at the same time", most.Load())
	}
}

// net/http goes past a proxy whose address it cannot read.
func TestAProxyThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"http://me:sec%ret@proxy:3128", "http://proxy:3128\n", "http://proxy:port"} {
		client := behind(t, address)
		_, err := client.Do(t.Context(), Call{Method: http.MethodPost, Route: "/"})
		e := failed(t, err)
		want(t, "reason", e.Reason, ProxyUnreadable)
		want(t, "not sent", e.NotSent, true)
		want(t, "attempts", e.Attempts, 1)
		want(t, "text", e.Err.Error(), "the environment variable HTTPS_PROXY is not a valid URL")
	}
	for name, environment := range map[string]*httpproxy.Config{
		"the vendor is exempt": {HTTPSProxy: "http://%", NoProxy: "vendor.example"},
		"all are":              {HTTPSProxy: "http://%", NoProxy: "*"},
		"none is named":        {},
		"one for plain HTTP":   {HTTPProxy: "http://%"},
	} {
		if _, err := newClient(plain(t, "https://vendor.example"), environment).proxy.choose(nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A SOCKS proxy that speaks HTTP, or another version of SOCKS, is no vendor without a certificate.
func TestASOCKSProxy(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answers  string // to what we say first, and then to the login
		reason   Reason
		attempts int
	}{
		"is an HTTP proxy":     {"HTTP/1.1 400 Bad Request\r\n\r\n", Unreachable, 5},
		"accepts no method":    {"\x05\xff", ProxyRefused, 1},
		"refuses the password": {"\x05\x02\x01\x01", ProxyRefused, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client := behind(t, "socks5://me:secret@"+speaking(t, c.answers))
			_, err := client.Do(t.Context(), Call{Method: http.MethodPost, Route: "/"})
			e := failed(t, err)
			want(t, "reason", e.Reason, c.reason)
			want(t, "attempts", e.Attempts, c.attempts)
		})
	}
}

// Plain text after the handshake comes when the credential is gone.
func TestPlainTextAfterTheHandshake(t *testing.T) {
	t.Parallel()
	server, client := secure(t, nil, nil)
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // it lives as long as the test
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { want(t, "error", listener.Close(), nil) })
	go func() {
		raw, err := listener.Accept()
		if err != nil {
			return
		}
		conn := tls.Server(raw, &tls.Config{Certificates: server.TLS.Certificates, MinVersion: tls.VersionTLS12})
		_, err = conn.Read(make([]byte, 4096))
		want(t, "error", err, nil)
		_, err = raw.Write([]byte("HTTP/1.1 400 Bad Request\r\n\r\n"))
		want(t, "error", err, nil)
		want(t, "error", raw.Close(), nil)
	}()
	client.options.BaseURL.Host = listener.Addr().String()
	_, err = client.Do(t.Context(), Call{Method: http.MethodPost, Route: "/", Bearer: "credential"})
	e := failed(t, err)
	want(t, "reason", e.Reason, Untrusted)
	want(t, "not sent", e.NotSent, false)
}
