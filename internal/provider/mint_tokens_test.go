package provider_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/cli"
	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// mints is how many tokens each command of a run mints.
type mints struct{ plan, planDestroy, savedApply, apply, refreshOnly, destroy int }

func (w *world) mintsDuring(f func()) int {
	before := len(w.Tokens())
	f()
	return len(w.Tokens()) - before
}

// mintCase is one configuration and what it mints under each CLI.
type mintCase struct {
	kind, before, after string
	terraform, tofu     mints
}

// The names of the cases that the documentation of each ephemeral resource shows as a table.
const (
	used                = "used"
	unused              = "unused"
	usedWhileApplying   = "used, while applying"
	unusedWhileApplying = "unused, while applying"
)

func mintCases() map[string]mintCase {
	const applying = "provider \"rtc\" {\n  mint_tokens = terraform.applying\n}\n"
	const consumer = `resource "terraform_data" "consumer" {
  triggers_replace = timestamp()
  provisioner "local-exec" {
    command     = "exit 0"
    environment = { TOKEN = %srtc_cloudflare_participant_token.it.token }
  }
}
`
	return map[string]mintCase{
		used: {
			kind: "ephemeral", after: fmt.Sprintf(consumer, "ephemeral."),
			terraform: mints{plan: 1, planDestroy: 1, savedApply: 1, apply: 2, refreshOnly: 2, destroy: 1},
			tofu:      mints{plan: 1, planDestroy: 1, savedApply: 1, apply: 2, refreshOnly: 1, destroy: 1},
		},
		unused: {
			kind:      "ephemeral",
			terraform: mints{plan: 1, savedApply: 1, apply: 2, refreshOnly: 2},
			tofu:      mints{plan: 1, apply: 1, refreshOnly: 1},
		},
		usedWhileApplying: {
			kind: "ephemeral", before: applying, after: fmt.Sprintf(consumer, "ephemeral."),
			terraform: mints{savedApply: 1, apply: 1, refreshOnly: 1},
			tofu:      mints{savedApply: 1, apply: 1},
		},
		unusedWhileApplying: {
			kind: "ephemeral", before: applying,
			terraform: mints{savedApply: 1, apply: 1, refreshOnly: 1},
		},
		"data, used": {
			kind: "data", before: applying, after: "resource \"terraform_data\" \"consumer\" {\n  input = data.rtc_cloudflare_participant_token.it.token\n}\n",
			terraform: mints{plan: 1, planDestroy: 1, apply: 1, refreshOnly: 1, destroy: 1},
			tofu:      mints{plan: 1, planDestroy: 1, apply: 1, refreshOnly: 1, destroy: 1},
		},
	}
}

// A token of Cloudflare's lives for 100 days and cannot be revoked alone, so how many a run mints is a promise. The
// numbers are in the documentation of each ephemeral resource.
func TestHowOftenARunMints(t *testing.T) {
	t.Parallel()
	for name, c := range mintCases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{})
			p := newProject(t, w, c.before, block(c.kind, "rtc_cloudflare_participant_token", participantBody), c.after)
			got := mints{
				plan:       w.mintsDuring(func() { p.run("plan", "-out=saved.tfplan") }),
				savedApply: w.mintsDuring(func() { p.run("apply", "saved.tfplan") }),
			}
			got.apply = w.mintsDuring(func() { p.run("apply", "-auto-approve") })
			got.refreshOnly = w.mintsDuring(func() { p.run("apply", "-refresh-only", "-auto-approve") })
			got.planDestroy = w.mintsDuring(func() { p.run("plan", "-destroy") })
			got.destroy = w.mintsDuring(func() { p.run("destroy", "-auto-approve") })
			want := c.terraform
			if cli.Product(os.Getenv(cliVariable)) == "tofu" {
				want = c.tofu
			}
			if got != want {
				t.Errorf("minted %+v\n  want %+v", got, want)
			}
		})
	}
}

