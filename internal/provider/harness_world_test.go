package provider_test

import (
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
	d, _ := w.talk(t, nil)
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
