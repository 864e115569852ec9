package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
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
	p := newProcess(t, builtProvider+"=", "TF_CLI_CONFIG_FILE=/nonexistent", "TF_CLI_ARGS=-no-such-flag", "TF_VAR_app_id=x", "TF_DATA_DIR=/nonexistent",
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
	checkPicture(t, p.stdout.String())
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

// checkPicture compares the picture of the demo in README with what the demo prints, except for numbers.
func checkPicture(t *testing.T, printed string) {
	t.Helper()
	picture, err := os.ReadFile(filepath.Join(root(t), "pictures", "demo.svg"))
	if err != nil {
		t.Fatal(err)
	}
	numbers := regexp.MustCompile(` *\d+(?:\.\d)?`)
	printed = "\n" + numbers.ReplaceAllString(printed, " N") + "\n"
	lines := regexp.MustCompile(`<text [^>]*>(.*)</text>`).FindAllStringSubmatch(string(picture), -1)
	for _, line := range lines {
		if want := numbers.ReplaceAllString(line[1], " N"); want != "$ make demo" && !strings.Contains(printed, "\n"+want+"\n") {
			t.Errorf("the picture shows %q, and the demo printed\n%s", line[1], printed)
		}
	}
	if len(lines) < 10 {
		t.Errorf("the picture shows %d lines", len(lines))
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

// A run that goes wrong in many ways is seen to: each is said, and the demo ends with an error. TestEachWrongIsTold has
// each way alone.
func TestWhatIsWrongIsSeen(t *testing.T) {
	t.Parallel()
	change := func(example string) string {
		for old, replacement := range map[string]string{
			`"${var.join} relief"`:             `"exit 0"`,
			`"${var.join} recorder"`:           `"${var.join} recorder && ${var.join} recorder"`,
			`"${var.join} bot"`:                `"echo $ROOM_TOKEN >spilled && ${var.join} bot"`,
			"mint_tokens = terraform.applying": "",
		} {
			if !strings.Contains(example, old) {
				t.Errorf("the example has no %s", old)
			}
			example = strings.ReplaceAll(example, old, replacement)
		}
		return example + "data \"rtc_telnyx_room_client_token\" \"more\" {\n  room_id = rtc_telnyx_room.support.id\n}\n" +
			"output \"it\" {\n  value = nonsensitive(data.rtc_telnyx_room_client_token.kiosk.token)\n}\n"
	}
	out, err := tryDemo(t, change, func(s *simulator.Server) { s.FailAlways(simulator.DeleteRoom, simulator.Answer(204, "")) })
	if !errors.Is(err, errWrong) {
		t.Errorf("ended with: %v", err)
	}
	for _, said := range []string{
		`apply: joined at "cloudflare cloudflare telnyx", not at "cloudflare telnyx telnyx"`, // one twice, one not at all
		`rotate: joined at "cloudflare cloudflare", not at "cloudflare"`,
		"rtc_telnyx_room_client_token_refresh, ephemeral: the plans got 0 and 1 tokens",
		"spilled: 1 tokens that nobody keeps",
		"output of the CLI: 2 tokens of data sources",
		"data source: apply and rotation got 4 and 4 tokens, not 2",
		"every token, after the destroy: 0 should open a room",
	} {
		if !strings.Contains(out, said) {
			t.Errorf("not said: %q", said)
		}
	}
	if !strings.Contains(out, "\nWRONG:\n") || t.Failed() {
		t.Errorf("said was:\n%s", out)
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
