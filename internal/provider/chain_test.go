package provider_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/cli"
	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// chainMints is how many tokens each command mints for a configuration that goes from an app to somebody in a room.
type chainMints struct{ plan, apply, secondPlan, secondApply, replacePlan, replace, refreshOnly, destroy int }

const (
	cloudflareChain = meetingBlock + participantBlock + `ephemeral "rtc_cloudflare_participant_token" "it" {
  app_id         = rtc_cloudflare_participant.it.app_id
  meeting_id     = rtc_cloudflare_participant.it.meeting_id
  participant_id = rtc_cloudflare_participant.it.id
}
resource "terraform_data" "participant" {
  triggers_replace = rtc_cloudflare_participant.it.id
  provisioner "local-exec" {
    command     = "printf %s \"$TOKEN\" >participant.txt"
    environment = { TOKEN = ephemeral.rtc_cloudflare_participant_token.it.token }
  }
}
`
	telnyxChain = roomBlock + `ephemeral "rtc_telnyx_room_client_token" "it" {
  room_id = rtc_telnyx_room.it.id
}
resource "terraform_data" "room" {
  triggers_replace = rtc_telnyx_room.it.id
  provisioner "local-exec" {
    command     = "printf %s \"$TOKEN\" >room.txt"
    environment = { TOKEN = ephemeral.rtc_telnyx_room_client_token.it.token }
  }
}
`
)

// A chain goes from an object to a token of it, which is handed on in a file.
type chain struct {
	replaced, file string
	minting        simulator.Operation
}

// chains are those of a configuration with one of each vendor.
func chains() []chain {
	return []chain{
		{"rtc_cloudflare_participant.it", "participant.txt", simulator.RegenerateToken},
		{"rtc_telnyx_room.it", "room.txt", simulator.CreateRoomClientToken},
	}
}

// handedOn is the token that the consumer got.
func (p *project) handedOn(c chain) string {
	p.t.Helper()
	text, err := os.ReadFile(filepath.Join(p.folder, c.file))
	if err != nil {
		p.t.Fatal(err)
	}
	return string(text)
}

// From an API token to somebody in a room: what each command mints, that a token which was handed on works, and that
// nobody comes in with it after it was replaced or destroyed.
func TestChain(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		provider        string
		terraform, tofu chainMints
	}{
		// A plan cannot mint for what does not exist yet, nor for what it replaces. OpenTofu asks for no token in an apply
		// that has nothing to do.
		"always": {"",
			chainMints{apply: 1, secondPlan: 1, secondApply: 2, replace: 1, refreshOnly: 2, destroy: 1},
			chainMints{apply: 1, secondPlan: 1, secondApply: 1, replace: 1, refreshOnly: 1, destroy: 1}},
		"while applying": {whileApplying,
			chainMints{apply: 1, secondApply: 1, replace: 1, refreshOnly: 1},
			chainMints{apply: 1, replace: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := c.terraform
			if cli.Product(os.Getenv(cliVariable)) == "tofu" {
				want = c.tofu
			}
			for of, got := range liveChains(t, c.provider) {
				if got != want {
					t.Errorf("%s: minted %+v\n  want %+v", of, got, want)
				}
			}
		})
	}
}

// liveChains is the life of all chains, and what each command mints for each.
func liveChains(t *testing.T, provider string) map[simulator.Operation]chainMints {
	t.Helper()
	w := newWorld(t, simulator.Options{})
	p := newProject(t, w, provider, cloudflareChain, telnyxChain)
	got := map[simulator.Operation]chainMints{}
	run := func(count func(*chainMints) *int, arguments ...string) {
		before := w.AllCalls()
		p.run(arguments...)
		for _, c := range chains() {
			mints := got[c.minting]
			*count(&mints) = w.Calls(c.minting) - before[c.minting]
			got[c.minting] = mints
		}
	}
	run(func(m *chainMints) *int { return &m.plan }, "plan", "-out=saved.tfplan")
	run(func(m *chainMints) *int { return &m.apply }, "apply", "saved.tfplan")
	first := map[string]string{}
	replacing := []string{"plan", "-out=saved.tfplan"}
	for _, c := range chains() {
		replacing = append(replacing, "-replace="+c.replaced)
		if first[c.file] = p.handedOn(c); !w.join(t, first[c.file]) {
			t.Errorf("the token in %s does not work", c.file)
		}
	}
	run(func(m *chainMints) *int { return &m.secondPlan }, "plan", "-detailed-exitcode")
	run(func(m *chainMints) *int { return &m.secondApply }, "apply", "-auto-approve")
	run(func(m *chainMints) *int { return &m.replacePlan }, replacing...)
	run(func(m *chainMints) *int { return &m.replace }, "apply", "saved.tfplan")
	for _, c := range chains() {
		if w.join(t, first[c.file]) || !w.join(t, p.handedOn(c)) {
			t.Errorf("the old token in %s still works, or the new one does not", c.file)
		}
	}
	run(func(m *chainMints) *int { return &m.refreshOnly }, "apply", "-refresh-only", "-auto-approve")
	run(func(m *chainMints) *int { return &m.destroy }, "destroy", "-auto-approve")
	for _, issued := range w.Tokens() {
		if !issued.Refresh && w.join(t, issued.Token) {
			t.Errorf("a token of %s still works", issued.Operation)
		}
	}
	return got
}

