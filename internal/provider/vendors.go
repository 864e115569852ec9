package provider

import (
	"context"
	"strconv"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// vendors hands out the configured clients, or the error that says what to set. There is one client a vendor, so that
// all blocks of a run share its connections and its rate limit.
type vendors struct {
	mint             types.Bool
	apiToken         setting
	accountID        setting
	apiKey           setting
	maxInFlight      setting
	cloudflareClient func() (*cloudflare.Client, error)
	telnyxClient     func() (*telnyx.Client, error)

	turns        turns // of what is created
	participants listings[cloudflare.MeetingParticipant]
	presets      listings[cloudflare.Preset]
}

// newVendors resolves the provider block. Nothing in it fails here: a setting is judged when a call needs it.
func newVendors(config providerModel, env environment, userAgent string) *vendors {
	v := &vendors{
		mint:      config.MintTokens,
		apiToken:  env.setting(member(config.Cloudflare, "api_token"), "cloudflare.api_token", "CLOUDFLARE_API_TOKEN", ""),
		accountID: env.setting(member(config.Cloudflare, "account_id"), "cloudflare.account_id", "CLOUDFLARE_ACCOUNT_ID", ""),
		apiKey:    env.setting(member(config.Telnyx, "api_key"), "telnyx.api_key", "TELNYX_API_KEY", ""),
	}
	shared := newCommon(config, env)
	v.maxInFlight = shared.maxInFlight
	cloudflareTransport := transport{
		baseURL: env.setting(member(config.Cloudflare, "base_url"),
			"cloudflare.base_url", "CLOUDFLARE_BASE_URL", cloudflare.DefaultBaseURL),
		rate:   env.setting(member(config.Cloudflare, "requests_per_second"), "cloudflare.requests_per_second", "", "0"),
		common: shared, userAgent: userAgent,
	}
	telnyxTransport := transport{
		baseURL: env.setting(member(config.Telnyx, "base_url"), "telnyx.base_url", "TELNYX_BASE_URL", telnyx.DefaultBaseURL),
		rate:    env.setting(member(config.Telnyx, "requests_per_second"), "telnyx.requests_per_second", "", "0"),
		common:  shared, userAgent: userAgent,
	}
	v.cloudflareClient = sync.OnceValues(func() (*cloudflare.Client, error) {
		token, err := read(v.apiToken, credential)
		if err != nil {
			return nil, err
		}
		options, err := cloudflareTransport.options()
		if err != nil {
			return nil, err
		}
		return cloudflare.New(token, options), nil
	})
	v.telnyxClient = sync.OnceValues(func() (*telnyx.Client, error) {
		options, err := telnyxTransport.options()
		if err != nil {
			return nil, err
		}
		key, err := read(v.apiKey, credential)
		if err != nil {
			key = "" // refreshing does without; whoever needs the key asks through telnyx()
		}
		return telnyx.New(key, options), nil
	})
	return v
}

// mintTokens says whether ephemeral resources are to mint now.
func (v *vendors) mintTokens() (bool, error) {
	if v.mint.IsUnknown() {
		return false, &settingError{setting: setting{attribute: "mint_tokens", unknown: true}}
	}
	return v.mint.IsNull() || v.mint.ValueBool(), nil
}

// cloudflare gives the client and the account: the block's own, else the provider's.
func (v *vendors) cloudflare(own types.String) (*cloudflare.Client, string, error) {
	client, err := v.cloudflareClient()
	if err != nil {
		return nil, "", err
	}
	if account := own.ValueString(); account != "" {
		return client, account, nil
	}
	account, err := read(v.accountID, parseAccountID)
	return client, account, err
}

// telnyx gives a client with an API key.
func (v *vendors) telnyx() (*telnyx.Client, error) {
	if _, err := read(v.apiKey, credential); err != nil {
		return nil, err
	}
	return v.telnyxClient()
}

// telnyxWithoutKey gives a client for what needs no API key.
func (v *vendors) telnyxWithoutKey() (*telnyx.Client, error) { return v.telnyxClient() }

// inFlight is how many calls are made to one vendor at the same time.
func (v *vendors) inFlight() (int, error) { return read(v.maxInFlight, strconv.Atoi) }

// common are the settings that both vendors' clients have.
type common struct {
	requestTimeout, maxRetries, rateLimitTimeout, maxInFlight setting
}

func newCommon(config providerModel, env environment) common {
	return common{
		requestTimeout:   env.setting(config.RequestTimeout, "request_timeout", "", defaultRequestTimeout),
		maxRetries:       env.setting(config.MaxRetries, "max_retries", "", strconv.Itoa(defaultMaxRetries)),
		rateLimitTimeout: env.setting(config.RateLimitTimeout, "rate_limit_timeout", "", defaultRateLimitTimeout),
		maxInFlight:      env.setting(config.MaxInFlight, "max_in_flight", "", strconv.Itoa(defaultMaxInFlight)),
	}
}

// transport is how one vendor is reached.
type transport struct {
	common
	baseURL, rate setting
	userAgent     string
}

func (t transport) options() (rest.Options, error) {
	o := rest.Options{UserAgent: t.userAgent, FirstBackoff: time.Second, Observe: logEvent}
	var err error
	if o.BaseURL, err = read(t.baseURL, baseURL); err != nil {
		return o, err
	}
	if o.RequestsPerSecond, err = read(t.rate, number); err != nil {
		return o, err
	}
	if o.RequestTimeout, err = read(t.requestTimeout, duration); err != nil {
		return o, err
	}
	if o.RateLimitTimeout, err = read(t.rateLimitTimeout, duration); err != nil {
		return o, err
	}
	if o.MaxRetries, err = read(t.maxRetries, strconv.Atoi); err != nil {
		return o, err
	}
	o.MaxInFlight, err = read(t.maxInFlight, strconv.Atoi)
	return o, err
}

func number(text string) (float64, error) { return strconv.ParseFloat(text, 64) }

// logEvent writes a line an attempt, and one where a call begins to wait. It is given nothing that is secret.
func logEvent(ctx context.Context, e rest.Event) {
	fields := map[string]any{
		"vendor":  e.Vendor,
		"method":  e.Call.Method,
		"route":   e.Call.Route,
		"attempt": e.Attempt,
	}
	if e.Wait > 0 {
		fields["wait"], fields["reason"] = e.Wait.String(), e.Why
		tflog.Info(ctx, "Waiting for the rate limit", fields)
		return
	}
	fields["duration"], fields["wait"] = e.Duration.String(), e.Waited.String()
	if e.Status != 0 {
		fields["status"], fields["request_id"] = e.Status, e.RequestID
	}
	if e.Failure != "" {
		fields["failure"] = string(e.Failure)
	}
	tflog.Debug(ctx, "Called the vendor", fields)
}
