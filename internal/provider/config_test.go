package provider_test

import (
	"regexp"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

const canaryKey = "KEYcanary0123456789"

// What a provider block may hold, and where each value comes from.
func TestProviderBlock(t *testing.T) {
	t.Parallel()
	const empty = ""
	other := strings.Repeat("0", 32)
	for name, c := range map[string]struct {
		variable, value string // of the environment
		settings        object
		uses            []use
	}{
		"from the environment":             {uses: []use{ofRoom(), ofParticipant()}},
		"configuration before environment": {"TELNYX_API_KEY", "wrong", object{"telnyx": object{"api_key": simulator.TelnyxAPIKey}}, []use{ofRoom()}},
		"empty means not set": {settings: object{
			"cloudflare": object{"api_token": empty, "account_id": empty, "base_url": empty}, "telnyx": object{"api_key": empty, "base_url": empty},
			"request_timeout": empty, "rate_limit_timeout": empty,
		}, uses: []use{ofRoom(), ofParticipant()}},
		"a key with what a file leaves around it": {"TELNYX_API_KEY", " " + simulator.TelnyxAPIKey + "\r\n", nil, []use{ofRoom()}},
		"the account of the block before the provider's": {"CLOUDFLARE_ACCOUNT_ID", other, nil,
			[]use{{participantType, merged(goodParticipant(), inAccount())}}},
		"the account of the provider before the environment's": {"CLOUDFLARE_ACCOUNT_ID", other,
			object{"cloudflare": inAccount()}, []use{ofParticipant()}},
		"a base URL with a slash at its end": {"TELNYX_BASE_URL", "{url}/", nil, []use{ofRoom()}},
		"refreshing without a key":           {"TELNYX_API_KEY", "", nil, []use{{refreshType, merged(goodRoom(), object{"refresh_token": aRefreshToken})}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{})
			for i := range c.uses {
				c.uses[i].content = w.in(t, c.uses[i].content)
			}
			if c.variable != "" {
				w.env[c.variable] = strings.ReplaceAll(c.value, "{url}", w.env[c.variable])
			}
			must(t, w.opens(t, c.settings, c.uses...))
		})
	}
}

func providerBlock(body string) string { return "provider \"rtc\" {\n  " + body + "\n}\n" }

// What a provider block may not hold is said without showing a credential, and before any call.
func TestBadProviderBlock(t *testing.T) {
	t.Parallel()
	cloudflare := func(name string, value any) object { return object{"cloudflare": object{name: value}} }
	telnyx := func(name string, value any) object { return object{"telnyx": object{name: value}} }
	for name, c := range map[string]struct {
		variable, value string // of the environment
		settings        object
		use             use
		want            string
	}{
		"key with a line break inside": {"TELNYX_API_KEY", canaryKey + "\n" + canaryKey, nil, ofRoom(), `Invalid value: telnyx.api_key.*TELNYX_API_KEY`},
		"key beyond ASCII":             {"TELNYX_API_KEY", canaryKey + "\u200b", nil, ofRoom(), `Invalid value: telnyx.api_key`},
		"key in quotes": {"TELNYX_API_KEY", `"` + canaryKey + `"`, nil, ofRoom(),
			`Invalid value: telnyx.api_key.*TELNYX_API_KEY must not be in quotes`},
		"key with its scheme": {"TELNYX_API_KEY", "bearer " + canaryKey, nil, ofRoom(), `must not begin with "Bearer"`},
		"token in single quotes": {"", "", cloudflare("api_token", "'"+canaryKey+"'"), ofParticipant(),
			`cloudflare.api_token must not be in quotes`},
		"Global API Key": {"CLOUDFLARE_API_TOKEN", "cfk_" + canaryKey, nil, ofParticipant(),
			`Invalid value: cloudflare.api_token.*must be an API token, but it is a Global API Key`},
		"no key":               {"TELNYX_API_KEY", "", nil, ofRoom(), `Not set: telnyx.api_key.*environment variable TELNYX_API_KEY`},
		"no account":           {"CLOUDFLARE_ACCOUNT_ID", "", nil, ofParticipant(), `Not set: cloudflare.account_id.*environment variable CLOUDFLARE_ACCOUNT_ID`},
		"account that is none": {"CLOUDFLARE_ACCOUNT_ID", "mine", nil, ofParticipant(), `Invalid value: cloudflare.account_id`},
		"base URL of the environment": {"TELNYX_BASE_URL", "http://api.telnyx.com/v2", nil, ofRoom(),
			`Invalid value: telnyx.base_url.*TELNYX_BASE_URL must use https`},
		"base URL of the configuration": {"", "", telnyx("base_url", "http://api.telnyx.com/v2"), ofRoom(), `telnyx.base_url must use https`},
		"base URL with a password":      {"", "", telnyx("base_url", "https://me:"+canaryKey+"@example.com"), ofRoom(), `user name or password`},
		"base URL with a query": {"", "", cloudflare("base_url", "https://example.com/?key="+canaryKey), ofParticipant(),
			`cloudflare.base_url must not contain a query`},
		"no duration":         {"", "", object{"request_timeout": "30"}, ofRoom(), `request_timeout must be a duration`},
		"no time":             {"", "", object{"rate_limit_timeout": "0s"}, ofRoom(), `rate_limit_timeout must be between`},
		"retries":             {"", "", object{"max_retries": -1}, ofRoom(), `between 0 and 20`},
		"half a retry":        {"", "", object{"max_retries": 1.5}, ofRoom(), `max_retries must be a whole number`},
		"half in flight":      {"", "", object{"max_in_flight": 1.5}, ofRoom(), `max_in_flight must be a whole number`},
		"nothing in flight":   {"", "", object{"max_in_flight": 0}, ofRoom(), `between 1 and 1000`},
		"no rate":             {"", "", telnyx("requests_per_second", 0), ofRoom(), `at least 0.01`},
		"unknown key":         {"", "", telnyx("api_key", unknown()), ofRoom(), `Not known yet: telnyx.api_key.*environment variable TELNYX_API_KEY`},
		"unknown base URL":    {"", "", telnyx("base_url", unknown()), ofRoom(), `Not known yet: telnyx.base_url.*TELNYX_BASE_URL`},
		"unknown vendor":      {"", "", object{"telnyx": unknown()}, ofRoom(), `Not known yet: telnyx`},
		"unknown account":     {"", "", cloudflare("account_id", unknown()), ofParticipant(), `Not known yet: cloudflare.account_id`},
		"unknown mint_tokens": {"", "", object{"mint_tokens": unknown()}, ofRoom(), `Not known yet: mint_tokens`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{})
			if c.variable != "" {
				w.env[c.variable] = c.value
			}
			said := w.opens(t, c.settings, c.use)
			if !failed(said) || !regexp.MustCompile(c.want).MatchString(asText(written(said))) {
				t.Errorf("want %s in\n%s", c.want, written(said))
			}
			if strings.Contains(written(said), canaryKey) {
				t.Errorf("a secret is shown:\n%s", written(said))
			}
			if calls := w.Calls(simulator.AnyOperation); calls != 0 {
				t.Errorf("%d calls were made", calls)
			}
		})
	}
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
