package simulator_test

import (
	"net/http/httptest"
	"runtime"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// Not parallel: it measures the heap.
func TestMemoryIsBounded(t *testing.T) {
	clock, move := movable()
	s := start(t, simulator.Options{Now: clock, Questions: simulator.Questions{DeleteLag: time.Second}})
	call := func(method, path, body string) response {
		t.Helper()
		answer := httptest.NewRecorder()
		s.ServeHTTP(answer, request(t, method, path, simulator.TelnyxAPIKey, body))
		return parse(answer.Code, answer.Header(), answer.Body.Bytes())
	}
	rounds := func(n int) (heap int64) {
		for range n {
			room := "/v2/rooms/" + call("POST", "/v2/rooms", `{"unique_name":"one"}`).text("data.id")
			want(t, "deleted", call("DELETE", room, "").status, 204)
			move(time.Second)
		}
		var memory runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&memory)
		return int64(memory.HeapAlloc) //nolint:gosec // It is far below.
	}
	before := rounds(2500)
	if grown := rounds(2500) - before; grown > 1<<19 {
		t.Errorf("5,000 requests more take %d KiB more", grown>>10)
	}
	want(t, "requests counted", s.Calls(simulator.AnyOperation), 10_000)
	want(t, "of one operation", s.Calls(simulator.DeleteRoom), 5000)
	calls := s.Log()
	want(t, "the last call", calls[len(calls)-1].Operation, simulator.DeleteRoom)
	want(t, "the one before", calls[len(calls)-2].Operation, simulator.CreateRoom)
	want(t, "in order", calls[0].At.Before(calls[1].At), true)
}
