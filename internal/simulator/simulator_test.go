package simulator_test

import (
	"go/parser"
	"go/token"
	"net"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// Not parallel: it counts goroutines.
func TestCloseLeavesNothing(t *testing.T) {
	before := runtime.NumGoroutine()
	s, err := simulator.Start(simulator.Options{Latency: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	s.FailAlways(simulator.GetApps, simulator.Fault{Ending: simulator.Hang})
	s.FailAlways(simulator.GetMeeting, simulator.Fault{Delay: time.Hour})
	for _, path := range []string{kitPath + "/apps", meetingPath, mintPath} {
		conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.URL(), "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close() }()
		_, err = conn.Write([]byte("GET /client/v4" + path + " HTTP/1.1\r\nHost: " + strings.TrimPrefix(s.URL(), "http://") + "\r\n\r\n"))
		if err != nil {
			t.Fatal(err)
		}
	}
	for s.Calls(simulator.AnyOperation) < 2 {
		time.Sleep(time.Millisecond)
	}
	s.Close()
	s.Close() // harmless
	// The last thing a connection's goroutine does is to say that it ends: its stack may be seen a moment longer. That
	// Close waits until then is TestCloseWaits.
	atWork := func() bool { return strings.Contains(allStacks(), "simulator.(*Server)") }
	for wait := time.Now(); (atWork() || runtime.NumGoroutine() > before) && time.Since(wait) < time.Second; {
		time.Sleep(time.Millisecond)
	}
	if atWork() {
		t.Errorf("still at work after Close:\n%s", allStacks())
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines before, %d after:\n%s", before, after, allStacks())
	}
}

func TestCloseWaits(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	entered, done := make(chan struct{}), atomic.Bool{}
	s.OnCall(func(simulator.Operation) {
		close(entered)
		time.Sleep(100 * time.Millisecond)
		done.Store(true)
	})
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.URL(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.Write([]byte("GET /v2/rooms HTTP/1.1\r\nHost: " + strings.TrimPrefix(s.URL(), "http://") + "\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
	<-entered
	s.Close()
	want(t, "the call was over", done.Load(), true)
}

func allStacks() string {
	stacks := make([]byte, 1<<20)
	return string(stacks[:runtime.Stack(stacks, true)])
}

func TestConnections(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	want(t, "at the start", s.Connections(), 0)
	for range 3 {
		callCloudflare(t, s, "GET", kitPath+"/apps")
	}
	want(t, "one after the other", s.Connections(), 1)
}

func TestLatency(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{Latency: 100 * time.Millisecond})
	began := time.Now()
	callTelnyx(t, s, "GET", roomPath, "")
	if took := time.Since(began); took < 100*time.Millisecond {
		t.Errorf("took %s", took)
	}
}

func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{Latency: 200 * time.Millisecond, LightSignatures: true})
	ids := s.SeedParticipants(128)
	began := time.Now()
	var wait sync.WaitGroup
	for _, id := range ids {
		wait.Go(func() {
			callCloudflare(t, s, "POST", strings.Replace(mintPath, simulator.ParticipantID, id, 1))
		})
	}
	wait.Wait()
	// One after the other they would take 25.6 s.
	if took := time.Since(began); took > 12*time.Second {
		t.Errorf("took %s", took)
	}
	var minted []string
	for _, issued := range s.Tokens() {
		minted = append(minted, issued.Participant)
	}
	slices.Sort(minted)
	slices.Sort(ids)
	want(t, "one token each", slices.Equal(minted, ids), true)
}

func TestCalls(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	callTelnyx(t, s, "POST", createPath, `{"token_ttl_secs":60}`)
	do(t, request(t, "GET", s.CloudflareURL()+kitPath+"/apps?search=v", "", ""))
	do(t, request(t, "GET", s.URL()+"/elsewhere", "", ""))
	calls := s.Log()
	want(t, "calls", len(calls), 3)
	want(t, "operation", calls[0].Operation, simulator.CreateRoomClientToken)
	want(t, "path", calls[0].Path, "/v2"+createPath)
	want(t, "authorization", calls[0].Authorization, true)
	want(t, "status", calls[0].Status, 201)
	want(t, "query", calls[1].Query, "search=v")
	want(t, "without authorization", calls[1].Authorization, false)
	want(t, "refused", calls[1].Status, 400)
	want(t, "elsewhere", calls[2].Operation, simulator.Unrouted)
	want(t, "elsewhere", calls[2].Status, 404)
	want(t, "of both vendors", s.Calls(simulator.AnyOperation), 2)
	want(t, "by operation", s.AllCalls()[simulator.GetApps], 1)
	s.ResetCalls()
	want(t, "after the reset", len(s.Log()), 0)
	want(t, "tokens stay", len(s.Tokens()), 2)
}

func TestSummary(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	token := callCloudflare(t, s, "POST", mintPath).text("data.token")
	callTelnyx(t, s, "GET", "/rooms/nothing", "")
	join(t, s, token)
	join(t, s, token)
	join(t, s, "x")
	send(t, s, "POST", webhooksPath, `{}`)
	s.Fail(simulator.RegenerateToken, simulator.Fault{Ending: simulator.Reset})
	_, err := attempt(t.Context(), t, s)
	want(t, "cut", err != nil, true)
	var text strings.Builder
	s.Summary(&text)
	want(t, "summary", text.String(), `Simulator: 4 requests, 1 token, 2 joins.
  ViewRoom                         1  (1 with 404)
  addWebhook                       1  (1 with 400)
  regenerate_token                 2  (1 without a response)
  joined: meeting `+simulator.MeetingID+", participant "+simulator.ParticipantID+`, 2 times
  refused to join: 1
  delivered to webhooks: nothing, the simulator only keeps them
`)
}

// The simulator is worth something as long as it is written from the documents
// alone, and may be started outside of tests as long as it links no test code.
func TestImportsTheStandardLibraryOnly(t *testing.T) {
	t.Parallel()
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !strings.HasSuffix(file.Name(), ".go") || strings.HasSuffix(file.Name(), "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file.Name(), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, each := range parsed.Imports {
			path, err := strconv.Unquote(each.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			root, _, _ := strings.Cut(path, "/")
			if strings.Contains(root, ".") || strings.HasPrefix(path, "testing") || path == "net/http/httptest" {
				t.Errorf("%s imports %s", file.Name(), path)
			}
		}
	}
}
