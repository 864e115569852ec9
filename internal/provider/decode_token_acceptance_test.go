package provider_test

import (
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func TestDecodeTokenOfBothVendors(t *testing.T) {
	t.Parallel()
	bigInteger, _, err := big.ParseFloat("12345678901234567890", 10, 512, big.ToNearestEven)
	if err != nil {
		t.Fatal(err)
	}
	path := func(attribute string, more ...string) tfjsonpath.Path {
		at := tfjsonpath.New(attribute)
		for _, name := range more {
			at = at.AtMapKey(name)
		}
		return at
	}
	p := newProject(t, newWorld(t, simulator.Options{}),
		block("data", "rtc_cloudflare_participant_token", participantBody),
		block("data", "rtc_telnyx_room_client_token", roomBody), `
output "participant" {
  value     = provider::rtc::decode_token(data.rtc_cloudflare_participant_token.it.token)
  sensitive = true # as the token is
}
output "room" {
  value     = provider::rtc::decode_token(data.rtc_telnyx_room_client_token.it.refresh_token)
  sensitive = true
}
output "the_same_time" {
  value = nonsensitive(provider::rtc::decode_token(data.rtc_cloudflare_participant_token.it.token).expires_at) == data.rtc_cloudflare_participant_token.it.token_expires_at
}
output "other" {
  value = provider::rtc::decode_token("`+token(anyHeader, `{"n":12345678901234567890,"list":[1,"a",null]}`)+`").claims
}
output "name" {
  value = provider::rtc::decode_token("`+token(anyHeader, `{"cafe\u0301":1,"nin\u0303o":2,"ni\u00f1o":3}`)+`").claims
}
output "null" {
  value = provider::rtc::decode_token(null)
}`)
	p.run("apply", "-auto-approve")
	p.check(
		statecheck.ExpectKnownOutputValueAtPath("participant", path("header", "alg"), knownvalue.StringExact("RS256")),
		statecheck.ExpectKnownOutputValueAtPath("participant", path("claims", "meetingId"), knownvalue.StringExact(simulator.MeetingID)),
		statecheck.ExpectKnownOutputValueAtPath("participant", path("issued_at"), aTime()),
		statecheck.ExpectKnownOutputValueAtPath("participant", path("not_before"), knownvalue.Null()),
		statecheck.ExpectKnownOutputValueAtPath("participant", path("expires_at"), aTime()),
		statecheck.ExpectKnownOutputValueAtPath("room", path("header", "alg"), knownvalue.StringExact("Ed25519")),
		statecheck.ExpectKnownOutputValueAtPath("room", path("claims", "typ"), knownvalue.StringExact("refresh")),
		statecheck.ExpectKnownOutputValueAtPath("room", path("claims", "grants").AtSliceIndex(0).AtMapKey("resources").AtSliceIndex(0),
			knownvalue.StringExact("telnyx:video:rooms:"+simulator.RoomID)),
		statecheck.ExpectKnownOutputValueAtPath("room", path("not_before"), aTime()),
		statecheck.ExpectKnownOutputValue("the_same_time", knownvalue.Bool(true)),
		statecheck.ExpectKnownOutputValue("other", knownvalue.ObjectExact(map[string]knownvalue.Check{
			"n":    knownvalue.NumberExact(bigInteger),
			"list": knownvalue.TupleExact([]knownvalue.Check{knownvalue.Int64Exact(1), knownvalue.StringExact("a"), knownvalue.Null()}),
		})),
		statecheck.ExpectKnownOutputValue("name", knownvalue.ObjectExact(map[string]knownvalue.Check{
			"caf\u00e9": knownvalue.Int64Exact(1), "ni\u00f1o": knownvalue.Int64Exact(3),
		})),
		statecheck.ExpectKnownOutputValueAtPath("null", path("claims"), knownvalue.Null()),
		statecheck.ExpectKnownOutputValueAtPath("null", path("expires_at"), knownvalue.Null()),
	)
}

// An ephemeral token's claims are ephemeral too: they go where the token may go, and nowhere else.
func TestDecodeTokenKeepsWhatIsEphemeral(t *testing.T) {
	t.Parallel()
	const decoded = "provider::rtc::decode_token(ephemeral.rtc_cloudflare_participant_token.it.token)"
	minting := block("ephemeral", "rtc_cloudflare_participant_token", participantBody)
	w := newWorld(t, simulator.Options{})
	for _, place := range []string{
		"output \"it\" {\n  value = " + decoded + ".expires_at\n}",
		"resource \"terraform_data\" \"it\" {\n  input = " + decoded + ".claims.meetingId\n}",
	} {
		if output, err := newProject(t, w, minting, place).try("plan", "-no-color"); err == nil || !strings.Contains(strings.ToLower(output), "ephemeral") {
			t.Errorf("%s: %v\n%s", place, err, output)
		}
	}
	w.holds(t, config(minting, echo(decoded)),
		statecheck.ExpectKnownValue("echo.it", tfjsonpath.New("data").AtMapKey("expires_at"), aTime()),
		statecheck.ExpectKnownValue("echo.it", tfjsonpath.New("data").AtMapKey("claims").AtMapKey("participantId"),
			knownvalue.StringExact(simulator.ParticipantID)),
	)
}

func TestDecodeTokenErrorsAndUnknowns(t *testing.T) {
	t.Parallel()
	const secret = "eyJhbGciOiJIUzI1NiJ9.bm90LWpzb24taXMtaW4taGVyZQ"
	w := newWorld(t, simulator.Options{})
	output, err := newProject(t, w, "output \"it\" {\n  value = provider::rtc::decode_token(sensitive(\""+secret+"\")).expires_at\n  sensitive = true\n}").
		try("plan", "-no-color")
	if err == nil || !strings.Contains(asText(strings.ReplaceAll(output, "│", " ")), "not a JWT: expected 3 parts, found 2") {
		t.Errorf("%v\n%s", err, output)
	}
	p := newProject(t, w, "resource \"terraform_data\" \"it\" {\n  input = \""+token(anyHeader, `{"exp":1749461415}`)+"\"\n}\n"+
		"output \"it\" {\n  value = provider::rtc::decode_token(terraform_data.it.output).expires_at\n}")
	contains(t, p.run("plan", "-no-color"), "+ it = (known after apply)")
	p.run("apply", "-auto-approve")
	p.check(statecheck.ExpectKnownOutputValue("it", knownvalue.StringExact("2025-06-09T09:30:15Z")))
	if calls := w.Calls(simulator.AnyOperation); calls != 0 {
		t.Errorf("%d calls were made", calls)
	}
}

// In a plan that mints nothing the token is null, and a configuration that decodes it is planned all the same.
func TestDecodeTokenInAPlanThatMintsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	p := newProject(t, w,
		"provider \"rtc\" {\n  mint_tokens = terraform.applying\n}",
		block("ephemeral", "rtc_telnyx_room_client_token", roomBody),
		`locals {
  expires_at = provider::rtc::decode_token(ephemeral.rtc_telnyx_room_client_token.it.token).expires_at
}
resource "terraform_data" "consumer" {
  provisioner "local-exec" {
    command     = "echo \"$EXPIRES_AT\" >expires_at"
    environment = { EXPIRES_AT = local.expires_at }
  }
}`)
	p.run("plan", "-out=saved.tfplan")
	if calls := w.Calls(simulator.AnyOperation); calls != 0 {
		t.Errorf("the plan made %d calls", calls)
	}
	p.run("apply", "saved.tfplan")
	content, err := os.ReadFile(filepath.Join(p.folder, "expires_at"))
	if err != nil || !regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\n$`).Match(content) {
		t.Errorf("decoded %q, %v", content, err)
	}
}
