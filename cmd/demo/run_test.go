package main

import (
	"errors"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// What the demo promises, as somebody sees it who starts it.
func TestDemo(t *testing.T) {
	t.Parallel()
	tree := status(t)
	elsewhere, err := simulator.Start(simulator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(elsewhere.Close)
	// Nothing in the environment steers it, and credentials do not make it call anybody.
	p := newProcess(t, "TF_CLI_CONFIG_FILE=/nonexistent", "TF_CLI_ARGS=-no-such-flag", "TF_VAR_app_id=x", "TF_DATA_DIR=/nonexistent",
		"CLOUDFLARE_API_TOKEN=real", "CLOUDFLARE_BASE_URL="+elsewhere.CloudflareURL(),
		"TELNYX_API_KEY=real", "TELNYX_BASE_URL="+elsewhere.TelnyxURL())
	if code := p.code(t); code != 0 {
		t.Fatalf("ended with %d\n%s%s", code, &p.stdout, &p.stderr)
	}
	for _, line := range promised() {
		if !regexp.MustCompile(`(?m)^` + line + `$`).MatchString(p.stdout.String()) {
			t.Errorf("no line %q in:\n%s", line, &p.stdout)
		}
	}
	if regexp.MustCompile(`eyJ[\w-]{8,}\.`).MatchString(p.stdout.String() + p.stderr.String()) {
		t.Error("a whole token is shown")
	}
	if n := elsewhere.Calls(simulator.AnyOperation); n != 0 {
		t.Errorf("%d calls were made to the vendors of the environment", n)
	}
	if left := p.left(t); left != "" {
		t.Errorf("left behind: %s", left)
	}
	if now := status(t); now != tree {
		t.Errorf("the tree was:\n%s\nand is:\n%s", tree, now)
	}
}

// promised are lines of the report: patterns.
func promised() []string {
	const none, asTold = ` +none found`, ` +none found +\(and 4 of data sources, as documented\)`
	return []string{
		`CLI +(terraform|tofu) \d.*`,
		`Rotate the participant +\d+\.\d s`,
		`  rtc_cloudflare_participant, dropped from the response +0 +1 +1 +\d`,
		`  rtc_cloudflare_participant_token, ephemeral +0 +1 +1 +\d`,
		`  rtc_cloudflare_participant_token, data source +0 +1 +1 +\d`,
		`  rtc_telnyx_room_client_token and its refresh token, ephemeral +0 +2 +[02] +\d`,
		`  rtc_telnyx_room_client_token and its refresh token, data source +0 +2 +2 +\d`,
		`  rtc_telnyx_room_client_token_refresh, ephemeral +0 +1 +[01] +\d`,
		`  rtc_telnyx_room_client_token_refresh, data source +0 +1 +1 +\d`,
		`   4 of +4  tokens of data sources, after apply`,
		`   0 of +3  tokens of the old participant, after the rotation`,
		`   3 of +3  tokens of the new participant, after the rotation`,
		`   0 of \d\d  every token, after the destroy`,
		`  state, as JSON` + asTold, `  create.tfplan` + none, `  output of the CLI` + none, `  terraform.tfstate.backup` + asTold,
		`  joined: meeting .*`,
		`Everything is as it should be\.`,
	}
}

// status is what Git says of the tree.
func status(t *testing.T) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), "git", "status", "--porcelain", "--untracked-files=all")
	command.Dir = root(t)
	output, err := command.Output()
	if err != nil {
		t.Log("not a Git repository, so that a changed tree cannot be told")
	}
	return string(output)
}

// Each way in which a run can go wrong is seen, said, and ends the demo with an error.
func TestWhatIsWrongIsSeen(t *testing.T) {
	t.Parallel()
	replace := func(old, replacement string) func(string) string {
		return func(example string) string { return strings.ReplaceAll(example, old, replacement) }
	}
	add := func(more string) func(string) string { return func(example string) string { return example + more } }
	for name, c := range map[string]struct {
		change  func(string) string
		started func(*simulator.Server)
		said    string
	}{
		"a consumer does not join": {
			change: replace(`"${var.join} relief"`, `"exit 0"`),
			said:   `apply: joined at "cloudflare telnyx", not at "cloudflare telnyx telnyx"`,
		},
		"a consumer joins twice": {
			change: replace(`"${var.join} recorder"`, `"${var.join} recorder && ${var.join} recorder"`),
			said:   `rotate: joined at "cloudflare cloudflare", not at "cloudflare"`,
		},
		"the consumer is not told of the rotation": {
			change: replace("triggers_replace = rtc_cloudflare_participant.recorder.id", ""),
			said:   `rotate: joined at "", not at "cloudflare"`,
		},
		"ephemeral tokens are minted in plan": {
			change: replace("mint_tokens = terraform.applying", ""),
			said:   "rtc_telnyx_room_client_token_refresh, ephemeral: the plans got 0 and 1 tokens",
		},
		"a token is written to a file": {
			change: replace(`"${var.join} bot"`, `"echo $ROOM_TOKEN >spilled && ${var.join} bot"`),
			said:   "spilled: 1 tokens that nobody keeps",
		},
		"a token of a data source is printed": {
			change: add("output \"it\" {\n  value = nonsensitive(data.rtc_telnyx_room_client_token.kiosk.token)\n}\n"),
			said:   "output of the CLI: 2 tokens of data sources",
		},
		"a data source too many": {
			change: add("data \"rtc_telnyx_room_client_token\" \"more\" {\n  room_id = rtc_telnyx_room.support.id\n}\n"),
			said:   "data source: apply and rotation got 4 and 4 tokens, not 2",
		},
		"a room outlives the destroy": {
			started: func(s *simulator.Server) { s.FailAlways(simulator.DeleteRoom, simulator.Answer(204, "")) },
			said:    "every token, after the destroy: 0 should open a room",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, err := tryDemo(t, c.change, c.started)
			if !errors.Is(err, errWrong) {
				t.Errorf("ended with: %v", err)
			}
			if !strings.Contains(out, "\nWRONG:\n") || !strings.Contains(out, c.said) {
				t.Errorf("not said: %q, but:\n%s", c.said, out)
			}
		})
	}
}

func TestRefusedJoinIsSeen(t *testing.T) {
	t.Parallel()
	out, err := tryDemo(t, func(example string) string {
		return strings.ReplaceAll(example, `"${var.join} bot"`, `"ROOM_TOKEN=wrong ${var.join} bot"`)
	}, nil)
	if err == nil || errors.Is(err, errWrong) || !strings.Contains(out, "Apply                    failed\n") ||
		!strings.Contains(out, "refused to join: 1") {
		t.Errorf("ended with: %v\n%s", err, out)
	}
}