// The pages show these numbers, as internal/docs checks.
func TestHowOftenARunMintsIsWrittenDown(t *testing.T) {
	t.Parallel()
	cases := mintCases()
	row := func(label string, m mints) string {
		return fmt.Sprintf("| %s | %d | %d | %d | %d | %d | %d |\n",
			label, m.plan, m.savedApply, m.apply, m.refreshOnly, m.planDestroy, m.destroy)
	}
	rows := func(used, unused mintCase) string {
		return row("Terraform, used", used.terraform) + row("Terraform, unused", unused.terraform) +
			row("OpenTofu, used", used.tofu) + row("OpenTofu, unused", unused.tofu)
	}
	table := "| | `plan` | `apply` of a saved plan | `apply` | `apply -refresh-only` | `plan -destroy` | `destroy` |\n" +
		"| --- | --- | --- | --- | --- | --- | --- |\n" +
		"| **`mint_tokens` left out** | | | | | | |\n" +
		rows(cases[used], cases[unused]) +
		"| **`mint_tokens = terraform.applying`** | | | | | | |\n" +
		rows(cases[usedWhileApplying], cases[unusedWhileApplying])
	if written := content(t, "internal/provider/testdata/how_often_a_run_mints.md"); written != table {
		t.Errorf("testdata/how_often_a_run_mints.md must be\n%s", table)
	}
}

// In a plan that mints nothing, an input that comes from another token is null, and that is no error.
func TestTokensChainInAPlanThatMintsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	p := newProject(t, w,
		"provider \"rtc\" {\n  mint_tokens = terraform.applying\n}",
		block("ephemeral", "rtc_cloudflare_participant_token", participantBody),
		block("ephemeral", "rtc_telnyx_room_client_token", roomBody),
		block("ephemeral", "rtc_telnyx_room_client_token_refresh",
			roomBody+"\n  refresh_token = ephemeral.rtc_telnyx_room_client_token.it.refresh_token"),
		`resource "terraform_data" "consumer" {
  provisioner "local-exec" {
    command = "test -n \"$PARTICIPANT\" && test -n \"$ROOM\" && test -n \"$REFRESHED\""
    environment = {
      PARTICIPANT = ephemeral.rtc_cloudflare_participant_token.it.token
      ROOM        = ephemeral.rtc_telnyx_room_client_token.it.token
      REFRESHED   = ephemeral.rtc_telnyx_room_client_token_refresh.it.token
    }
  }
}`)
	p.run("plan", "-out=saved.tfplan")
	if calls := w.Calls(simulator.AnyOperation); calls != 0 {
		t.Errorf("the plan made %d calls", calls)
	}
	p.run("apply", "saved.tfplan")
	if got := w.AllCalls(); got[simulator.RegenerateToken] != 1 || got[simulator.CreateRoomClientToken] != 1 || got[simulator.RefreshRoomClientToken] != 1 {
		t.Errorf("apply made %v", got)
	}
	for _, call := range w.Log() {
		if call.Operation == simulator.RefreshRoomClientToken && call.Authorization {
			t.Error("the refresh carried an Authorization header")
		}
	}
}

// A plan that mints nothing needs no credential, and none is asked for of a vendor that is not used.
func TestCredentialsAreAskedForWhenUsed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	delete(w.env, "CLOUDFLARE_API_TOKEN")
	delete(w.env, "CLOUDFLARE_ACCOUNT_ID")
	room := block("ephemeral", "rtc_telnyx_room_client_token", roomBody)
	newProject(t, w, room).run("plan")

	participant := block("ephemeral", "rtc_cloudflare_participant_token", participantBody)
	newProject(t, w, "provider \"rtc\" {\n  mint_tokens = terraform.applying\n}", participant).run("plan")

	output, err := newProject(t, w, participant).try("plan", "-no-color")
	if err == nil || !strings.Contains(output, "Not set: cloudflare.api_token") || !strings.Contains(output, "CLOUDFLARE_API_TOKEN") {
		t.Errorf("%v\n%s", err, output)
	}
}
