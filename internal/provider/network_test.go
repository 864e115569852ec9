package provider_test

import (
	"encoding/pem"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// tunnels is a proxy that knows one name, and takes everybody who asks for it to one address.
type tunnels struct {
	t       *testing.T
	address string

	mu    sync.Mutex
	asked []string
}

// ServeHTTP opens a tunnel (RFC 9110, section 9.3.6).
func (p *tunnels) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.asked = append(p.asked, r.Method+" "+r.Host)
	p.mu.Unlock()
	far, err := net.Dial("tcp", p.address) //nolint:noctx // it lives as long as the test
	if err != nil {
		p.t.Error(err)
		return
	}
	near, early, err := http.NewResponseController(w).Hijack()
	if err != nil {
		p.t.Error(err)
		return
	}
	if _, err := near.Write([]byte("HTTP/1.1 200 OK\r\n\r\n")); err != nil {
		p.t.Error(err)
	}
	pass := func(to io.WriteCloser, from io.Reader) {
		defer closing(p.t, to)
		if _, err := io.Copy(to, from); err != nil {
			return // the other end has closed
		}
	}
	go pass(far, early)
	go pass(near, far)
}

// The provider's program goes through the proxy that the environment names, trusts the certificates that it names, and
// speaks HTTP/2 where that is offered.
func TestTheProgramOnANetworkOfACompany(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("other operating systems keep their certificates elsewhere")
	}
	w := newWorld(t, simulator.Options{})
	var mu sync.Mutex
	var protocols []string
	secure := httptest.NewUnstartedServer(http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		mu.Lock()
		protocols = append(protocols, request.Proto)
		mu.Unlock()
		w.ServeHTTP(answer, request)
	}))
	secure.EnableHTTP2 = true
	secure.StartTLS()
	t.Cleanup(secure.Close)
	proxy := &tunnels{t: t, address: secure.Listener.Addr().String()}
	inBetween := httptest.NewServer(proxy)
	t.Cleanup(inBetween.Close)

	w.env["CLOUDFLARE_BASE_URL"] = "https://example.com/client/v4" // the name on httptest's certificate
	p := newProject(t, w, participantToken()).withProgram()
	certificate := filepath.Join(p.folder, "company.pem")
	p.write("company.pem", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: secure.Certificate().Raw})))
	p.env = append(p.env, "HTTPS_PROXY="+inBetween.URL, "SSL_CERT_FILE="+certificate, "SSL_CERT_DIR="+os.DevNull)
	p.run("plan")
	if !slices.Equal(proxy.asked, []string{"CONNECT example.com:443"}) {
		t.Errorf("the proxy was asked for %v", proxy.asked)
	}
	if !slices.Equal(protocols, []string{"HTTP/2.0"}) {
		t.Errorf("the vendor was asked in %v", protocols)
	}
}
