package rest

import (
	"crypto/tls"
	"net"
	"net/http"
	"time"
)

// maxHeader is the maximum size of a response's header. The vendors' headers have about two thousand bytes.
const maxHeader = 64 << 10

func newWire(o Options, via *proxy) *http.Transport {
	dialer := net.Dialer{Timeout: o.RequestTimeout}
	return &http.Transport{
		Proxy:                  via.choose,
		OnProxyConnectResponse: via.answered,
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    o.RequestTimeout,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		MaxResponseHeaderBytes: maxHeader,
		ForceAttemptHTTP2:      true, // else a TLSClientConfig turns it off
		// One connection then carries all calls, so a dead one must be noticed before every retry has used it.
		HTTP2: &http.HTTP2Config{SendPingTimeout: o.RequestTimeout / 3, PingTimeout: o.RequestTimeout / 3},
		// As many connections as concurrent calls, and all of them stay open. By default two do, and a call that finds none
		// idle opens another, even if one becomes idle meanwhile.
		MaxConnsPerHost:     o.MaxInFlight,
		MaxIdleConns:        o.MaxInFlight,
		MaxIdleConnsPerHost: o.MaxInFlight,
		IdleConnTimeout:     90 * time.Second,
	}
}
