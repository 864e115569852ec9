package provider

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/create"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// vendors has the configured clients, or the error that says what to set. There is one client for each vendor, so that
// all blocks of a run share its connections and its rate limit.
type vendors struct {
	mint             setting[bool]
	accountID        setting[string]
	apiKey           setting[string]
	maxInFlight      setting[int]
	cloudflareClient func() (*cloudflare.Client, error)
	telnyxClient     func() (*telnyx.Client, error)

	keys         create.Keys
	participants create.Lists[cloudflare.MeetingParticipant]
	presets      create.Lists[cloudflare.Preset]
}

// newVendors reads the provider block. It never fails: the provider validates a setting only when it needs it.
func newVendors(config providerModel, env environment, userAgent string) *vendors {
	text := func(object types.Object, name string) types.String {
		return member(object, name, types.StringUnknown())
	}
	apiToken := parsed(env, text(config.Cloudflare, "api_token"), "cloudflare.api_token", "CLOUDFLARE_API_TOKEN", "", cloudflareToken)
	shared := newCommon(config, userAgent)
	v := &vendors{
		mint:        given(config.MintTokens, "mint_tokens", config.MintTokens.ValueBool(), true),
		accountID:   parsed(env, text(config.Cloudflare, "account_id"), "cloudflare.account_id", "CLOUDFLARE_ACCOUNT_ID", "", parseAccountID),
		apiKey:      parsed(env, text(config.Telnyx, "api_key"), "telnyx.api_key", "TELNYX_API_KEY", "", credential),
		maxInFlight: shared.maxInFlight,
	}
	v.cloudflareClient = sync.OnceValues(func() (*cloudflare.Client, error) {
		token, err := apiToken.read()
		if err != nil {
			return nil, err
		}
		options, err := shared.to(env, config.Cloudflare, "cloudflare", "CLOUDFLARE_BASE_URL", cloudflare.DefaultBaseURL).options()
		if err != nil {
			return nil, err
		}
		return cloudflare.New(token, options), nil
	})
	v.telnyxClient = sync.OnceValues(func() (*telnyx.Client, error) {
		options, err := shared.to(env, config.Telnyx, "telnyx", "TELNYX_BASE_URL", telnyx.DefaultBaseURL).options()
		if err != nil {
			return nil, err
		}
		// Refreshing needs no key, and works with an invalid one. Other requests get the key through telnyx().
		return telnyx.New(v.apiKey.value, options), nil
	})
	return v
}

// vendorOf is the vendor of a type, as people write it.
func vendorOf(name string) string {
	if strings.HasPrefix(name, "telnyx_") {
		return telnyx.Vendor
	}
	return cloudflare.Vendor
}

// thingOf is the object that a type is about, without its vendor: cloudflare_meeting is a meeting.
func thingOf(name string) string {
	_, thing, _ := strings.Cut(name, "_")
	return thing
}

// gone says whether the vendor says that the object does not exist. Responses of a proxy, or of the vendor's gateway to a
// wrong URL or account, do not count: they must not empty a state.
func gone(err error) bool { return cloudflare.Gone(err) || telnyx.Gone(err) }

// configured gives a block what the provider's Configure made. Terraform also configures blocks before the provider,
// when there is nothing yet.
func configured(data any, diagnostics *diag.Diagnostics) *vendors {
	if data == nil {
		return unconfigured()
	}
	v, ok := data.(*vendors)
	if !ok {
		diagnostics.AddError("Unexpected error",
			fmt.Sprintf("This should not happen; please report it to the provider's developers: configured with %T", data))
	}
	return v
}

// unconfigured are the vendors of a provider that is not configured yet. They can do nothing.
func unconfigured() *vendors {
	err := notConfiguredError{}
	return &vendors{
		mint:             setting[bool]{err: err},
		accountID:        setting[string]{err: err},
		apiKey:           setting[string]{err: err},
		maxInFlight:      setting[int]{err: err},
		cloudflareClient: func() (*cloudflare.Client, error) { return nil, err },
		telnyxClient:     func() (*telnyx.Client, error) { return nil, err },
	}
}

