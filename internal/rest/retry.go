package rest

import (
	"context"
	"crypto/tls"
	"errors"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	// The bound of go-retryablehttp's own loop is never reached: MaxRetries and RateLimitTimeout end a call first.
	maxAttempts = 1 << 20

	maxBackoff = 30 * time.Second
	maxDoubled = 16 // doublings; further ones would only overflow
)

// shouldRepeat is a retryablehttp.CheckRetry. Minting and reading may be repeated: at worst a token was made that
// nobody received. A 409 or another 4xx would only be answered the same way again.
func (c *Client) shouldRepeat(ctx context.Context, response *http.Response, err error) (bool, error) {
	limited := err == nil && response.StatusCode == http.StatusTooManyRequests
	if !limited && (err != nil && !repeatable(err) || err == nil && !passing(response.StatusCode)) {
		return false, nil // with an answer that came in time, even if the caller has left since
	}
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	if limited {
		return true, nil // the pacer knows how long, and when to give up
	}
	state := progressOf(ctx)
	state.faults++
	return state.faults <= c.options.MaxRetries, nil
}

// passing tells the statuses of trouble that may be over soon: on the vendor's side, or where Cloudflare's edge does not
// reach it (520 to 524).
func passing(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusInternalServerError, http.StatusBadGateway,
		http.StatusServiceUnavailable, http.StatusGatewayTimeout, 520, 521, 522, 523, 524:
		return true
	}
	return false
}

// backoff is a retryablehttp.Backoff: full jitter, so that calls that failed together do not come back together.
func (c *Client) backoff(_, _ time.Duration, repeat int, response *http.Response) time.Duration {
	if response != nil {
		if response.StatusCode == http.StatusTooManyRequests {
			return 0
		}
		if pause, ok := retryAfter(response.Header, time.Now()); ok {
			return min(pause, maxBackoff) + jittered(c.options.FirstBackoff, 0)
		}
	}
	return jittered(c.options.FirstBackoff, repeat)
}

// jittered is a random part of first doubled n times.
func jittered(first time.Duration, n int) time.Duration {
	ceiling := min(first<<min(n, maxDoubled), maxBackoff)
	return rand.N(ceiling + 1)
}

// repeatable tells a connection that broke from one that will never be.
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
func reasonOf(ctx context.Context, err error) Reason {
	if ctx.Err() != nil {
		return Interrupted
	}
	return reasonFor(err)
}

// reasonFor sorts the ways to get no answer.
func reasonFor(err error) Reason {
	if _, ok := errors.AsType[*impatientError](err); ok {
		return RateLimited
	}
	switch {
	case errors.Is(err, errTimedOut):
		return TimedOut
	case errors.Is(err, errTooLarge):
		return TooLarge
	case untrusted(err):
		return Untrusted
	}
	return Unreachable
}

// untrusted tells who cannot prove to be the vendor: by certificate, by a version of TLS that is safe, by TLS at all.
func untrusted(err error) bool {
	_, verification := errors.AsType[*tls.CertificateVerificationError](err)
	_, notTLS := errors.AsType[tls.RecordHeaderError](err)
	// crypto/tls has no type for this one, in whichever side's words.
	oldTLS := strings.Contains(err.Error(), "protocol version")
	return verification || notTLS || oldTLS || errors.Is(err, http.ErrSchemeMismatch)
}

// rootCause drops what net/http wraps around an error: the whole URL, which the call's route and ids say better.
func rootCause(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		return wrapped.Err
	}
	return err
}
