package rest

import (
	"errors"
	"net"
	"net/url"
	"strings"
)

// ParseBaseURL reads the URL that every route is put behind. It must be https, or http to this very machine, and
// nothing that could end up in front of or behind a route in an unforeseen way. Its error does not quote the text:
// people do paste credentials into URLs.
func ParseBaseURL(text string) (*url.URL, error) {
	base, err := url.Parse(text)
	switch {
	case err != nil:
		return nil, errors.New("it cannot be read as a URL")
	case base.User != nil:
		return nil, errors.New("it holds a user name or password")
	case base.RawQuery != "" || base.ForceQuery:
		return nil, errors.New("it holds a query (?…)")
	case strings.Contains(text, "#"):
		return nil, errors.New("it holds a fragment (#…)")
	case base.Opaque != "" || base.Hostname() == "":
		return nil, errors.New("it names no host")
	case base.Scheme != "https" && (base.Scheme != "http" || !loopback(base.Hostname())):
		return nil, errors.New("it is not https (plain http is for a server on this machine only)")
	}
	base.Path = strings.TrimRight(base.Path, "/")
	base.RawPath = strings.TrimRight(base.RawPath, "/")
	return base, nil
}

func loopback(host string) bool {
	address := net.ParseIP(host)
	return host == "localhost" || address != nil && address.IsLoopback()
}
