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

// proxy is the proxy that the environment names for this vendor, if any.
type proxy struct {
	address    *url.URL                   // nil: there is none
	unreadable error                      // the environment names one, but not by a valid URL
	refusal    atomic.Pointer[proxyError] // the proxy's: repeated failures lock accounts, so one is enough for a run
	consented  atomic.Bool                // the proxy has connected us
	turn       chan struct{}              // until then, one connection tries and the others wait
}

// proxyError is a proxy that cannot be used. Its text holds neither address nor password.
type proxyError struct {
	text   string
	reason Reason // ProxyUnreadable, ProxyRefused, or Unreachable for an error that may be over soon
}

func (e *proxyError) Error() string { return e.text }

// newProxy finds the proxy for a vendor as net/http does, with one difference: net/http silently ignores a proxy whose
// address it cannot read, or takes it for a host named "http".
func newProxy(environment httpproxy.Config, vendor *url.URL) *proxy {
	p := &proxy{turn: make(chan struct{}, 1)}
	named := environment.HTTPSProxy
	p.address, p.unreadable = environment.ProxyFunc()(vendor)
	if named != "" && !readable(named) {
		environment.HTTPSProxy = "proxy.invalid"
		if concerned, err := environment.ProxyFunc()(vendor); err == nil && concerned != nil { // it is not exempt from any
			p.unreadable = &proxyError{text: "the environment variable HTTPS_PROXY is not a valid URL", reason: ProxyUnreadable}
		}
	}
	return p
}

// readable says whether a proxy's address is a URL. The scheme is optional.
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

// enter waits while another connection finds out whether the proxy connects us. The caller calls done once it has
// a connection, or an error.
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
	refusal := &proxyError{
		text:   strings.TrimSpace(fmt.Sprintf("the proxy responded with %d %s", status, http.StatusText(status))),
		reason: ProxyRefused,
	}
	if status >= 500 || status == http.StatusRequestTimeout || status == http.StatusTooManyRequests {
		refusal.reason = Unreachable
	}
	return p.refuses(refusal)
}

func (p *proxy) refuses(refusal *proxyError) error {
	if refusal.reason == ProxyRefused {
		p.refusal.Store(refusal)
	}
	return refusal
}

// understood recognizes the error of a SOCKS proxy that rejects our credentials. net/http has no type for it.
func (p *proxy) understood(err error) error {
	failed, ok := errors.AsType[*net.OpError](err)
	if ok && failed.Op == "socks connect" && failed.Err != nil && strings.Contains(failed.Err.Error(), "authentication") {
		return p.refuses(&proxyError{text: "the proxy responded: " + failed.Err.Error(), reason: ProxyRefused})
	}
	return err
}
