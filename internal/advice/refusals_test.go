package advice_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/advice"
	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest/resttest"
	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// subjects are what a suggestion can be about, by the words that only a suggestion about it has.
var subjects = map[string]string{ //nolint:gochecknoglobals // a table that never changes
	"credential": "that has not",
	"location":   "Client IP Address Filtering",
	"permission": `the permission "Realtime"`,
	"account":    "Video is enabled",
	"balance":    "the balance",
	"refresh":    "mint a new pair",
	"IDs":        "check the IDs above",
	"retry":      "run it again. If the error persists",
	"network":    "run it from another network",
	"field":      "correct unique_name",
	"rate limit": "rate_limit_timeout",
}

// aboutOf are the subjects of a suggestion.
func aboutOf(suggestion string) (about []string) {
	for subject, words := range subjects {
		if strings.Contains(suggestion, words) {
			about = append(about, subject)
		}
	}
	slices.Sort(about)
	return about
}

// Of every answer that vendors were seen to give, the text is shown, and the suggestion is about what it says and about
// nothing else.
func TestSuggestionsOnRecordedAnswers(t *testing.T) {
	t.Parallel()
	abouts := map[string]string{
		"edge-1010": "network", "edge-1020": "network", "plain-1010": "network", "waf-page": "network", "challenge": "network", "challenge-429": "network",
		"edge-1015": "rate limit", "empty-429": "rate limit",
		"invalid-token": "credential", "unauthenticated-400": "credential", "unauthenticated-403": "credential", "unauthenticated-200": "credential",
		"token-location": "location", "insufficient-funds": "balance",
		"not-found-without-code": "IDs", "not-found-object": "IDs",
		"text-in-messages": "IDs", "text-in-list": "IDs", "text-in-object": "IDs", "taken-object": "field",
	}
	for _, recorded := range simulator.RecordedFaults() {
		for vendor, mint := range map[string]func(*testing.T, *simulator.Server) error{"cloudflare": mintParticipant, "telnyx": mintRoom} {
			if recorded.Vendor != "" && recorded.Vendor != vendor {
				continue
			}
			t.Run(recorded.Name+" of "+vendor, func(t *testing.T) {
				t.Parallel()
				world, err := simulator.Start(simulator.Options{})
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(world.Close)
				world.FailAlways(simulator.AnyOperation, recorded.Fault)
				_, summary, detail := advice.Explain(mint(t, world))
				_, suggestion, found := strings.Cut(detail, "What to do: ")
				want, known := abouts[recorded.Name]
				if !known { // an error of a server
					want = "retry"
				}
				if about := aboutOf(suggestion); !found || !slices.Equal(about, []string{want}) {
					t.Errorf("about %q, want %q:\n%s\n%s", about, want, summary, detail)
				}
			})
		}
	}
}

func mintParticipant(t *testing.T, world *simulator.Server) error {
	t.Helper()
	_, err := cloudflare.New(simulator.CloudflareAPIToken, withoutWaits(t, world.CloudflareURL())).RefreshParticipantToken(t.Context(), cloudflare.Participant{
		AccountID: simulator.AccountID, AppID: simulator.AppID, MeetingID: simulator.MeetingID, ParticipantID: simulator.ParticipantID,
	})
	return err
}

func mintRoom(t *testing.T, world *simulator.Server) error {
	t.Helper()
	_, err := telnyx.New(simulator.TelnyxAPIKey, withoutWaits(t, world.TelnyxURL())).GenerateJoinClientToken(t.Context(), simulator.RoomID, 600, 3600)
	return err
}

// withoutWaits waits for nothing, and repeats nothing.
func withoutWaits(t *testing.T, baseURL string) rest.Options {
	t.Helper()
	base, err := rest.ParseBaseURL(baseURL)
	if err != nil {
		t.Fatal(err)
	}
	return rest.Options{
		BaseURL: base, RequestTimeout: 10 * time.Second, RateLimitTimeout: time.Millisecond, MaxInFlight: 4, FirstBackoff: time.Second,
		Observe: func(context.Context, rest.Event) {},
	}
}

