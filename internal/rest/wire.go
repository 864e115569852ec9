package rest

import (
	"crypto/tls"
	"net"
	"net/http"
	"time"
)

// maxHeader bounds an answer's header: those of the vendors take some two thousand bytes.
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
		// One connection carries all calls then, so a dead one has to be noticed before every repeat has tried it.
		HTTP2: &http.HTTP2Config{SendPingTimeout: o.RequestTimeout / 3, PingTimeout: o.RequestTimeout / 3},
		// As many connections as calls at the same time, and all kept: by default two are, and a call that finds none
		// idle opens one more even where another becomes idle meanwhile.
		MaxConnsPerHost:     o.MaxInFlight,
		MaxIdleConns:        o.MaxInFlight,
		MaxIdleConnsPerHost: o.MaxInFlight,
		IdleConnTimeout:     90 * time.Second,
	}
}
