package provider_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// liveVariables are the credentials and IDs that they need.
func liveVariables() []string {
	return []string{
		"CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ACCOUNT_ID", "TELNYX_API_KEY",
		"RTC_LIVE_APP_ID", "RTC_LIVE_MEETING_ID", "RTC_LIVE_PARTICIPANT_ID", "RTC_LIVE_ROOM_ID",
	}
}

// Against the real vendors: the same tokens as in TestTokens, each managed resource, and what the documents leave open.
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
		t.Fatalf("Set %s: credentials, and the IDs of an app, a meeting, a participant and a room made for testing.", strings.Join(missing, ", "))
	}
	for _, variable := range []string{"CLOUDFLARE_BASE_URL", "TELNYX_BASE_URL"} {
		w.env[variable] = os.Getenv(variable) // a gateway in front of a vendor, or the simulator
	}
	at := place{
		accountID: w.env["CLOUDFLARE_ACCOUNT_ID"], appID: w.env["RTC_LIVE_APP_ID"], meetingID: w.env["RTC_LIVE_MEETING_ID"],
		participantID: w.env["RTC_LIVE_PARTICIPANT_ID"], roomID: w.env["RTC_LIVE_ROOM_ID"],
	}
	t.Run("resources", func(t *testing.T) {
		t.Parallel()
		testLiveResources(t, w, newLiveAPI(w, at.appID))
	})
	t.Run("questions", func(t *testing.T) {
		t.Parallel()
		t.Log("What the vendors' documents leave open:\n\n" + newLiveAPI(w, at.appID).askQuestions(t))
	})
	testTokens(t, w, at)
}

// The tests of resources pass with the simulator in the vendors' place.
func TestLiveResourcesSimulated(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	testLiveResources(t, w, newLiveAPI(w, simulator.AppID))
}

// testLiveResources creates, changes, replaces and destroys one of each managed resource, with a token of those that
// have tokens, and asks the vendors what is left.
func testLiveResources(t *testing.T, w *world, api *liveAPI) {
	t.Helper()
	name := liveName()
	resources := []string{meetingResource + ".it", participantResource + ".it", webhookResource + ".it", roomResource + ".it"}
	configure := func(version string, seats int) string {
		inApp := fmt.Sprintf("  app_id = %q\n", api.appID)
		inMeeting := inApp + "  meeting_id = " + meetingResource + ".it.id\n"
		return config(
			block("resource", meetingResource, inApp+fmt.Sprintf("  title = \"%s %s\"", name, version)),
			block("resource", participantResource, inMeeting+fmt.Sprintf("  custom_participant_id = %q\n  preset_name = %q\n  name = %q",
				name, api.preset(t), version)),
			block("resource", webhookResource, inApp+fmt.Sprintf("  name = \"%s %s\"\n  url = \"https://example.com/%s\"\n  events = [\"meeting.ended\"]",
				name, version, name)),
			block("resource", roomResource, fmt.Sprintf("  unique_name = %q\n  max_participants = %d", name, seats)),
			block("data", participantType, inMeeting+"  participant_id = "+participantResource+".it.id"),
			block("data", roomType, "  room_id = "+roomResource+".it.id"),
		)
	}
	p := w.echoProject(t)
	isMinted := func() {
		for _, typeName := range []string{participantType, roomType} {
			if err := aJWT().CheckValue(p.stateOf("data." + typeName + ".it")["token"]); err != nil {
				t.Errorf("%s: %s", typeName, err)
			}
		}
	}
	p.write("main.tf", configure("first", 10))
	defer func() { // whatever fails before
		p.run("destroy", "-auto-approve")
		api.checkNothingLeft(t, name)
	}()
	p.run("apply", "-auto-approve")
	isMinted()
	p.write("main.tf", configure("second", 20))
	contains(t, p.run("apply", "-auto-approve", "-no-color"), fmt.Sprintf("Plan: 0 to add, %d to change, 0 to destroy.", len(resources)))
	isMinted()
	p.unchanged()
	replace := []string{"apply", "-auto-approve", "-no-color"}
	for _, address := range resources {
		replace = append(replace, "-replace="+address)
	}
	contains(t, p.run(replace...), fmt.Sprintf("Plan: %[1]d to add, 0 to change, %[1]d to destroy.", len(resources)))
	isMinted()
	p.unchanged()
}

// Without credentials, make test-live says what it needs and what it leaves behind, sends nothing, and fails. The test
// program is what it builds.
func TestLiveNeedsCredentials(t *testing.T) {
	t.Parallel()
	target := exec.CommandContext(t.Context(), "make", "--dry-run", "test-live")
	target.Dir = filepath.Join("..", "..")
	commands, err := target.CombinedOutput()
	if err != nil {
		t.Fatalf("%s\n%s", err, commands)
	}
	contains(t, string(commands), "100 days", "INACTIVE", livePrefix, "RTC_LIVE=1 go test -count 1 -run '^TestLive$' -v ./internal/provider")

	live := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestLive$", "-test.v")
	live.Env = []string{liveVariable + "=1"}
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		if !strings.HasPrefix(name, "CLOUDFLARE_") && !strings.HasPrefix(name, "TELNYX_") && !strings.HasPrefix(name, "RTC_") {
			live.Env = append(live.Env, variable)
		}
	}
	output, err := live.CombinedOutput()
	if err == nil {
		t.Errorf("it passed:\n%s", output)
	}
	contains(t, string(output), liveVariables()...)
}
