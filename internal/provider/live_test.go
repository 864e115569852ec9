package provider_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// liveVariable asks for the tests that call the real vendors; "make test-live" sets it.
const liveVariable = "RTC_LIVE"

// liveVariables is what they need: credentials, and ids of things that nobody minds tokens for.
func liveVariables() []string {
	return []string{
		"CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ACCOUNT_ID", "TELNYX_API_KEY",
		"RTC_LIVE_APP_ID", "RTC_LIVE_MEETING_ID", "RTC_LIVE_PARTICIPANT_ID", "RTC_LIVE_ROOM_ID",
	}
}

// The same table as TestTokens, the life of each managed resource, and what the vendors' documents leave open: all
// against the real vendors.
func TestLive(t *testing.T) {
	t.Parallel()
	if os.Getenv(liveVariable) == "" {
		t.Skip("calls the real vendors; see make test-live")
	}
	w := &world{env: map[string]string{}}
	var missing []string
	for _, variable := range liveVariables() {
		if w.env[variable] = os.Getenv(variable); w.env[variable] == "" {
			missing = append(missing, variable)
		}
	}
	if len(missing) > 0 {
		t.Fatalf("set %s: credentials, and the ids of an app, a meeting, a participant and a room made for testing",
			strings.Join(missing, ", "))
	}
	for _, variable := range []string{"CLOUDFLARE_BASE_URL", "TELNYX_BASE_URL"} {
		w.env[variable] = os.Getenv(variable) // where somebody reaches the vendors through a gateway
	}
	at := place{
		accountID: w.env["CLOUDFLARE_ACCOUNT_ID"], appID: w.env["RTC_LIVE_APP_ID"], meetingID: w.env["RTC_LIVE_MEETING_ID"],
		participantID: w.env["RTC_LIVE_PARTICIPANT_ID"], roomID: w.env["RTC_LIVE_ROOM_ID"],
	}
	// Only SDKs join at the vendors. The simulator, in their place, says where a token is tried.
	joinURL := os.Getenv("RTC_SIMULATOR_URL")
	if joinURL != "" {
		joinURL += "/join"
	}
	t.Run("life", func(t *testing.T) {
		t.Parallel()
		testLife(t, w, at.appID, joinURL)
	})
	t.Run("questions", func(t *testing.T) {
		t.Parallel()
		asking := newInterview(t, w, at.appID, joinURL)
		defer func() { t.Logf("What the vendors' documents leave open:\n\n%s", asking.answers.String()) }()
		asking.hold(t)
	})
	testTokens(t, at, func(*testing.T) *world { return w })
}

// Without credentials it says what it needs, calls nobody, and fails: a live test that passes without is a lie.
func TestLiveNeedsCredentials(t *testing.T) {
	t.Parallel()
	live := exec.CommandContext(t.Context(), "make", "test-live")
	live.Dir = filepath.Join("..", "..")
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		if !strings.HasPrefix(name, "CLOUDFLARE_") && !strings.HasPrefix(name, "TELNYX_") && !strings.HasPrefix(name, "RTC_") {
			live.Env = append(live.Env, variable)
		}
	}
	output, err := live.CombinedOutput()
	if err == nil {
		t.Error("it passed")
	}
	for _, variable := range liveVariables() {
		if !strings.Contains(string(output), variable) {
			t.Errorf("it does not ask for %s:\n%s", variable, output)
		}
	}
	for _, leftBehind := range []string{"100 days", "INACTIVE", livePrefix} {
		if !strings.Contains(string(output), leftBehind) {
			t.Errorf("it does not tell what it leaves behind, %q:\n%s", leftBehind, output)
		}
	}
}
