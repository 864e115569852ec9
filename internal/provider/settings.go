package provider

import (
	"cmp"
	"errors"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/advice"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// providerModel is the provider block.
type providerModel struct {
	Cloudflare       types.Object `tfsdk:"cloudflare"`
	Telnyx           types.Object `tfsdk:"telnyx"`
	RequestTimeout   types.String `tfsdk:"request_timeout"`
	MaxRetries       types.Number `tfsdk:"max_retries"`
	RateLimitTimeout types.String `tfsdk:"rate_limit_timeout"`
	MaxInFlight      types.Number `tfsdk:"max_in_flight"`
	MintTokens       types.Bool   `tfsdk:"mint_tokens"`
}

const (
	defaultRequestTimeout   = "30s"
	defaultMaxRetries       = 4
	defaultRateLimitTimeout = "6m" // outlasts Cloudflare's block of five minutes
	defaultMaxInFlight      = 64
)

// settings are the provider block and the environment. A setting comes from the block, else from the environment, else it
// is a default. The provider reads a setting only when it needs it, so that nobody has to configure a vendor they do not use.
type settings struct {
	block     providerModel
	env       func(variable string) string // as os.Getenv; nil: the provider is not configured yet
	userAgent string
}

func (s settings) mintTokens() (bool, error) {
	return resolve(s, s.block.MintTokens, "mint_tokens", s.block.MintTokens.ValueBool(), true)
}

// inFlight is the number of concurrent requests to one vendor.
func (s settings) inFlight() (int, error) {
	return resolve(s, s.block.MaxInFlight, "max_in_flight", int(int64Of(s.block.MaxInFlight)), defaultMaxInFlight)
}

func (s settings) apiToken() (string, error) {
	configured := member(s.block.Cloudflare, "api_token", types.StringUnknown())
	return resolveText(s, configured, "cloudflare.api_token", "CLOUDFLARE_API_TOKEN", "", cloudflareToken)
}

func (s settings) accountID() (string, error) {
	configured := member(s.block.Cloudflare, "account_id", types.StringUnknown())
	return resolveText(s, configured, "cloudflare.account_id", "CLOUDFLARE_ACCOUNT_ID", "", parseAccountID)
}

func (s settings) apiKey() (string, error) {
	configured := member(s.block.Telnyx, "api_key", types.StringUnknown())
	return resolveText(s, configured, "telnyx.api_key", "TELNYX_API_KEY", "", credential)
}

func (s settings) requestTimeout() (time.Duration, error) {
	return resolveText(s, s.block.RequestTimeout, "request_timeout", "", defaultRequestTimeout, duration)
}

// options are the settings of one vendor's client.
func (s settings) options(vendor types.Object, attribute, variable, otherwise string) (rest.Options, error) {
	o, errs := rest.Options{UserAgent: s.userAgent, FirstBackoff: time.Second, Observe: logEvent}, [6]error{}
	o.BaseURL, errs[0] = resolveText(s, member(vendor, "base_url", types.StringUnknown()), attribute+".base_url", variable, otherwise, baseURL)
	rate := member(vendor, "requests_per_second", types.NumberUnknown())
	o.RequestsPerSecond, errs[1] = resolve(s, rate, attribute+".requests_per_second", float64Of(rate), 0)
	o.RequestTimeout, errs[2] = s.requestTimeout()
	o.RateLimitTimeout, errs[3] = resolveText(s, s.block.RateLimitTimeout, "rate_limit_timeout", "", defaultRateLimitTimeout, duration)
	o.MaxRetries, errs[4] = resolve(s, s.block.MaxRetries, "max_retries", int(int64Of(s.block.MaxRetries)), defaultMaxRetries)
	o.MaxInFlight, errs[5] = s.inFlight()
	return o, cmp.Or(errs[:]...)
}

// settingError is a setting that the provider needs and cannot use.
type settingError struct {
	attribute string // as written in the provider block: cloudflare.api_token
	variable  string // of the environment; "" where there is none
	unknown   bool   // not known until apply
	source    string // where the unusable value comes from, as a sentence begins
	err       error  // why; nil if the setting is missing or unknown
}

func (e *settingError) Error() string { return e.attribute }

func (e *settingError) Explain() (attribute, summary, detail string) { return e.explain(false) }

// explain suggests mint_tokens only to ephemeral resources: it changes nothing else.
func (e *settingError) explain(opening bool) (attribute, summary, detail string) {
	where := e.attribute + " in the provider block"
	switch {
	case e.unknown:
		detail := "The provider needs " + where + " now, but Terraform knows its value only after apply.\n\nWhat to do: "
		if e.variable != "" {
			detail += "leave it out and set the environment variable " + e.variable + ", or "
		}
		detail += "give it a value that is known in the plan."
		if opening {
			detail += " Or set mint_tokens = terraform.applying in the provider block: ephemeral resources then mint only during apply."
		}
		return "", "Not known yet: " + e.attribute, detail
	case e.err == nil:
		purpose := "Required by this block."
		if opening {
			purpose = "Required to mint this token."
		}
		if e.variable != "" {
			where += ", or the environment variable " + e.variable
		}
		return "", "Not set: " + e.attribute, purpose + " Set " + where + "."
	default:
		return "", "Invalid value: " + e.attribute, e.source + " " + e.err.Error() + "."
	}
}

// notConfiguredError is a block that is used before the provider is configured.
type notConfiguredError struct{}

func (notConfiguredError) Error() string { return "the provider is not configured" }

func (notConfiguredError) Explain() (attribute, summary, detail string) {
	return "", "The provider is not configured", "Terraform used this block before it configured the provider.\n\n" +
		"What to do: run terraform apply once without -invoke or -target, then run it again."
}

// notYet says whether an error is about a setting that the provider may have at apply.
func notYet(err error) bool {
	later, ok := errors.AsType[*settingError](err)
	return ok && later.unknown || errors.Is(err, notConfiguredError{})
}

// resolve is a setting that only the block has. Its validators have checked its range.
func resolve[T any](s settings, configured attr.Value, attribute string, value, otherwise T) (none T, err error) {
	switch {
	case s.env == nil:
		return none, notConfiguredError{}
	case configured.IsUnknown():
		return none, &settingError{attribute: attribute, unknown: true}
	case configured.IsNull():
		return otherwise, nil
	}
	return value, nil
}

// resolveText is a setting that is a string. An unset input variable often arrives as an empty string, so that counts as
// null.
func resolveText[T any](s settings, configured types.String, attribute, variable, otherwise string, parse func(string) (T, error)) (none T, err error) {
	if s.env == nil {
		return none, notConfiguredError{}
	}
	failed := &settingError{attribute: attribute, variable: variable, unknown: configured.IsUnknown()}
	text := configured.ValueString()
	failed.source = attribute + " in the provider block"
	if text == "" && variable != "" {
		text, failed.source = s.env(variable), "The environment variable "+variable
	}
	if text == "" {
		text = otherwise
	}
	if failed.unknown || text == "" {
		return none, failed
	}
	value, err := parse(text)
	if err != nil {
		failed.err = err
		return none, failed
	}
	return value, nil
}

// member is an attribute of a nested object; where the object as a whole is unknown, so is each of its attributes. The
// zero value of each of the framework's types is null.
func member[T attr.Value](object types.Object, name string, unknown T) T {
	if object.IsUnknown() {
		return unknown
	}
	value, _ := object.Attributes()[name].(T)
	return value
}

// notInHeader matches what an HTTP header cannot carry, or would split.
var notInHeader = regexp.MustCompile(`[^\x21-\x7e]`)

// credential trims the white space that copying leaves around a secret. Its errors do not quote the secret.
func credential(text string) (string, error) {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return "", errors.New("must not be empty")
	case strings.HasPrefix(strings.ToLower(text), "bearer "):
		return "", errors.New(`must not begin with "Bearer": the provider adds that word`)
	case strings.ContainsAny(text[:1]+text[len(text)-1:], "\"'`"):
		return "", errors.New("must not be in quotes: remove the quotation marks around the value")
	case notInHeader.MatchString(text):
		return "", errors.New("must not contain spaces, control characters or characters outside ASCII")
	}
	return text, nil
}

// cloudflareToken is a credential that can be an API token. RealtimeKit accepts no other.
func cloudflareToken(text string) (string, error) {
	text, err := credential(text)
	if err == nil && strings.HasPrefix(text, "cfk_") {
		return "", errors.New("must be an API token, but it is a Global API Key (it begins with cfk_). RealtimeKit accepts only API tokens. " +
			"Create one at https://dash.cloudflare.com/profile/api-tokens")
	}
	return text, err
}

func baseURL(text string) (*url.URL, error) { return rest.ParseBaseURL(strings.TrimSpace(text)) }

func duration(text string) (time.Duration, error) {
	value, err := time.ParseDuration(text)
	if err != nil {
		return 0, errors.New(`must be a duration, such as "30s", "1m30s" or "500ms"`)
	}
	if value < time.Millisecond || value > advice.LongestTimeout {
		return 0, errors.New("must be between 1ms and 24h")
	}
	return value, nil
}
