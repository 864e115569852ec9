package provider_test

import (
	"net/http"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// A world is one test's own: both vendors, and an environment that points to them. Nothing of it is shared, so that
// tests run in parallel and count calls exactly.
type world struct {
	*simulator.Server
	env map[string]string
}

func newWorld(t *testing.T, options simulator.Options) *world {
	t.Helper()
	server, err := simulator.Start(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	return &world{Server: server, env: map[string]string{
		"CLOUDFLARE_BASE_URL":   server.CloudflareURL(),
		"CLOUDFLARE_API_TOKEN":  orElse(options.CloudflareAPIToken, simulator.CloudflareAPIToken),
		"CLOUDFLARE_ACCOUNT_ID": orElse(options.AccountID, simulator.AccountID),
		"TELNYX_BASE_URL":       server.TelnyxURL(),
		"TELNYX_API_KEY":        orElse(options.TelnyxAPIKey, simulator.TelnyxAPIKey),
	}}
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func (w *world) getenv(variable string) string { return w.env[variable] }

// refreshToken mints a pair and gives its refresh token, as an earlier run would have left it somewhere safe.
func (w *world) refreshToken(t *testing.T) string {
	t.Helper()
	d, _ := w.configured(t, nil)
	if diagnostics := d.ephemeral(t.Context(), roomType, goodRoom()); len(diagnostics) > 0 {
		t.Fatal(written(diagnostics))
	}
	for _, issued := range w.Tokens() {
		if issued.Refresh {
			return issued.Token
		}
	}
	t.Fatal("no refresh token was minted")
	return ""
}

// occupied has somebody in the seeded meeting and in the seeded room.
func (w *world) occupied(t *testing.T) {
	t.Helper()
	d, _ := w.configured(t, nil)
	d.data(t.Context(), participantType, goodParticipant())
	d.data(t.Context(), roomType, goodRoom())
	for _, issued := range w.Tokens() {
		if !issued.Refresh {
			w.join(t, issued.Token)
		}
	}
	for _, id := range []string{simulator.MeetingID, simulator.RoomID} {
		if len(w.Present(id)) == 0 {
			t.Fatalf("nobody is in %s", id)
		}
	}
}

// join tries a token, as somebody does who comes into a room.
func (w *world) join(t *testing.T, token string) bool {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.JoinURL(), http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer closing(t, response.Body)
	return response.StatusCode == http.StatusOK
}

// lastToken is the latest token that the vendors gave out.
func (w *world) lastToken(t *testing.T) string {
	t.Helper()
	tokens := w.Tokens()
	if len(tokens) == 0 {
		t.Fatal("no token was minted")
	}
	return tokens[len(tokens)-1].Token
}

func noVariable(string) string { return "" }
