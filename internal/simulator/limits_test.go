package simulator_test

import (
	"sync"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func TestCloudflareLimit(t *testing.T) {
	t.Parallel()
	clock, move := movable()
	s := start(t, simulator.Options{Now: clock, CloudflareLimit: simulator.Limit{Quota: 3, Window: 5 * time.Minute, Block: 5 * time.Minute}})
	step := func(status int, ratelimit, retryAfter string) {
		t.Helper()
		got := callCloudflare(t, s, "GET", kitPath+"/apps")
		want(t, "status", got.status, status)
		want(t, "Ratelimit", got.header.Get("Ratelimit"), ratelimit)
		want(t, "Ratelimit-Policy", got.header.Get("Ratelimit-Policy"), `"default";q=3;w=300`)
		want(t, "Retry-After", got.header.Get("Retry-After"), retryAfter)
		if status == 429 {
			want(t, "body", got.errorCode(), any(971.0))
		}
	}
	step(200, `"default";r=2;t=300`, "")
	move(100*time.Second + time.Millisecond)
	step(200, `"default";r=1;t=200`, "") // 199.999 s, rounded up
	step(200, `"default";r=0;t=200`, "")
	move(10 * time.Second)
	step(429, `"default";r=0;t=300`, "300") // the block begins
	move(299 * time.Second)
	step(429, `"default";r=0;t=1`, "1") // the window has long ended, the block has not
	move(time.Second)
	step(200, `"default";r=2;t=300`, "")
	move(300 * time.Second)
	step(200, `"default";r=2;t=300`, "") // a new window without a block
	want(t, "limited", s.Limited(), 2)
	want(t, "calls", s.Calls(simulator.GetApps), 7)
	want(t, "Telnyx is not limited", callTelnyx(t, s, "GET", roomPath, "").header.Get("X-Ratelimit-Limit"), "")
}

func TestTelnyxLimit(t *testing.T) {
	t.Parallel()
	clock, move := movable()
	s := start(t, simulator.Options{Now: clock, TelnyxLimit: simulator.Limit{Quota: 1, Window: 10 * time.Second}})
	step := func(status int, remaining, reset string) {
		t.Helper()
		got := callTelnyx(t, s, "POST", createPath, "{}")
		want(t, "status", got.status, status)
		want(t, "limit", got.header.Get("X-Ratelimit-Limit"), "1")
		want(t, "remaining", got.header.Get("X-Ratelimit-Remaining"), remaining)
		want(t, "reset", got.header.Get("X-Ratelimit-Reset"), reset)
		want(t, "Retry-After", got.header.Get("Retry-After"), "")
		if status == 429 {
			want(t, "body", got.errorCode(), any("10011"))
		}
	}
	step(201, "0", "10")
	move(4 * time.Second)
	step(429, "0", "6") // without a block, the window goes on
	move(6 * time.Second)
	step(201, "0", "10")
	want(t, "tokens", len(s.Tokens()), 4)
}

func TestLimitWithoutHeaders(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{CloudflareLimit: simulator.Limit{Quota: 1, Window: time.Minute, Headerless: true}})
	callCloudflare(t, s, "GET", kitPath+"/apps")
	got := callCloudflare(t, s, "GET", kitPath+"/apps")
	want(t, "status", got.status, 429)
	for _, name := range []string{"Ratelimit", "Ratelimit-Policy", "Retry-After"} {
		want(t, name, got.header.Get(name), "")
	}
}

func TestLimitIsNotExceeded(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{CloudflareLimit: simulator.Limit{Quota: 50, Window: time.Hour}})
	var wait sync.WaitGroup
	for range 80 {
		wait.Go(func() { callCloudflare(t, s, "GET", kitPath+"/apps") })
	}
	wait.Wait()
	want(t, "refused", s.Limited(), 30)
}

func TestLimitedCallsUseUpNoFault(t *testing.T) {
	t.Parallel()
	clock, move := movable()
	s := start(t, simulator.Options{Now: clock, CloudflareLimit: simulator.Limit{Quota: 1, Window: time.Second}})
	callCloudflare(t, s, "GET", kitPath+"/apps")
	s.Fail(simulator.GetApps, simulator.Refusal(503))
	want(t, "limited", callCloudflare(t, s, "GET", kitPath+"/apps").status, 429)
	move(time.Second)
	faulty := callCloudflare(t, s, "GET", kitPath+"/apps")
	want(t, "faulty", faulty.status, 503)
	want(t, "with the limit's headers", faulty.header.Get("Ratelimit"), `"default";r=0;t=1`)
}
