package rest

import (
	"context"
	"crypto/tls"
	"errors"
	"math/rand/v2"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"time"
)

const (
	maxBackoff = 30 * time.Second
	maxDoubled = 16 // doublings; further ones would only overflow
)

// repeat decides whether to retry, and after which pause. Requests that set a state are safe to retry, and so is minting:
// at worst a token was minted that was never delivered. A retry after a 409 or another 4xx would fail the same way.
func (p *progress) repeat(err error) (pause delay, again bool) {
	status := 0
	var edge *Edge
	if p.got != nil {
		status = p.got.status
		edge, _ = p.got.edge()
	}
	switch {
	case edge.final():
		return delay{}, false
	case status == http.StatusTooManyRequests:
		return delay{}, true // the limiter knows how long, and when to give up
	case p.call.Once && p.sent, Transient(status) && p.saysNotFound():
		return delay{}, false
	case edge.transient(status), err != nil && repeatable(err):
		if p.failures++; p.failures > p.client.options.MaxRetries {
			return delay{}, false
		}
		return p.backoff()
	}
	return delay{}, false // with a response, even if the caller has left since
}

// Transient says which statuses are worth a retry: errors of the vendor's servers, or of Cloudflare's edge that does not
// reach them (520 to 524).
func Transient(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusInternalServerError, http.StatusBadGateway,
		http.StatusServiceUnavailable, http.StatusGatewayTimeout, 520, 521, 522, 523, 524:
		return true
	}
	return false
}

// saysNotFound tells the vendor's own "not found", under whatever status.
func (p *progress) saysNotFound() bool {
	parse := p.client.options.ParseFaults
	return parse != nil && slices.ContainsFunc(parse(p.got.content), func(f Fault) bool {
		return f.Native && f.Code == strconv.Itoa(http.StatusNotFound)
	})
}

// backoff is the pause before a retry, unless the vendor asks for one that exceeds RateLimitTimeout. It has full jitter, so
// that calls that failed together do not retry together.
func (p *progress) backoff() (pause delay, again bool) {
	now, first := time.Now(), p.client.options.FirstBackoff
	if p.got != nil {
		if asked, ok := retryAfter(p.got.header, now); ok {
			if p.counted+asked > p.client.options.RateLimitTimeout {
				p.wanted = asked
				return delay{}, false
			}
			return delay{now.Add(asked + jittered(first, 0)), delayedBy5xx}, true
		}
	}
	return delay{now.Add(jittered(first, p.failures-1)), delayedByBackoff}, true
}

// jittered is a random part of first doubled n times.
func jittered(first time.Duration, n int) time.Duration {
	ceiling := min(first<<min(n, maxDoubled), maxBackoff)
	return rand.N(ceiling + 1)
}

// repeatable says whether a connection error is worth a retry.
func repeatable(err error) bool {
	switch reasonFor(err) {
	case TimedOut:
		return true
	case Unreachable:
		lookup, ok := errors.AsType[*net.DNSError](err)
		return !ok || !lookup.IsNotFound
	default:
		return false
	}
}

// reasonOf is reasonFor, unless the caller has left.
func (p *progress) reasonOf(ctx context.Context, err error) Reason {
	if p.left(ctx) {
		return Interrupted
	}
	return reasonFor(err)
}

// reasonFor is the reason for an error without a response.
func reasonFor(err error) Reason {
	if wait, ok := errors.AsType[*tooLongError](err); ok {
		if wait.why == delayedBy5xx {
			return Unavailable
		}
		return RateLimited
	}
	refusal, ofProxy := errors.AsType[*proxyError](err)
	switch {
	case ofProxy:
		return refusal.reason
	case errors.Is(err, errTimedOut):
		return TimedOut
	case errors.Is(err, errTooLarge):
		return TooLarge
	case untrusted(err):
		return Untrusted
	}
	return Unreachable
}

var protocolVersion = regexp.MustCompile(`\btls: [a-z ]*protocol version`)

// untrusted says whether the server cannot prove to be the vendor: no valid certificate, an unsafe version of TLS, no TLS.
func untrusted(err error) bool {
	_, verification := errors.AsType[*tls.CertificateVerificationError](err)
	_, notTLS := errors.AsType[tls.RecordHeaderError](err)
	// crypto/tls has no type for this one, in whichever side's words.
	oldTLS := protocolVersion.MatchString(err.Error())
	return verification || notTLS || oldTLS || errors.Is(err, http.ErrSchemeMismatch)
}
