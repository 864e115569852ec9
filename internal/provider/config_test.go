package provider_test

import (
	"regexp"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

const canaryKey = "KEYcanary0123456789"

func roomToken() string { return block("ephemeral", "rtc_telnyx_room_client_token", roomBody) }

func participantToken() string {
	return block("ephemeral", "rtc_cloudflare_participant_token", participantBody)
}

// What a provider block may hold, and where each value comes from.
func TestProviderBlock(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil  func(w *world)
		blocks []string
	}{
		"from the environment": {func(*world) {}, []string{roomToken(), participantToken()}},
		"configuration before environment": {func(w *world) { w.env["TELNYX_API_KEY"] = "wrong" },
			[]string{providerBlock(`telnyx = { api_key = "` + simulator.TelnyxAPIKey + `" }`), roomToken()}},
		"empty means not set": {func(*world) {}, []string{providerBlock(`
  cloudflare         = { api_token = "", account_id = "", base_url = "" }
  telnyx             = { api_key = "", base_url = "" }
  request_timeout    = ""
  rate_limit_timeout = ""`), roomToken(), participantToken()}},
		"a key with what a file leaves around it": {func(w *world) { w.env["TELNYX_API_KEY"] = " " + simulator.TelnyxAPIKey + "\r\n" },
			[]string{roomToken()}},
		"the account of the block before the provider's": {func(w *world) { w.env["CLOUDFLARE_ACCOUNT_ID"] = strings.Repeat("0", 32) },
			[]string{block("ephemeral", "rtc_cloudflare_participant_token", participantBody+"\n  account_id = \""+simulator.AccountID+"\"")}},
		"the account of the provider before the environment's": {func(w *world) { w.env["CLOUDFLARE_ACCOUNT_ID"] = strings.Repeat("0", 32) },
			[]string{providerBlock(`cloudflare = { account_id = "` + simulator.AccountID + `" }`), participantToken()}},
		"a base URL with a slash at its end": {func(w *world) { w.env["TELNYX_BASE_URL"] += "/" }, []string{roomToken()}},
		"refreshing without a key": {func(w *world) { w.env["TELNYX_API_KEY"] = "" },
			[]string{block("ephemeral", "rtc_telnyx_room_client_token_refresh", roomBody+"\n  refresh_token = \"{refresh}\"")}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{})
			refresh := w.refreshToken(t)
			c.spoil(w)
			newProject(t, w, strings.ReplaceAll(strings.Join(c.blocks, "\n"), "{refresh}", refresh)).run("plan")
		})
	}
}

func providerBlock(body string) string { return "provider \"rtc\" {\n  " + body + "\n}\n" }

// refreshToken mints a pair and gives its refresh token, as an earlier run would have left it somewhere safe.
func (w *world) refreshToken(t *testing.T) string {
	t.Helper()
	newProject(t, w, roomToken()).run("plan")
	for _, issued := range w.Tokens() {
		if issued.Refresh {
			return issued.Token
		}
	}
	t.Fatal("no refresh token was minted")
	return ""
}

