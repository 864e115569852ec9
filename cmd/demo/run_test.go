package main

import (
	"errors"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// What the demo promises, as somebody sees it who starts it, twice.
func TestDemo(t *testing.T) {
	t.Parallel()
	tree := status(t)
	for range 2 {
		p := newDemoProcess(t)
		// Nothing in the environment steers it, and credentials alone do not make it call anybody.
		elsewhere := start(t)
		p.set("TF_CLI_CONFIG_FILE=/nonexistent", "TF_CLI_ARGS=-no-such-flag", "TF_VAR_room_id=x", "TF_DATA_DIR=/nonexistent",
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
		if shown := jwtShape.FindString(p.stdout.String() + p.stderr.String()); shown != "" {
			t.Error("a whole token is shown")
		}
		if n := elsewhere.Calls(simulator.AnyOperation); n != 0 {
			t.Errorf("%d calls were made to the vendors of the environment", n)
		}
		if left := p.left(t); left != "" {
			t.Errorf("left behind: %s", left)
		}
	}
	if now := status(t); now != tree {
		t.Errorf("the tree was:\n%s\nand is:\n%s", tree, now)
	}
}

// promised are lines of the report: patterns.
func promised() []string {
	const (
		mask   = ` +…[\w-]{6} +\d{4}-\d\d-\d\d \d\d:\d\d, in `
		head   = `  type +for +token +expires \(UTC\)\n`
		none   = ` +none found`
		asTold = none + ` +\(and 4 of 4 data-source tokens, as documented\)`
	)
	return []string{
		`CLI +(Terraform|OpenTofu) \d.*`,
		`Minted by ephemeral resources.*\n` + head +
			`  rtc_cloudflare_participant_token +participant aaa7c9e4` + mask + `100 days\n` +
			`  rtc_telnyx_room_client_token +room 0ccc7b54` + mask + `10 min\n` +
			`    and its refresh token +room 0ccc7b54` + mask + `60 min\n` +
			`  rtc_telnyx_room_client_token_refresh +room 0ccc7b54` + mask + `5 min`,
		`Minted by data sources.*\n` + head +
			`  rtc_cloudflare_participant_token +participant aaa7c9e4` + mask + `100 days\n` +
			`  rtc_telnyx_room_client_token +room 0ccc7b54` + mask + `15 min\n` +
			`    and its refresh token +room 0ccc7b54` + mask + `60 min\n` +
			`  rtc_telnyx_room_client_token_refresh +room 0ccc7b54` + mask + `8 min`,
		`  Cloudflare +participant aaa7c9e4 +joined meeting bbb5a1de\n` +
			`  Telnyx +user [0-9a-f]{8} +joined room 0ccc7b54\n` +
			`  Telnyx +user [0-9a-f]{8} +joined room 0ccc7b54`,
		` +plan +apply`,
		`  rtc_cloudflare_participant_token +1 +1`,
		`  rtc_telnyx_room_client_token +1 +1`,
		`  rtc_telnyx_room_client_token_refresh +1 +1`,
		`  in all +3 +3`,
		`Searched for each of the 4 ephemeral tokens, .*`,
		`  state file` + asTold, `  state as JSON` + asTold, `  plan file, unzipped` + asTold, `  plan as JSON` + asTold,
		`  output of plan and apply` + none,
		`All is as it should be\.`,
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

func start(t *testing.T) *simulator.Server {
	t.Helper()
	server, err := simulator.Start(simulator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	return server
}

// Each way in which a run can go wrong is seen, said, and ends the demo with an error.
func TestWhatIsWrongIsSeen(t *testing.T) {
	t.Parallel()
	replace := func(old, replacement string) func(string) string {
		return func(example string) string { return strings.ReplaceAll(example, old, replacement) }
	}
	for name, c := range map[string]struct {
		change func(string) string
		said   string
	}{
		"a consumer does not join": {
			change: replace(`"${var.join} relief"`, `"exit 0"`),
			said:   "Telnyx: 1 did not join",
		},
		"a consumer joins twice": {
			change: replace(`"${var.join} recorder"`, `"${var.join} recorder && ${var.join} recorder"`),
			said:   "Cloudflare: 1 more joined than should",
		},
		"ephemeral tokens are minted in plan": {
			change: replace("mint_tokens = terraform.applying", ""),
			said:   "rtc_cloudflare_participant_token: 1 call by plan and 1 by apply expected, 2 and 1 made",
		},
		"a token is written to a file": {
			change: replace(`"${var.join} bot"`, `"echo $ROOM_TOKEN >spilled && ${var.join} bot"`),
			said:   "is in the spilled",
		},
		"a data-source token is printed": {
			change: func(example string) string {
				return example + "output \"it\" {\n  value = nonsensitive(data.rtc_telnyx_room_client_token.kiosk.token)\n}\n"
			},
			said: "1 data-source tokens are in the output of plan and apply",
		},
		"a data source too many": {
			change: func(example string) string {
				return example + "data \"rtc_telnyx_room_client_token\" \"more\" {\n  room_id = var.room_id\n}\n"
			},
			said: "data rtc_telnyx_room_client_token: 1 token expected, 2 minted",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, err := tryDemo(t, c.change)
			if !errors.Is(err, errWrong) {
				t.Errorf("ended with: %v", err)
			}
			if !strings.Contains(out, "\nWRONG:\n") || !strings.Contains(out, c.said) {
				t.Errorf("not said: %q, but:\n%s", c.said, out)
			}
		})
	}
}

func TestRefusedJoinIsNamed(t *testing.T) {
	t.Parallel()
	_, err := tryDemo(t, func(example string) string {
		return strings.ReplaceAll(example, `"${var.join} bot"`, `"ROOM_TOKEN=wrong ${var.join} bot"`)
	})
	if err == nil || !strings.Contains(err.Error(), "Not let in: bot, with 401 Unauthorized") {
		t.Errorf("ended with: %v", err)
	}
}
