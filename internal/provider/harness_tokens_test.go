package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// tokenCase is one configuration and what comes of it, the same as either kind.
type tokenCase struct {
	name, typeName, body string
	before               string // further blocks that the body refers to; {kind} stands for data or ephemeral
	want                 map[string]knownvalue.Check
}

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
			before: "{kind} \"rtc_telnyx_room_client_token\" \"pair\" {" + roomBody + "\n}",
			body:   roomBody + "\n  refresh_token = {kind}.rtc_telnyx_room_client_token.pair.refresh_token",
			want: map[string]knownvalue.Check{
				"token_ttl_secs":   knownvalue.Int64Exact(600),
				"refresh_token":    aJWT(),
				"token":            aJWT(),
				"token_expires_at": aTime(),
			},
		},
	}
}

// as writes the case for one kind, "data" or "ephemeral".
func (c tokenCase) as(kind string, number int, at place) string {
	name := fmt.Sprintf("case_%d", number)
	text := c.before + "\n" + fmt.Sprintf("%s %q %q {\n%s\n}\n", kind, c.typeName, name, c.body)
	return strings.NewReplacer("{kind}", kind, simulator.AccountID, at.accountID, simulator.AppID, at.appID,
		simulator.MeetingID, at.meetingID, simulator.ParticipantID, at.participantID, simulator.RoomID, at.roomID).Replace(text)
}

// testTokens runs the table as both kinds, each in one configuration.
func testTokens(t *testing.T, w *world, at place) {
	t.Helper()
	t.Run("data", func(t *testing.T) {
		t.Parallel()
		var blocks []string
		var checks []statecheck.StateCheck
		for i, c := range tokenCases(at) {
			address := fmt.Sprintf("data.%s.case_%d", c.typeName, i)
			blocks = append(blocks, c.as("data", i, at))
			checks = append(checks, statecheck.ExpectSensitiveValue(address, tfjsonpath.New("token")))
			for attribute, want := range c.want {
				checks = append(checks, statecheck.ExpectKnownValue(address, tfjsonpath.New(attribute), want))
			}
		}
		p := newProject(t, w, blocks...)
		p.run("apply", "-auto-approve")
		p.checkShown(checks...)
		p.unchanged()
	})
	t.Run("ephemeral", func(t *testing.T) {
		t.Parallel()
		var blocks, echoed []string
		var checks []statecheck.StateCheck
		for i, c := range tokenCases(at) {
			blocks = append(blocks, c.as("ephemeral", i, at))
			echoed = append(echoed, fmt.Sprintf("  case_%d = ephemeral.%s.case_%[1]d", i, c.typeName))
			for attribute, want := range c.want {
				shown := tfjsonpath.New("data").AtMapKey(fmt.Sprintf("case_%d", i)).AtMapKey(attribute)
				checks = append(checks, statecheck.ExpectKnownValue("echo.it", shown, want))
			}
		}
		w.holds(t, config(append(blocks, echo("{\n"+strings.Join(echoed, "\n")+"\n}"))...), checks...)
	})
}