// What a provider block may not hold is said without showing a credential, and before any call.
func TestBadProviderBlock(t *testing.T) {
	t.Parallel()
	const unknown = "resource \"terraform_data\" \"unknown\" {\n  input = \"x\"\n}\n"
	for name, c := range map[string]struct {
		variable, value string // of the environment
		blocks          []string
		want            string
	}{
		"key with a line break inside": {"TELNYX_API_KEY", canaryKey + "\n" + canaryKey, []string{roomToken()},
			`Invalid value: telnyx.api_key.*TELNYX_API_KEY`},
		"key beyond ASCII":       {"TELNYX_API_KEY", canaryKey + "\u200b", []string{roomToken()}, `Invalid value: telnyx.api_key`},
		"key in quotes":          {"TELNYX_API_KEY", `"` + canaryKey + `"`, []string{roomToken()}, `Invalid value: telnyx.api_key.*TELNYX_API_KEY must not be in quotes`},
		"key with its scheme":    {"TELNYX_API_KEY", "bearer " + canaryKey, []string{roomToken()}, `must not begin with "Bearer"`},
		"token in single quotes": {"", "", []string{providerBlock(`cloudflare = { api_token = "'` + canaryKey + `'" }`), participantToken()}, `cloudflare.api_token in the provider block must not be in quotes`},
		"Global API Key": {"CLOUDFLARE_API_TOKEN", "cfk_" + canaryKey, []string{participantToken()},
			`Invalid value: cloudflare.api_token.*must be an API token, but it is a Global API Key`},
		"no key": {"TELNYX_API_KEY", "", []string{roomToken()}, `Not set: telnyx.api_key.*environment variable TELNYX_API_KEY`},
		"no account": {"CLOUDFLARE_ACCOUNT_ID", "", []string{participantToken()},
			`Not set: cloudflare.account_id.*environment variable CLOUDFLARE_ACCOUNT_ID`},
		"account that is none": {"CLOUDFLARE_ACCOUNT_ID", "mine", []string{participantToken()}, `Invalid value: cloudflare.account_id`},
		"base URL of the environment": {"TELNYX_BASE_URL", "http://api.telnyx.com/v2", []string{roomToken()},
			`Invalid value: telnyx.base_url.*TELNYX_BASE_URL must use https`},
		"base URL of the configuration": {"", "", []string{providerBlock(`telnyx = { base_url = "http://api.telnyx.com/v2" }`), roomToken()},
			`telnyx.base_url must use https`},
		"base URL with a password": {"", "", []string{providerBlock(`telnyx = { base_url = "https://me:` + canaryKey + `@example.com" }`), roomToken()},
			`user name or password`},
		"base URL with a query": {"", "", []string{providerBlock(`cloudflare = { base_url = "https://example.com/?key=` + canaryKey + `" }`), participantToken()},
			`cloudflare.base_url must not contain a query`},
		"no duration":       {"", "", []string{providerBlock(`request_timeout = "30"`), roomToken()}, `request_timeout must be a duration`},
		"no time":           {"", "", []string{providerBlock(`rate_limit_timeout = "0s"`), roomToken()}, `rate_limit_timeout must be between`},
		"retries":           {"", "", []string{providerBlock(`max_retries = -1`), roomToken()}, `between 0 and 20`},
		"nothing in flight": {"", "", []string{providerBlock(`max_in_flight = 0`), roomToken()}, `between 1 and 1000`},
		"no rate":           {"", "", []string{providerBlock(`telnyx = { requests_per_second = 0 }`), roomToken()}, `at least 0.01`},
		"unknown key": {"", "", []string{unknown, providerBlock(`telnyx = { api_key = terraform_data.unknown.output }`), roomToken()},
			`Not known yet: telnyx.api_key.*environment variable TELNYX_API_KEY`},
		"unknown base URL": {"", "", []string{unknown, providerBlock(`telnyx = { base_url = terraform_data.unknown.output }`), roomToken()},
			`Not known yet: telnyx.base_url.*TELNYX_BASE_URL`},
		"unknown vendor": {"", "", []string{unknown, providerBlock(`telnyx = terraform_data.unknown.output == "" ? null : { api_key = "x" }`), roomToken()},
			`Not known yet: telnyx`},
		"unknown account": {"", "", []string{unknown, providerBlock(`cloudflare = { account_id = terraform_data.unknown.output }`), participantToken()},
			`Not known yet: cloudflare.account_id`},
		"unknown mint_tokens": {"", "", []string{unknown, providerBlock(`mint_tokens = terraform_data.unknown.output == "x"`), roomToken()},
			`Not known yet: mint_tokens`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{})
			if c.variable != "" {
				w.env[c.variable] = c.value
			}
			output, err := newProject(t, w, c.blocks...).try("plan", "-no-color")
			text := strings.Join(strings.Fields(strings.ReplaceAll(output, "│", " ")), " ")
			if err == nil || !regexp.MustCompile(c.want).MatchString(text) {
				t.Errorf("%v: want %s in\n%s", err, c.want, output)
			}
			if strings.Contains(withoutSource(output), canaryKey) {
				t.Errorf("a secret is shown:\n%s", output)
			}
			if calls := w.Calls(simulator.AnyOperation); calls != 0 {
				t.Errorf("%d calls were made", calls)
			}
		})
	}
}

// withoutSource drops the line of the configuration that the CLI quotes from the file: that is the user's own text.
func withoutSource(output string) string {
	return regexp.MustCompile(`(?m)^\W*on main\.tf line [^\n]*\n[^\n]*$`).ReplaceAllString(output, "")
}

// What is unknown in a plan that mints nothing is no error: at apply it is known.
func TestUnknownKeyWaitsForApply(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	w.env["TELNYX_API_KEY"] = ""
	p := newProject(t, w, "resource \"terraform_data\" \"key\" {\n  input = \""+simulator.TelnyxAPIKey+"\"\n}\n",
		providerBlock("telnyx = { api_key = terraform_data.key.output }\n  mint_tokens = terraform.applying"), roomToken(),
		`resource "terraform_data" "consumer" {
  provisioner "local-exec" {
    command     = "test -n \"$TOKEN\""
    environment = { TOKEN = ephemeral.rtc_telnyx_room_client_token.it.token }
  }
}`)
	p.run("plan", "-out=saved.tfplan")
	p.run("apply", "saved.tfplan")
	if calls := w.Calls(simulator.CreateRoomClientToken); calls != 1 {
		t.Errorf("%d calls, want 1", calls)
	}
}
