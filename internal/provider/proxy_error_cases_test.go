package provider_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// The environment is the whole process's, so that these do not run beside others.
func TestEveryErrorOfAProxy(t *testing.T) {
	refusing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusProxyAuthRequired)
	}))
	t.Cleanup(refusing.Close)
	for name, address := range map[string]string{
		"proxy_refuses":    refusing.URL,
		"proxy_unreadable": "http://me:sec%ret@proxy:3128",
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("HTTPS_PROXY", address)
			t.Setenv("NO_PROXY", "")
			t.Setenv("no_proxy", "")
			m := errorCase{name: name, typeName: participantType, spoil: at("CLOUDFLARE_BASE_URL", nowhereAtAll)}
			pinned(t, m.name, m.happen(t))
		})
	}
}
