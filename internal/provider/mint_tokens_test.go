package provider_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/cli"
	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// mints is how many tokens each command of a run mints.
type mints struct{ plan, planDestroy, savedApply, apply, refreshOnly, destroy int }

// mintCase is one block and what it mints under each CLI.
type mintCase struct {
	kind, consumer  string
	terraform, tofu mints
}

// The names of the cases that the documentation of each ephemeral resource shows as a table.
const (
	used                = "used"
	unused              = "unused"
	usedWhileApplying   = "used_while_applying"
	unusedWhileApplying = "unused_while_applying"

	dataWhileApplying = "data_while_applying" // which they do not show
)

func mintCases() map[string]mintCase {
	const consumer = `resource "terraform_data" "NAME" {
  triggers_replace = timestamp()
  provisioner "local-exec" {
    command     = "exit 0"
    environment = { TOKEN = ephemeral.rtc_cloudflare_participant_token.NAME.token }
  }
}
`
	return map[string]mintCase{
		used: {
			kind: "ephemeral", consumer: consumer,
			terraform: mints{plan: 1, planDestroy: 1, savedApply: 1, apply: 2, refreshOnly: 2, destroy: 1},
			tofu:      mints{plan: 1, planDestroy: 1, savedApply: 1, apply: 2, refreshOnly: 1, destroy: 1},
		},
		unused: {
			kind:      "ephemeral",
			terraform: mints{plan: 1, savedApply: 1, apply: 2, refreshOnly: 2},
			tofu:      mints{plan: 1, apply: 1, refreshOnly: 1},
		},
		usedWhileApplying: {
			kind: "ephemeral", consumer: consumer,
			terraform: mints{savedApply: 1, apply: 1, refreshOnly: 1},
			tofu:      mints{savedApply: 1, apply: 1},
		},
		unusedWhileApplying: {
			kind:      "ephemeral",
			terraform: mints{savedApply: 1, apply: 1, refreshOnly: 1},
		},
		dataWhileApplying: {
			kind:      "data",
			consumer:  "resource \"terraform_data\" \"NAME\" {\n  input = data.rtc_cloudflare_participant_token.NAME.token\n}\n",
			terraform: mints{plan: 1, planDestroy: 1, apply: 1, refreshOnly: 1, destroy: 1},
			tofu:      mints{plan: 1, planDestroy: 1, apply: 1, refreshOnly: 1, destroy: 1},
		},
	}
}

// A token of Cloudflare's lives for 100 days and cannot be revoked alone, so how many a run mints is a promise. The
// numbers are in the documentation of each ephemeral resource.
func TestHowOftenARunMints(t *testing.T) {
	t.Parallel()
	// What is not used stands alone: beside a block that is used, a destroy opens it, too.
	for _, names := range [][]string{{used}, {unused}, {usedWhileApplying, dataWhileApplying}, {unusedWhileApplying}} {
		t.Run(names[0], func(t *testing.T) {
			t.Parallel()
			cases := mintCases()
			maps.DeleteFunc(cases, func(name string, _ mintCase) bool { return !slices.Contains(names, name) })
			for name, got := range mintsOf(t, cases, strings.HasSuffix(names[0], "applying")) {
				want := cases[name].terraform
				if cli.Product(os.Getenv(cliVariable)) == "tofu" {
					want = cases[name].tofu
				}
				if got != want {
					t.Errorf("%s: minted %+v\n  want %+v", name, got, want)
				}
			}
		})
	}
}

// mintsOf runs each command on a configuration with all cases. Each has a participant of its own, by which it is told.
func mintsOf(t *testing.T, cases map[string]mintCase, applying bool) map[string]mints {
	t.Helper()
	w := newWorld(t, simulator.Options{})
	p := newProject(t, w)
	var blocks strings.Builder
	if applying {
		blocks.WriteString(whileApplying)
	}
	of, got := map[string]string{}, map[string]mints{}
	for name, c := range cases {
		participant := w.AddParticipant(simulator.Participant{CustomParticipantID: name})
		of[participant], got[name] = name, mints{}
		fmt.Fprintf(&blocks, "%s %q %q {\n%s\n}\n", c.kind, participantType, name, strings.ReplaceAll(participantBody, simulator.ParticipantID, participant))
		blocks.WriteString(strings.ReplaceAll(c.consumer, "NAME", name))
	}
	p.write("main.tf", requirement+blocks.String())
	run := func(count func(*mints) *int, arguments ...string) {
		before := len(w.Tokens())
		p.run(arguments...)
		for _, issued := range w.Tokens()[before:] {
			minted := got[of[issued.Participant]]
			*count(&minted)++
			got[of[issued.Participant]] = minted
		}
	}
	run(func(m *mints) *int { return &m.plan }, "plan", "-out=saved.tfplan")
	run(func(m *mints) *int { return &m.savedApply }, "apply", "saved.tfplan")
	run(func(m *mints) *int { return &m.apply }, "apply", "-auto-approve")
	run(func(m *mints) *int { return &m.refreshOnly }, "apply", "-refresh-only", "-auto-approve")
	run(func(m *mints) *int { return &m.planDestroy }, "plan", "-destroy")
	run(func(m *mints) *int { return &m.destroy }, "destroy", "-auto-approve")
	return got
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
	must(t, w.opens(t, nil, ofRoom()))
	must(t, w.opens(t, object{"mint_tokens": false}, ofParticipant()))
	contains(t, written(w.opens(t, nil, ofParticipant())), "Not set: cloudflare.api_token", "CLOUDFLARE_API_TOKEN")
}
