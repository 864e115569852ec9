package rest

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// BenchmarkMint compares a mint through the client with the least that net/http does for the same token from the same
// server, in turns, and reports the ratios of time and allocations.
func BenchmarkMint(b *testing.B) {
	_, near := vendor(b, simulator.Options{})
	_, far := vendor(b, simulator.Options{Latency: 20 * time.Millisecond})
	stub := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, err := io.WriteString(w, `{"success":true,"data":{"token":"constant"}}`)
		want(b, "error", err, nil)
	}))
	b.Cleanup(stub.Close)
	for name, o := range map[string]Options{
		"a server that signs": near, "a server 20 ms away": far, "a server that does nothing": plain(b, stub.URL),
	} {
		client := New(o)
		bare := &http.Client{Transport: newWire(o, &proxy{})}
		b.Run(name, func(b *testing.B) {
			ours, theirs := costs{}, costs{}
			for b.Loop() {
				theirs.add(b, func() (string, error) { return mintBare(b.Context(), bare, o) })
				ours.add(b, func() (string, error) { return mint(b.Context(), client) })
			}
			b.ReportMetric(float64(ours.time)/float64(b.N), "ns/mint")
			b.ReportMetric(float64(theirs.time)/float64(b.N), "ns/bare")
			b.ReportMetric(float64(ours.time)/float64(theirs.time), "x-time")
		})
	}
}

// BenchmarkMintAllocations is for the ratio of allocations, which go test counts per benchmark: without a network, since
// the server's would count as well.
func BenchmarkMintAllocations(b *testing.B) {
	o := plain(b, "http://localhost")
	server := handled{http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, err := io.WriteString(w, `{"success":true,"data":{"token":"constant"}}`)
		want(b, "error", err, nil)
	})}
	client := withoutNetwork(o, server)
	bare := &http.Client{Transport: server}
	b.Run("client", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := mint(b.Context(), client); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("bare", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := mintBare(b.Context(), bare, o); err != nil {
				b.Fatal(err)
			}
		}
	})
}

type costs struct{ time time.Duration }

func (c *costs) add(b *testing.B, mint func() (string, error)) {
	b.Helper()
	began := time.Now()
	token, err := mint()
	c.time += time.Since(began)
	if err != nil || token == "" {
		b.Fatal(token, err)
	}
}

// mintBare is what somebody writes who needs a token once.
func mintBare(ctx context.Context, client *http.Client, o Options) (string, error) {
	call := minting()
	request, err := http.NewRequestWithContext(ctx, call.Method, o.BaseURL.String()+call.path(), http.NoBody)
	if err != nil {
		return "", err
	}
	request.Header.Set("Authorization", "Bearer "+call.Bearer)
	response, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return "", err
	}
	var body struct {
		Data struct{ Token string }
	}
	err = json.Unmarshal(text, &body)
	return body.Data.Token, err
}

// BenchmarkLimiter is what a limiter that nobody waits for costs a call.
func BenchmarkLimiter(b *testing.B) {
	o := plain(b, "http://localhost")
	for name, header := range map[string]http.Header{
		"without headers": {}, "with headers": {"Ratelimit": {`"default";r=999999999;t=300`}, "Ratelimit-Policy": {`"default";q=999999999;w=300`}},
	} {
		b.Run(name, func(b *testing.B) {
			l := newLimiter(o)
			state := &progress{}
			b.ReportAllocs()
			for b.Loop() {
				granted, err := l.acquire(b.Context(), state)
				if err != nil {
					b.Fatal(err)
				}
				l.settle(granted, http.StatusOK, header)
				<-l.places
			}
		})
	}
}