// Where Terraform is told not to look, a participant that is gone shows when a token is minted for it. The error says
// what brings it back.
func TestChainWithoutRefresh(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	p := newProject(t, w, cloudflareChain, telnyxChain)
	p.run("apply", "-auto-approve")
	var ids []string
	for _, c := range chains() {
		ids = append(ids, p.idOf(c.replaced))
		w.Remove(p.idOf(c.replaced))
	}
	output, err := p.try("plan", "-json", "-refresh=false")
	if err == nil {
		t.Error(output)
	}
	said := details(output)
	contains(t, said, ids...)
	if strings.Count(said, "404 Not Found") < 2 || strings.Count(said, "without -refresh=false") != 2 {
		t.Error(said)
	}
	p.run("apply", "-auto-approve")
	for _, c := range chains() {
		if !w.join(t, p.handedOn(c)) {
			t.Errorf("the new token in %s does not work", c.file)
		}
	}
}

// A destroy mints for what a configuration names by its ID. Where that is gone, the error says how to go on, and both ways
// lead there.
func TestDestroyWithATokenOfWhatIsGone(t *testing.T) {
	t.Parallel()
	consumer := `resource "terraform_data" "consumer" {
  provisioner "local-exec" {
    command     = "test -n \"$PARTICIPANT\" && test -n \"$ROOM\""
    environment = {
      PARTICIPANT = ephemeral.` + participantType + `.it.token
      ROOM        = ephemeral.` + roomType + `.it.token
    }
  }
}
`
	for name, destroy := range map[string]func(p *project){
		"without refresh": func(p *project) { p.run("destroy", "-auto-approve", "-refresh=false") },
		"while applying": func(p *project) {
			p.write("provider.tf", whileApplying)
			p.run("destroy", "-auto-approve")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{})
			p := newProject(t, w, participantToken(), roomToken(), consumer)
			p.run("apply", "-auto-approve")
			w.Remove(simulator.ParticipantID)
			w.Remove(simulator.RoomID)
			output, err := p.try("destroy", "-auto-approve", "-json")
			if err == nil {
				t.Error("it was destroyed by itself")
			}
			said := details(output)
			for _, part := range []string{"404 Not Found", "terraform destroy -refresh=false", "mint_tokens = terraform.applying"} {
				if strings.Count(said, part) < 2 {
					t.Errorf("%q is not there for each of both:\n%s", part, said)
				}
			}
			destroy(p)
		})
	}
}

// After destroy and apply of the same configuration there is a new meeting, and a lookup by title finds that one.
func TestMeetingOfTheSameTitleAfterDestroy(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	lookup := fmt.Sprintf("data \"rtc_cloudflare_meeting\" \"it\" {\n  app_id = %q\n  title  = rtc_cloudflare_meeting.it.title\n  depends_on = [rtc_cloudflare_meeting.it]\n}\n", simulator.AppID)
	p := newProject(t, w, meetingBlock, lookup)
	p.run("apply", "-auto-approve")
	old := p.idOf("rtc_cloudflare_meeting.it")
	p.run("destroy", "-auto-approve")
	p.run("apply", "-auto-approve")
	if now := p.idOf("rtc_cloudflare_meeting.it"); now == old || p.idOf("data.rtc_cloudflare_meeting.it") != now {
		t.Errorf("%s was %s, found was %s", now, old, p.idOf("data.rtc_cloudflare_meeting.it"))
	}
}
