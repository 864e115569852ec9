package rest

import (
	"crypto/tls"
)

// oldTLS is a server's that knows nothing newer than TLS 1.1.
func oldTLS() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11} //nolint:gosec // to be refused
}
