package rest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/net/http/httpproxy"
)

// proxy is the way through the proxy that the environment names, if it names one for this vendor.
type proxy struct {
	address    *url.URL                   // nil: there is none
	unreadable error                      // the environment names one, and nobody can say which
	refusal    atomic.Pointer[proxyError] // the proxy's: repeated failures lock accounts, so one is enough for a run
	consented  atomic.Bool                // the proxy has let a connection through
	turn       chan struct{}              // until then, one connection asks and the others wait
}

// proxyError is a proxy that cannot be used. Its text holds neither address nor password.
type proxyError struct {
	text    string
	passing bool // it may be over soon
}

func (e *proxyError) Error() string { return e.text }

// newProxy finds the proxy for a vendor as net/http does, save that net/http goes past a proxy whose address it cannot
// read, without a word, or to one named "http".
func newProxy(environment httpproxy.Config, vendor *url.URL) *proxy {
	p := &proxy{turn: make(chan struct{}, 1)}
	named := environment.HTTPSProxy
	p.address, p.unreadable = environment.ProxyFunc()(vendor)
	if named != "" && !readable(named) {
		environment.HTTPSProxy = "proxy.invalid"
		if concerned, err := environment.ProxyFunc()(vendor); err == nil && concerned != nil { // it is not exempt from any
			p.unreadable = &proxyError{text: "the proxy's address in the environment variable HTTPS_PROXY cannot be read as a URL"}
		}
	}
	return p
}

// readable says whether a proxy's address is a URL, of which the scheme may be left out.
func readable(address string) bool {
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	_, err := url.Parse(address)
	return err == nil
}

// choose is an http.Transport's Proxy.
func (p *proxy) choose(*http.Request) (*url.URL, error) {
	if refusal := p.refusal.Load(); refusal != nil {
		return nil, refusal
	}
	return p.address, p.unreadable
}

// enter waits while another connection finds out whether the proxy lets us through. The caller calls done when it has
// a connection or none.
func (p *proxy) enter(ctx context.Context) (done func(), err error) {
	if p.address == nil || p.consented.Load() {
		return func() {}, nil
	}
	select {
	case p.turn <- struct{}{}:
		return sync.OnceFunc(func() { <-p.turn }), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// answered is an http.Transport's OnProxyConnectResponse.
func (p *proxy) answered(_ context.Context, _ *url.URL, _ *http.Request, response *http.Response) error {
	status := response.StatusCode
	if status == http.StatusOK {
		return nil
	}
	return p.refuses(&proxyError{
		text:    strings.TrimSpace(fmt.Sprintf("the proxy answered %d %s", status, http.StatusText(status))),
		passing: status >= 500 || status == http.StatusRequestTimeout || status == http.StatusTooManyRequests,
	})
}

func (p *proxy) refuses(refusal *proxyError) error {
	if !refusal.passing {
		p.refusal.Store(refusal)
	}
	return refusal
}

// understood finds in an error of the wire a SOCKS proxy's that refuses who we are. net/http has no type for it.
func (p *proxy) understood(err error) error {
	failed, ok := errors.AsType[*net.OpError](err)
	if ok && failed.Op == "socks connect" && failed.Err != nil && strings.Contains(failed.Err.Error(), "authentication") {
		return p.refuses(&proxyError{text: "the proxy answered: " + failed.Err.Error()})
	}
	return err
}
