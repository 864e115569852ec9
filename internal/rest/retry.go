package rest

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
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
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	state := progressOf(ctx)
	switch {
	case err != nil:
		if !repeatable(err) {
			return false, nil
		}
	case response.StatusCode == http.StatusTooManyRequests:
		return true, nil // the pacer knows how long, and when to give up
	default:
		switch response.StatusCode {
		case http.StatusRequestTimeout, http.StatusInternalServerError, http.StatusBadGateway,
			http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		default:
			return false, nil
		}
	}
	state.faults++
	return state.faults <= c.options.MaxRetries, nil
}

// backoff is a retryablehttp.Backoff: full jitter, so that calls that failed together do not come back together.
func (c *Client) backoff(_, _ time.Duration, repeat int, response *http.Response) time.Duration {
	if response != nil {
		if response.StatusCode == http.StatusTooManyRequests {
			return 0
		}
		if pause, ok := retryAfter(response.Header, time.Now()); ok {
			return min(pause, maxBackoff)
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
	if errors.Is(err, errTooLarge) || reasonOf(context.Background(), err) == Untrusted {
		return false
	}
	if _, ok := errors.AsType[*impatientError](err); ok {
		return false
	}
	if lookup, ok := errors.AsType[*net.DNSError](err); ok && lookup.IsNotFound {
		return false
	}
	return true
}

// reasonOf sorts the ways to get no answer.
func reasonOf(ctx context.Context, err error) Reason {
	if ctx.Err() != nil {
		return Interrupted
	}
	if errors.Is(err, errTimedOut) {
		return TimedOut
	}
	if errors.Is(err, errTooLarge) {
		return TooLarge
	}
	if _, ok := errors.AsType[*impatientError](err); ok {
		return RateLimited
	}
	if untrusted(err) {
		return Untrusted
	}
	return Unreachable
}

func untrusted(err error) bool {
	_, verification := errors.AsType[*tls.CertificateVerificationError](err)
	_, authority := errors.AsType[x509.UnknownAuthorityError](err)
	_, hostname := errors.AsType[x509.HostnameError](err)
	_, notTLS := errors.AsType[tls.RecordHeaderError](err)
	return verification || authority || hostname || notTLS || errors.Is(err, http.ErrSchemeMismatch)
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