// notConfiguredError is a block that is used before the provider is configured.
type notConfiguredError struct{}

func (notConfiguredError) Error() string { return "the provider is not configured" }

// Explain explains the error.
func (notConfiguredError) Explain() (attribute, summary, detail string) {
	return "", "The provider is not configured", "Terraform used this block before it configured the provider.\n\n" +
		"What to do: run terraform apply once without -invoke or -target, then run it again."
}

// notYet says whether an error is about a setting that the provider may have at apply.
func notYet(err error) bool {
	later, ok := errors.AsType[*settingError](err)
	return ok && later.unknown || errors.Is(err, notConfiguredError{})
}

// mintTokens says whether ephemeral resources mint.
func (v *vendors) mintTokens() (bool, error) { return v.mint.read() }

// cloudflareFor returns the client. It fills in the provider's account, if the block does not set one.
func (v *vendors) cloudflareFor(in *inAccount) (*cloudflare.Client, error) {
	client, err := v.cloudflareClient()
	if err != nil || in.account() != "" {
		return client, err
	}
	account, err := v.accountID.read()
	if err != nil {
		return nil, err
	}
	in.AccountID = types.StringValue(account)
	return client, nil
}

// telnyx returns the client, with an API key.
func (v *vendors) telnyx() (*telnyx.Client, error) {
	if _, err := v.apiKey.read(); err != nil {
		return nil, err
	}
	return v.telnyxClient()
}

// telnyxWithoutKey returns the client, for requests that need no API key.
func (v *vendors) telnyxWithoutKey() (*telnyx.Client, error) { return v.telnyxClient() }

// inFlight is the number of concurrent requests to one vendor.
func (v *vendors) inFlight() (int, error) { return v.maxInFlight.read() }

// common are the settings that both vendors' clients have.
type common struct {
	requestTimeout, rateLimitTimeout setting[time.Duration]
	maxRetries, maxInFlight          setting[int]
	userAgent                        string
}

func newCommon(config providerModel, userAgent string) common {
	return common{
		requestTimeout:   parsed(nil, config.RequestTimeout, "request_timeout", "", defaultRequestTimeout, duration),
		rateLimitTimeout: parsed(nil, config.RateLimitTimeout, "rate_limit_timeout", "", defaultRateLimitTimeout, duration),
		maxRetries:       given(config.MaxRetries, "max_retries", int(int64Of(config.MaxRetries)), defaultMaxRetries),
		maxInFlight:      given(config.MaxInFlight, "max_in_flight", int(int64Of(config.MaxInFlight)), defaultMaxInFlight),
		userAgent:        userAgent,
	}
}

// transport has the settings of the connection to one vendor.
type transport struct {
	common
	baseURL setting[*url.URL]
	rate    setting[float64]
}

// to adds the settings of one vendor.
func (c common) to(env environment, vendor types.Object, attribute, variable, otherwise string) transport {
	base := member(vendor, "base_url", types.StringUnknown())
	rate := member(vendor, "requests_per_second", types.NumberUnknown())
	return transport{
		common:  c,
		baseURL: parsed(env, base, attribute+".base_url", variable, otherwise, baseURL),
		rate:    given(rate, attribute+".requests_per_second", float64Of(rate), 0),
	}
}

func (t transport) options() (rest.Options, error) {
	o := rest.Options{UserAgent: t.userAgent, FirstBackoff: time.Second, Observe: logEvent}
	var err error
	if o.BaseURL, err = t.baseURL.read(); err != nil {
		return o, err
	}
	if o.RequestsPerSecond, err = t.rate.read(); err != nil {
		return o, err
	}
	if o.RequestTimeout, err = t.requestTimeout.read(); err != nil {
		return o, err
	}
	if o.RateLimitTimeout, err = t.rateLimitTimeout.read(); err != nil {
		return o, err
	}
	if o.MaxRetries, err = t.maxRetries.read(); err != nil {
		return o, err
	}
	o.MaxInFlight, err = t.maxInFlight.read()
	return o, err
}