// The suggestion follows what the vendor said, and is about nothing else.
func TestSuggestionFollowsWhatWasSaid(t *testing.T) {
	t.Parallel()
	const (
		gateway = `{"success":false,"errors":[{"code":CODE,"message":"TEXT"}],"messages":[],"result":null}`
		listed  = `{"errors":[{"code":"CODE","title":"TEXT","detail":"More about it."}]}`
		flat    = `{"code":"CODE","title":"TEXT","detail":"More about it."}`
	)
	for name, c := range map[string]struct {
		vendor     string
		status     int
		form       string
		code, text string
		about      string
	}{
		"a token that was rolled":            {cloudflare.Vendor, 403, gateway, "9109", "Invalid access token", "credential"},
		"a token that is unknown":            {cloudflare.Vendor, 401, gateway, "9109", "Invalid access token", "credential"},
		"the wrong address":                  {cloudflare.Vendor, 403, gateway, "9109", "Cannot use the access token from location: 203.0.113.7", "location"},
		"no authentication, 400":             {cloudflare.Vendor, 400, gateway, "10001", "Unable to authenticate request", "credential"},
		"no authentication, 403":             {cloudflare.Vendor, 403, gateway, "10001", "Unable to authenticate request", "credential"},
		"a header that is malformed":         {cloudflare.Vendor, 400, gateway, "6003", "Invalid request headers", "credential"},
		"a success that is none":             {cloudflare.Vendor, 200, gateway, "10000", "Authentication error", "credential"},
		"a permission that is missing":       {cloudflare.Vendor, 403, gateway, "10000", "Authentication error", "permission"},
		"401":                                {cloudflare.Vendor, 401, `{"message":"TEXT"}`, "", "Unauthorized", "credential"},
		"a code of another service":          {cloudflare.Vendor, 400, gateway, "10001", "Method not allowed", "IDs"},
		"another service's permission":       {cloudflare.Vendor, 403, `{"code":CODE,"error":"TEXT"}`, "1007", "auth.key_not_in_claims", "permission"},
		"a participant that is missing":      {cloudflare.Vendor, 404, `{"success":false,"error":{"code":CODE,"message":"TEXT"}}`, "404", "No user found with id x", "IDs"},
		"a key that was deleted":             {telnyx.Vendor, 401, listed, "10009", "Authentication failed", "credential"},
		"an account without money":           {telnyx.Vendor, 403, listed, "20100", "Insufficient funds", "balance"},
		"an account without money, flat":     {telnyx.Vendor, 403, flat, "20100", "Insufficient Funds", "balance"},
		"payment required":                   {telnyx.Vendor, 402, listed, "10007", "Payment required", "balance"},
		"a room of another account":          {telnyx.Vendor, 403, flat, "10010", "Authorization failed", "account"},
		"a server error that names a credit": {telnyx.Vendor, 500, listed, "10007", "credit limit service failed", "retry"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body := strings.NewReplacer("CODE", c.code, "TEXT", c.text).Replace(c.form)
			server := resttest.NewServer(t, func(resttest.Request) (int, string) { return c.status, body })
			var err error
			if c.vendor == cloudflare.Vendor {
				_, err = cloudflare.New("not-in-a-text", server.Options).RefreshParticipantToken(t.Context(), cloudflare.Participant{AppID: "a", MeetingID: "m", ParticipantID: "p"})
			} else {
				_, err = telnyx.New("not-in-a-text", server.Options).GenerateJoinClientToken(t.Context(), "room", 600, 3600)
			}
			_, _, detail := advice.Explain(err)
			said, suggestion, _ := strings.Cut(detail, "What to do: ")
			if !strings.Contains(said, c.text) {
				t.Errorf("the vendor's text %q is missing in\n%s", c.text, detail)
			}
			if about := aboutOf(suggestion); !slices.Equal(about, []string{c.about}) {
				t.Errorf("about %q, want %q:\n%s", about, c.about, suggestion)
			}
		})
	}
}
