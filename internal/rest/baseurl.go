package rest

import (
	"errors"
	"net"
	"net/url"
	"strings"
)

// ParseBaseURL reads the URL that every route is appended to. It must use https, or http to this machine, and must not
// have any part that would break the routes. Its error is a predicate without a subject, "must …", and does not quote
// the text: people do paste credentials into URLs.
func ParseBaseURL(text string) (*url.URL, error) {
	base, err := url.Parse(text)
	switch {
	case err != nil:
		return nil, errors.New("must be a valid URL")
	case base.User != nil:
		return nil, errors.New("must not contain a user name or password")
	case base.RawQuery != "" || base.ForceQuery:
		return nil, errors.New("must not contain a query (?…)")
	case strings.Contains(text, "#"):
		return nil, errors.New("must not contain a fragment (#…)")
	case base.Opaque != "" || base.Hostname() == "":
		return nil, errors.New("must name a host")
	case base.Scheme != "https" && (base.Scheme != "http" || !IsLoopback(base.Hostname())):
		return nil, errors.New("must use https (http is only for a server on this machine)")
	}
	base.Path = strings.TrimRight(base.Path, "/")
	base.RawPath = strings.TrimRight(base.RawPath, "/")
	return base, nil
}

// IsLoopback says whether a host of a URL is this machine.
func IsLoopback(host string) bool {
	address := net.ParseIP(host)
	return host == "localhost" || address != nil && address.IsLoopback()
}
