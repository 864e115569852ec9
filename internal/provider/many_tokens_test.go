package provider_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// The keys of the input are the keys of the output, and one id under two keys is two tokens.
func TestManyTokens(t *testing.T) {
	t.Parallel()
	alone := shape{"token": aJWT(), "token_expires_at": aTime()}
	pair := found(alone, shape{"refresh_token": aJWT(), "refresh_token_expires_at": aTime()})
	participant, room := simulator.ParticipantID, simulator.RoomID
	for typeName, c := range map[string]struct {
		content object
		fields  shape
	}{
		participantType + "s": {merged(inMeeting(), object{"participant_ids": object{"k000": participant, "k001": participant}}), alone},
		roomType + "s":        {object{"room_ids": object{"k000": room, "k001": room}}, pair},
	} {
		w := newWorld(t, simulator.Options{})
		d := w.newSession(t, nil)
		for kind, use := range map[string]func(context.Context, string, object) (object, diagnostics){"data": d.read, "ephemeral": d.opened} {
			got, said := use(t.Context(), typeName, c.content)
			must(t, said)
			tokens := knownvalue.MapExact(shape{"k000": members(c.fields), "k001": members(c.fields)})
			if err := tokens.CheckValue(got["tokens"]); err != nil {
				t.Errorf("%s %s: %s", kind, typeName, err)
			}
		}
		seen := map[string]bool{}
		for _, issued := range w.Tokens() {
			if seen[issued.Token] {
				t.Error("a token was given twice")
			}
			seen[issued.Token] = true
		}
	}
}

// An empty map is an empty result: nothing is called, and no credential is asked for.
func TestNoKeysNoCalls(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	delete(w.env, "CLOUDFLARE_API_TOKEN")
	delete(w.env, "TELNYX_API_KEY")
	d := w.newSession(t, nil)
	for typeName, content := range map[string]object{
		participantType + "s": merged(inMeeting(), object{"participant_ids": object{}}), roomType + "s": {"room_ids": object{}},
	} {
		got, said := d.opened(t.Context(), typeName, content)
		must(t, said)
		if difference := cmp.Diff(any(object{}), got["tokens"]); difference != "" {
			t.Errorf("%s (-want +got):\n%s", typeName, difference)
		}
	}
	if calls := w.Calls(simulator.AnyOperation); calls != 0 {
		t.Errorf("%d calls", calls)
	}
}

// In a plan that mints nothing, indexing and loops still work. An unknown map waits for apply.
func TestManyTokensInAPlanThatMintsNothing(t *testing.T) {
	t.Parallel()
	const consumer = `
locals {
  one = ephemeral.rtc_telnyx_room_client_tokens.it.tokens["k000"].token
  all = [for key, each in ephemeral.rtc_telnyx_room_client_tokens.it.tokens : key]
}
resource "terraform_data" "consumer" {
  provisioner "local-exec" {
    command     = "test -n \"$ONE\" && test \"$ALL\" = k000,k001"
    environment = { ONE = local.one, ALL = join(",", local.all) }
  }
}`
	t.Run("while applying", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t, simulator.Options{})
		p := newProject(t, w, "provider \"rtc\" {\n  mint_tokens = terraform.applying\n}\n",
			block("ephemeral", "rtc_telnyx_room_client_tokens", roomsBody(simulator.RoomID, simulator.RoomID)), consumer)
		p.run("plan", "-out=saved.tfplan")
		if minted := len(w.Tokens()); minted != 0 {
			t.Errorf("the plan minted %d", minted)
		}
		p.run("apply", "saved.tfplan")
		if calls := w.Calls(simulator.CreateRoomClientToken); calls != 2 {
			t.Errorf("apply minted %d times, want 2", calls)
		}
	})
	t.Run("unknown map", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t, simulator.Options{})
		p := newProject(t, w, "resource \"terraform_data\" \"room\" {\n  input = \""+simulator.RoomID+"\"\n}\n",
			block("ephemeral", "rtc_telnyx_room_client_tokens", "  room_ids = { for k in [\"k000\", \"k001\"] : k => terraform_data.room.output }"), consumer)
		p.run("plan", "-out=saved.tfplan")
		if calls := w.Calls(simulator.AnyOperation); calls != 0 {
			t.Errorf("the plan made %d calls", calls)
		}
		p.run("apply", "saved.tfplan")
		if calls := w.Calls(simulator.CreateRoomClientToken); calls != 2 {
			t.Errorf("apply minted %d times, want 2", calls)
		}
	})
}

// All or none: one diagnostic says how many failed of what, by cause and key.
func TestManyTokensFailTogether(t *testing.T) {
	t.Parallel()
	ids := []string{simulator.ParticipantID, "not here"}
	for i := range 12 {
		ids = append(ids, fmt.Sprintf(unknownID, i))
	}
	ids[1] = simulator.ParticipantID
	w := newWorld(t, simulator.Options{})
	p := newProject(t, w, block("ephemeral", "rtc_cloudflare_participant_tokens", participantsBody(ids...)))
	output, err := p.try("plan", "-no-color")
	if err == nil {
		t.Fatal("the plan went through")
	}
	text := strings.Join(strings.Fields(strings.ReplaceAll(output, "│", " ")), " ")
	for _, want := range []string{
		"12 of 14 tokens could not be minted",
		"Cloudflare responded with 404 Not Found Keys (12): \"k002\", \"k003\"",
		"\"k011\" and 2 more",
		"A block returns all of its tokens or none.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, output)
		}
	}
	if strings.Contains(text, "k012") || strings.Contains(text, "stopped") {
		t.Errorf("too much in\n%s", output)
	}
	if calls := w.Calls(simulator.RegenerateToken); calls != 14 {
		t.Errorf("%d calls, want one for each key", calls)
	}
}

// What will meet every key stops the rest at once.
func TestASharedCauseStopsTheRest(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(w *world)
		appID string
		want  string
	}{
		"wrong token": {spoil: func(w *world) { w.env["CLOUDFLARE_API_TOKEN"] = "wrong" }, want: `Cloudflare responded with 40[13]`},
		"no permission": {spoil: func(w *world) { w.FailAlways(simulator.RegenerateToken, simulator.Refusal(403)) },
			want: `Cloudflare responded with 403`},
		"unknown app":     {appID: fmt.Sprintf(unknownID, 0), want: `Cloudflare responded with 404`},
		"another account": {spoil: func(w *world) { w.env["CLOUDFLARE_ACCOUNT_ID"] = strings.Repeat("0", 32) }, want: `Cloudflare responded with 40`},
		"unreachable":     {spoil: func(w *world) { w.env["CLOUDFLARE_BASE_URL"] = "http://127.0.0.1:1" }, want: `The connection to Cloudflare failed`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{})
			ids := object{}
			for _, id := range w.SeedParticipants(500) {
				ids[id] = id
			}
			if c.spoil != nil {
				c.spoil(w)
			}
			d := w.newSession(t, object{"max_in_flight": 16, "max_retries": 0})
			said := written(d.ephemeral(t.Context(), participantType+"s",
				merged(inMeeting(), object{"app_id": orElse(c.appID, simulator.AppID), "participant_ids": ids})))
			if !regexp.MustCompile(c.want).MatchString(said) || !strings.Contains(said, "stopped the other requests") {
				t.Error(said)
			}
			if calls := w.Calls(simulator.AnyOperation) + w.Calls(simulator.Unrouted); calls > 16 {
				t.Errorf("%d calls, want at most as many as are in flight", calls)
			}
		})
	}
}
