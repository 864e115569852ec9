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
	chainApplying = "provider \"rtc\" {\n  mint_tokens = terraform.applying\n}\n"

	cloudflareChain = meetingBlock + participantBlock + `ephemeral "rtc_cloudflare_participant_token" "it" {
  app_id         = rtc_cloudflare_participant.it.app_id
  meeting_id     = rtc_cloudflare_participant.it.meeting_id
  participant_id = rtc_cloudflare_participant.it.id
}
resource "terraform_data" "consumer" {
  triggers_replace = rtc_cloudflare_participant.it.id
  provisioner "local-exec" {
    command     = "printf %s \"$TOKEN\" >token.txt"
    environment = { TOKEN = ephemeral.rtc_cloudflare_participant_token.it.token }
  }
}
`
	telnyxChain = roomBlock + `ephemeral "rtc_telnyx_room_client_token" "it" {
  room_id = rtc_telnyx_room.it.id
}
resource "terraform_data" "consumer" {
  triggers_replace = rtc_telnyx_room.it.id
  provisioner "local-exec" {
    command     = "printf %s \"$TOKEN\" >token.txt"
    environment = { TOKEN = ephemeral.rtc_telnyx_room_client_token.it.token }
  }
}
`
)

// A chain is one configuration, and what it mints under each CLI.
type chain struct {
	config, replaced string
	minting          simulator.Operation
	terraform, tofu  chainMints
}

func chains() map[string]chain {
	// A plan cannot mint for what does not exist yet, nor for what it replaces.
	always := chainMints{apply: 1, secondPlan: 1, secondApply: 2, replace: 1, refreshOnly: 2, destroy: 1}
	whileApplying := chainMints{apply: 1, secondApply: 1, replace: 1, refreshOnly: 1}
	// OpenTofu asks for no token in an apply that has nothing to do.
	tofuAlways := chainMints{apply: 1, secondPlan: 1, secondApply: 1, replace: 1, refreshOnly: 1, destroy: 1}
	tofuWhileApplying := chainMints{apply: 1, replace: 1}
	return map[string]chain{
		"Cloudflare":                 {cloudflareChain, "rtc_cloudflare_participant.it", simulator.RegenerateToken, always, tofuAlways},
		"Cloudflare, while applying": {chainApplying + cloudflareChain, "rtc_cloudflare_participant.it", simulator.RegenerateToken, whileApplying, tofuWhileApplying},
		"Telnyx":                     {telnyxChain, "rtc_telnyx_room.it", simulator.CreateRoomClientToken, always, tofuAlways},
		"Telnyx, while applying":     {chainApplying + telnyxChain, "rtc_telnyx_room.it", simulator.CreateRoomClientToken, whileApplying, tofuWhileApplying},
	}
}

// handedOn is the token that the consumer got.
func (p *project) handedOn() string {
	p.t.Helper()
	text, err := os.ReadFile(filepath.Join(p.folder, "token.txt"))
	if err != nil {
		p.t.Fatal(err)
	}
	return string(text)
}

// From an API token to somebody in a room: what each command mints, that a token which was handed on works, and that
// nobody comes in with it after it was replaced or destroyed.
func TestChain(t *testing.T) {
	t.Parallel()
	for name, c := range chains() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := c.terraform
			if cli.Product(os.Getenv(cliVariable)) == "tofu" {
				want = c.tofu
			}
			if got := c.live(t); got != want {
				t.Errorf("minted %+v\n  want %+v", got, want)
			}
		})
	}
}

func (c chain) live(t *testing.T) chainMints {
	t.Helper()
	w := newWorld(t, simulator.Options{})
	p := newProject(t, w, c.config)
	minted := func(arguments ...string) int {
		before := w.Calls(c.minting)
		p.run(arguments...)
		return w.Calls(c.minting) - before
	}
	var got chainMints
	got.plan = minted("plan", "-out=saved.tfplan")
	got.apply = minted("apply", "saved.tfplan")
	first := p.handedOn()
	if !w.join(t, first) {
		t.Error("the token does not work")
	}
	got.secondPlan = minted("plan", "-detailed-exitcode")
	got.secondApply = minted("apply", "-auto-approve")
	got.replacePlan = minted("plan", "-replace="+c.replaced, "-out=saved.tfplan")
	got.replace = minted("apply", "saved.tfplan")
	if second := p.handedOn(); w.join(t, first) || !w.join(t, second) {
		t.Error("the old token still works, or the new one does not")
	}
	got.refreshOnly = minted("apply", "-refresh-only", "-auto-approve")
	got.destroy = minted("destroy", "-auto-approve")
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
	for name, c := range chains() {
		if strings.Contains(name, "while") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{})
			p := newProject(t, w, c.config)
			p.run("apply", "-auto-approve")
			id := p.idOf(c.replaced)
			w.Remove(id)
			output, err := p.try("plan", "-json", "-refresh=false")
			if err == nil {
				t.Error(output)
			}
			contains(t, details(output), "404 Not Found", id, "without -refresh=false")
			p.run("apply", "-auto-approve")
			if !w.join(t, p.handedOn()) {
				t.Error("the new token does not work")
			}
		})
	}
}

// A destroy mints for what a configuration names by its ID. Where that is gone, the error says how to go on, and both ways
// lead there.
func TestDestroyWithATokenOfWhatIsGone(t *testing.T) {
	t.Parallel()
	consumer := `resource "terraform_data" "consumer" {
  provisioner "local-exec" {
    command     = "test -n \"$TOKEN\""
    environment = { TOKEN = ephemeral.%s.it.token }
  }
}
`
	for name, c := range map[string]struct{ config, id string }{
		"Cloudflare": {participantToken() + fmt.Sprintf(consumer, participantType), simulator.ParticipantID},
		"Telnyx":     {roomToken() + fmt.Sprintf(consumer, roomType), simulator.RoomID},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, destroy := range []func(p *project){
				func(p *project) { p.run("destroy", "-auto-approve", "-refresh=false") },
				func(p *project) {
					p.write("provider.tf", chainApplying)
					p.run("destroy", "-auto-approve")
				},
			} {
				w := newWorld(t, simulator.Options{})
				p := newProject(t, w, c.config)
				p.run("apply", "-auto-approve")
				w.Remove(c.id)
				output, err := p.try("destroy", "-auto-approve", "-json")
				if err == nil {
					t.Error("it was destroyed by itself")
				}
				contains(t, details(output), "404 Not Found", "terraform destroy -refresh=false", "mint_tokens = terraform.applying")
				destroy(p)
			}
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
