package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func TestCommandFindsBothVendors(t *testing.T) {
	t.Parallel()
	r := startWithCommand(t, "read line; exit 7")
	status, token := r.mint(t)
	if status != http.StatusOK {
		t.Fatal("Cloudflare answers", status)
	}
	if status, body := r.call(t, "GET", r.env["TELNYX_BASE_URL"]+"/rooms", r.env["TELNYX_API_KEY"]); status != http.StatusOK {
		t.Error("Telnyx answers", status, body)
	}
	if status, body := r.call(t, "POST", r.env["RTC_SIMULATOR_URL"]+"/join", token); status != http.StatusOK {
		t.Error("the token does not join:", status, body)
	}
	if status, _ := r.call(t, "POST", r.env["RTC_SIMULATOR_URL"]+"/join", token+"x"); status != http.StatusUnauthorized {
		t.Error("a false token joins:", status)
	}
	code, stderr := r.end(t)
	if code != 7 {
		t.Error("exit code", code)
	}
	contains(t, "the summary", stderr, "Simulator: 2 requests, 1 token, 1 join.", "regenerate_token                 1\n",
		"ListRooms                        1\n", "joined: meeting "+simulator.MeetingID+", participant "+simulator.ParticipantID,
		"refused to join: 1")
	if strings.Contains(stderr, token) {
		t.Error("the summary shows the token")
	}
	if _, err := http.Get(r.env["RTC_SIMULATOR_URL"]); err == nil { //nolint:noctx,bodyclose // Nobody answers.
		t.Error("the simulator still listens")
	}
}

func TestCommandThatCannotBeRun(t *testing.T) {
	t.Parallel()
	code, _, stderr := finish(t, start(t, "--", "no-such-command"))
	if code != notFound {
		t.Error("exit code", code)
	}
	contains(t, "the error", stderr, "no-such-command")
	folder := t.TempDir()
	if code, _, _ = finish(t, start(t, "--", folder)); code != notExecutable {
		t.Error("exit code of a folder", code)
	}
}

func TestFailuresLatencyAndLimits(t *testing.T) {
	t.Parallel()
	r := startWithCommand(t, "read line", "-latency", "50ms", "-fail", "regenerate_token=503:1", "-fail", "regenerate_token=429:1",
		"-fail", "ListRooms=edge-522", "-cloudflare-limit", "4/5m")
	begun := time.Now()
	var statuses []int
	for range 5 {
		status, _ := r.mint(t)
		statuses = append(statuses, status)
	}
	if took := time.Since(begun); took < 5*50*time.Millisecond {
		t.Error("five requests took", took)
	}
	for i, expected := range []int{503, 429, 200, 200, 429} {
		if statuses[i] != expected {
			t.Errorf("response %d is %d, not %d", i, statuses[i], expected)
		}
	}
	for range 2 {
		if status, _ := r.call(t, "GET", r.env["TELNYX_BASE_URL"]+"/rooms", r.env["TELNYX_API_KEY"]); status != 522 {
			t.Error("ListRooms answers", status)
		}
	}
	_, stderr := r.end(t)
	contains(t, "the summary", stderr, "regenerate_token                 5  (2 with 429, 1 with 503)", "2  (2 with 522)")
}

func TestWorldOfYourOwn(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "world.json")
	_, text, _ := strings.Cut(worldExample, "app or meeting:\n")
	text, _, _ = strings.Cut(text, "\nEvery app")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	r := startWithCommand(t, "read line; true", "-world", file)
	_, rooms := r.call(t, "GET", r.env["TELNYX_BASE_URL"]+"/rooms", r.env["TELNYX_API_KEY"])
	contains(t, "the rooms", rooms, `"unique_name":"support"`, `"total_results":1`)
	_, meetings := r.call(t, "GET", strings.TrimSuffix(r.meeting(), "/"+simulator.MeetingID), r.env["CLOUDFLARE_API_TOKEN"])
	contains(t, "the meetings", meetings, `"title":"stand-up"`, `"persist_chat":true`, `"total_count":1`)
	if code, stderr := r.end(t); code != 0 {
		t.Error("exit code", code, stderr)
	}
}
