package provider_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// tokenCase is one configuration and what comes of it, the same through both doors.
type tokenCase struct {
	name, typeName, body string
	before               string // further blocks that the body refers to; {door} stands for data or ephemeral
	want                 map[string]knownvalue.Check
}

func aJWT() knownvalue.Check {
	return knownvalue.StringRegexp(regexp.MustCompile(`^eyJ[\w-]+\.e[\w-]+\.[\w-]+$`))
}

func aTime() knownvalue.Check {
	return knownvalue.StringRegexp(regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`))
}

const participantBody = `
  app_id         = "` + simulator.AppID + `"
  meeting_id     = "` + simulator.MeetingID + `"
  participant_id = "` + simulator.ParticipantID + `"`

const roomBody = `
  room_id = "` + simulator.RoomID + `"`

// A place is where tokens are minted for: the simulator's seeds, or somebody's own app and room.
type place struct{ accountID, appID, meetingID, participantID, roomID string }

func seeds() place {
	return place{simulator.AccountID, simulator.AppID, simulator.MeetingID, simulator.ParticipantID, simulator.RoomID}
}

func tokenCases(at place) []tokenCase {
	return []tokenCase{
		{
			name: "participant", typeName: "rtc_cloudflare_participant_token", body: participantBody,
			want: map[string]knownvalue.Check{
				"account_id":       knownvalue.StringExact(at.accountID),
				"app_id":           knownvalue.StringExact(at.appID),
				"token":            aJWT(),
				"token_expires_at": aTime(),
			},
		},
		{
			name: "participant of a named account", typeName: "rtc_cloudflare_participant_token",
			body: participantBody + "\n  account_id = \"" + simulator.AccountID + "\"",
			want: map[string]knownvalue.Check{
				"account_id": knownvalue.StringExact(at.accountID),
				"token":      aJWT(),
			},
		},
		{
			name: "room with defaults", typeName: "rtc_telnyx_room_client_token", body: roomBody,
			want: map[string]knownvalue.Check{
				"token_ttl_secs":           knownvalue.Int64Exact(600),
				"refresh_token_ttl_secs":   knownvalue.Int64Exact(3600),
				"token":                    aJWT(),
				"token_expires_at":         aTime(),
				"refresh_token":            aJWT(),
				"refresh_token_expires_at": aTime(),
			},
		},
		{
			name: "room with its own lives", typeName: "rtc_telnyx_room_client_token",
			body: roomBody + "\n  token_ttl_secs = 10\n  refresh_token_ttl_secs = 86400",
			want: map[string]knownvalue.Check{
				"token_ttl_secs":         knownvalue.Int64Exact(10),
				"refresh_token_ttl_secs": knownvalue.Int64Exact(86400),
				"token":                  aJWT(),
			},
		},
		{
			name: "refresh", typeName: "rtc_telnyx_room_client_token_refresh",
			before: "{door} \"rtc_telnyx_room_client_token\" \"pair\" {" + roomBody + "\n}",
			body:   roomBody + "\n  refresh_token = {door}.rtc_telnyx_room_client_token.pair.refresh_token",
			want: map[string]knownvalue.Check{
				"token_ttl_secs":   knownvalue.Int64Exact(600),
				"refresh_token":    aJWT(),
				"token":            aJWT(),
				"token_expires_at": aTime(),
			},
		},
	}
}

// through writes the case for one door, "data" or "ephemeral".
func (c tokenCase) through(door string, at place) string {
	return strings.NewReplacer("{door}", door, simulator.AccountID, at.accountID, simulator.AppID, at.appID,
		simulator.MeetingID, at.meetingID, simulator.ParticipantID, at.participantID, simulator.RoomID, at.roomID).Replace(c.before + "\n" + block(door, c.typeName, c.body))
}

func TestTokens(t *testing.T) {
	t.Parallel()
	testTokens(t, seeds(), func(t *testing.T) *world {
		t.Helper()
		return newWorld(t, simulator.Options{})
	})
}

// testTokens runs the table through both doors, each case in a world of its own.
func testTokens(t *testing.T, at place, in func(*testing.T) *world) {
	t.Helper()
	for _, c := range tokenCases(at) {
		t.Run(c.name+" data", func(t *testing.T) {
			t.Parallel()
			address := "data." + c.typeName + ".it"
			checks := []statecheck.StateCheck{statecheck.ExpectSensitiveValue(address, tfjsonpath.New("token"))}
			for attribute, want := range c.want {
				checks = append(checks, statecheck.ExpectKnownValue(address, tfjsonpath.New(attribute), want))
			}
			in(t).test(t, resource.TestStep{Config: config(c.through("data", at)), ConfigStateChecks: checks})
		})
		t.Run(c.name+" ephemeral", func(t *testing.T) {
			t.Parallel()
			var checks []statecheck.StateCheck
			for attribute, want := range c.want {
				checks = append(checks, statecheck.ExpectKnownValue("echo.it", tfjsonpath.New("data").AtMapKey(attribute), want))
			}
			in(t).test(t, resource.TestStep{
				Config:            config(c.through("ephemeral", at), echo("ephemeral."+c.typeName+".it")),
				ConfigStateChecks: checks,
			})
		})
	}
}

// What is wrong in a configuration is refused before any call is made.
func TestBadInputIsRefusedAtPlan(t *testing.T) {
	t.Parallel()
	refresh := roomBody + "\n  refresh_token = \"eyJhbGciOiJFZDI1NTE5In0.eyJ0eXAiOiJyZWZyZXNoIn0.c2ln\""
	for name, c := range map[string]struct{ typeName, body, want string }{
		"meeting id":          {"rtc_cloudflare_participant_token", strings.Replace(participantBody, simulator.MeetingID, "stand-up", 1), `meeting_id cannot be used: it must be a\s+UUID`},
		"app id":              {"rtc_cloudflare_participant_token", strings.Replace(participantBody, simulator.AppID, "../../apps", 1), `app_id cannot be used: it must be an\s+app id`},
		"participant id":      {"rtc_cloudflare_participant_token", strings.Replace(participantBody, simulator.ParticipantID, "recorder", 1), `participant_id cannot be used`},
		"account id":          {"rtc_cloudflare_participant_token", participantBody + "\naccount_id = \"mine\"", `account_id cannot be used: it must be an\s+account id`},
		"room id":             {"rtc_telnyx_room_client_token", "room_id = \"support\"", `room_id cannot be used: it must be a UUID`},
		"short life":          {"rtc_telnyx_room_client_token", roomBody + "\ntoken_ttl_secs = 9", `must be between 10 and\s+3600`},
		"long life":           {"rtc_telnyx_room_client_token", roomBody + "\ntoken_ttl_secs = 3601", `must be between 10 and\s+3600`},
		"short refresh":       {"rtc_telnyx_room_client_token", roomBody + "\nrefresh_token_ttl_secs = 59", `must be between 60 and\s+86400`},
		"long refresh":        {"rtc_telnyx_room_client_token", roomBody + "\nrefresh_token_ttl_secs = 86401", `must be between 60 and\s+86400`},
		"life of refresh":     {"rtc_telnyx_room_client_token_refresh", refresh + "\ntoken_ttl_secs = 3601", `must be between 10 and\s+3600`},
		"empty refresh token": {"rtc_telnyx_room_client_token_refresh", roomBody + "\nrefresh_token = \"\"", `refresh_token cannot be used: it is empty`},
		"no refresh token":    {"rtc_telnyx_room_client_token_refresh", roomBody, `Not set: refresh_token`},
	} {
		for _, door := range []string{"data", "ephemeral"} {
			t.Run(name+" "+door, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, simulator.Options{})
				w.test(t,
					resource.TestStep{
						Config: config(block(door, c.typeName, c.body)), PlanOnly: true, ExpectError: regexp.MustCompile(c.want),
					},
					resource.TestStep{Config: config("locals {}")}, // the last step is destroyed, which opens ephemerals again
				)
				if calls := w.Calls(simulator.AnyOperation); calls != 0 {
					t.Errorf("%d calls were made", calls)
				}
			})
		}
	}
}
