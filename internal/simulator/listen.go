package simulator

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
)

// CheckListen refuses an address that is wrong at first sight. A name may resolve to anything: [Start] decides.
func CheckListen(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && !ip.IsLoopback() {
		return notLoopback(strconv.Quote(address))
	}
	return nil
}

func notLoopback(address string) error {
	return fmt.Errorf("%s is not a loopback address such as 127.0.0.1:8080: "+
		"the simulator's credentials are public, so no other machine may reach it", address)
}

// listen opens a listener that no other machine can reach: what counts is the listener's own address.
func listen(address string) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", address)
	if err != nil {
		return nil, err
	}
	if own, ok := listener.Addr().(*net.TCPAddr); !ok || !own.IP.IsLoopback() {
		return nil, errors.Join(notLoopback(fmt.Sprintf("%q, which is %s here,", address, own)), listener.Close())
	}
	return listener, nil
}

// onlyForThisHost refuses requests that name another host. A web page can have a browser send requests to this machine
// under a name of its own (DNS rebinding), and the simulator's credentials are public.
func (s *Server) onlyForThisHost(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.isThisHost(r.Host) {
			next.ServeHTTP(w, r)
			return
		}
		refused := joinRefused(http.StatusMisdirectedRequest, fmt.Sprintf("the simulator serves %s and not %q", s.listener.Addr(), r.Host))
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(refused.status)
		_, _ = w.Write(refused.body)
	})
}

func (s *Server) isThisHost(host string) bool {
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		name, port = strings.Trim(host, "[]"), "80"
	}
	_, own, err := net.SplitHostPort(s.listener.Addr().String())
	if err != nil || port != own {
		return false
	}
	ip := net.ParseIP(name)
	return strings.EqualFold(name, "localhost") || ip != nil && ip.IsLoopback()
}
