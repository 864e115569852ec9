package main

import (
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// liveEnvironment makes a simulator the real vendors.
func liveEnvironment(server *simulator.Server) []string {
	return []string{
		"CLOUDFLARE_BASE_URL=" + server.CloudflareURL(),
		"CLOUDFLARE_API_TOKEN=" + simulator.CloudflareAPIToken,
		"CLOUDFLARE_ACCOUNT_ID=" + simulator.AccountID,
		"TELNYX_BASE_URL=" + server.TelnyxURL(),
		"TELNYX_API_KEY=" + simulator.TelnyxAPIKey,
		"TF_VAR_app_id=" + simulator.AppID,
		"TF_VAR_meeting_id=" + simulator.MeetingID,
		"TF_VAR_participant_id=" + simulator.ParticipantID,
		"TF_VAR_room_id=" + simulator.RoomID,
	}
}

func TestLive(t *testing.T) {
	t.Parallel()
	server := start(t)
	p := newDemoProcess(t, "-live")
	p.set(liveEnvironment(server)...)
	if code := p.code(t); code != 0 {
		t.Fatalf("ended with %d\n%s%s", code, &p.stdout, &p.stderr)
	}
	if minted, joined := len(server.Tokens()), len(server.Joins()); minted != 8 || joined != 0 {
		t.Errorf("the vendors minted %d tokens and let %d in", minted, joined)
	}
	for _, said := range []string{
		"not known in a live run",
		"Searched for each of the 3 ephemeral tokens",
		"All is as it should be.",
	} {
		if !strings.Contains(p.stdout.String(), said) {
			t.Errorf("not said: %q, but:\n%s", said, &p.stdout)
		}
	}
	for _, issued := range server.Tokens() {
		// The refresh token of the ephemeral pair is handed to nobody but the vendor.
		if !issued.Refresh && !strings.Contains(p.stdout.String(), newSecret(issued.Token).String()) {
			t.Errorf("a token of %s is not shown", issued.Operation)
		}
	}
	if left := p.left(t); left != "" {
		t.Errorf("left behind: %s", left)
	}
}

func TestLiveSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	given := map[string]string{"CLOUDFLARE_API_TOKEN": "x", "TF_VAR_room_id": "y"}
	_, err := startLive(func(name string) string { return given[name] })
	if err == nil {
		t.Fatal("started")
	}
	for _, variable := range liveVariables() {
		if _, set := given[variable.name]; set == strings.Contains(err.Error(), variable.name) {
			t.Errorf("%s: set %t, but the error says: %s", variable.name, set, err)
		}
	}
}
