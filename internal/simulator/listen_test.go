package simulator_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func TestListensOnLoopbackOnly(t *testing.T) {
	t.Parallel()
	everybody := []string{"0.0.0.0:0", "[::]:0", ":0"}
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, each := range addresses {
		if network, ok := each.(*net.IPNet); ok && !network.IP.IsLoopback() && !network.IP.IsLinkLocalUnicast() {
			everybody = append(everybody, net.JoinHostPort(network.IP.String(), "0"))
		}
	}
	for _, address := range everybody {
		s, err := simulator.Start(simulator.Options{Listen: address})
		if err == nil {
			s.Close()
			t.Error("other machines can reach", address)
		} else if !strings.Contains(err.Error(), "is not a loopback address") {
			t.Error(address, err)
		}
	}
	s := start(t, simulator.Options{Listen: "localhost:0"})
	want(t, "status", callTelnyx(t, s, "GET", roomPath, "").status, 200)
}

func TestServesItsOwnHostOnly(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	address := strings.TrimPrefix(s.URL(), "http://")
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	for host, status := range map[string]int{
		address:               200,
		"localhost:" + port:   200,
		"LOCALHOST:" + port:   200,
		"[::1]:" + port:       200,
		"localhost":           421,
		"localhost:1":         421,
		"127.0.0.1":           421,
		"evil.test:" + port:   421,
		"192.0.2.1:" + port:   421,
		"localhost.x:" + port: 421,
		"":                    421,
	} {
		conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		_, err = fmt.Fprintf(conn, "GET /v2%s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n", roomPath, host, simulator.TelnyxAPIKey)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatal(host, err)
		}
		want(t, "status for the host "+host, resp.StatusCode, status)
		_ = resp.Body.Close()
		_ = conn.Close()
	}
	want(t, "requests that reached a vendor", s.Calls(simulator.AnyOperation), 4)
}
