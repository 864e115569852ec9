package rest

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// badNetwork is a real proxy between client and vendor that does what networks do.
type badNetwork struct {
	*toxiproxy.Proxy
	server *simulator.Server
	seen   *observed
	client *Client
}

func newBadNetwork(t *testing.T, toxics ...string) *badNetwork {
	t.Helper()
	server, o := vendor(t, simulator.Options{})
	h := &badNetwork{server: server, seen: &observed{}}
	upstream := httptest.NewServer(server) // the simulator's own listener serves no other host than itself
	t.Cleanup(upstream.Close)
	h.Proxy = toxiproxy.NewProxy(toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop()),
		"vendor", "127.0.0.1:0", strings.TrimPrefix(upstream.URL, "http://"))
	for _, toxic := range toxics {
		if _, err := h.Toxics.AddToxicJson(strings.NewReader(toxic)); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Stop)
	o.BaseURL.Host = h.Listen
	o.RequestTimeout, o.MaxRetries, o.FirstBackoff = time.Second, 20, 5*time.Millisecond
	o.Observe = h.seen.observe
	h.client = New(o)
	return h
}

// broken is how many attempts ended without an answer.
func (h *badNetwork) broken() int {
	h.seen.mu.Lock()
	defer h.seen.mu.Unlock()
	broken := 0
	for _, e := range h.seen.events {
		if e.Failure != "" {
			broken++
		}
	}
	return broken
}

// mints checks 200 tokens, minted at a parallelism of ten. Each arrives, whatever is in the way, and no more are minted in vain
// than attempts broke.
func (h *badNetwork) mints(t *testing.T) {
	t.Helper()
	arrived, failures := mintMany(t.Context(), h.client, 200, 10)
	want(t, "tokens that arrived", len(arrived), 200)
	want(t, "failures", failures, nil)
	minted := h.server.Tokens()
	for _, issued := range minted {
		delete(arrived, issued.Token)
	}
	want(t, "tokens that nobody minted", len(arrived), 0)
	lost := len(minted) - 200
	if lost > h.broken() {
		t.Errorf("%d tokens were minted in vain, and only %d attempts broke", lost, h.broken())
	}
	t.Logf("%d attempts broke, %d tokens were minted in vain", h.broken(), lost)
}

// cutting closes every connection after some four answers, in the middle of the next: so there are always new ones.
const cutting = `{"type":"limit_data","attributes":{"bytes":4000}}`

func TestMintingOverABadNetwork(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		toxics []string
		breaks bool
	}{
		"latency with jitter":  {[]string{`{"type":"latency","attributes":{"latency":20,"jitter":20}}`, `{"type":"latency","stream":"upstream","attributes":{"latency":10,"jitter":10}}`}, false},
		"a trickle":            {[]string{`{"type":"bandwidth","attributes":{"rate":10}}`}, false},
		"cut mid-body":         {[]string{cutting}, true},
		"reset by the peer":    {[]string{cutting, `{"type":"reset_peer","toxicity":0.3,"attributes":{"timeout":10}}`}, true},
		"reset while sending":  {[]string{cutting, `{"type":"reset_peer","stream":"upstream","toxicity":0.3,"attributes":{"timeout":0}}`}, true},
		"nothing comes back":   {[]string{cutting, `{"type":"timeout","toxicity":0.2,"attributes":{"timeout":0}}`}, true},
		"nothing, then closed": {[]string{cutting, `{"type":"timeout","toxicity":0.3,"attributes":{"timeout":50}}`}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newBadNetwork(t, c.toxics...)
			h.mints(t)
			if c.breaks && h.broken() == 0 { // on a busy machine any of them may break an attempt
				t.Error("no attempt broke")
			}
		})
	}
}

// The vendor's address goes away altogether, and comes back, several times.
func TestMintingWhileThePeerIsClosed(t *testing.T) {
	t.Parallel()
	h := newBadNetwork(t, `{"type":"latency","attributes":{"latency":5}}`)
	address := h.Listen
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 4 {
			time.Sleep(20 * time.Millisecond)
			h.Stop()
			time.Sleep(50 * time.Millisecond)
			h.Lock()
			h.Listen = address
			h.Unlock()
			if err := h.Start(); err != nil {
				t.Error(err)
			}
		}
	}()
	h.mints(t)
	<-done
	if h.broken() == 0 {
		t.Error("no attempt broke")
	}
}
