package provider

import (
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

// A setting is one value of the provider block: from the configuration, else from the environment, else a default.
// The provider validates a setting only when it needs it, so that nobody has to configure a vendor they do not use.
type setting[T any] struct {
	value T
	err   error // a *settingError or notConfiguredError; nil if the value is usable
}

func (s setting[T]) read() (T, error) { return s.value, s.err }

// settingError is a setting that the provider needs and cannot use.
type settingError struct {
	attribute string // as written in the provider block: cloudflare.api_token
	variable  string // of the environment; "" where there is none
	unknown   bool   // not known until apply
	source    string // where the unusable value comes from
	err       error  // why; nil if the setting is missing or unknown
}

func (e *settingError) Error() string { return e.attribute }

// Explain explains the error.
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
		return "", "Invalid value: " + e.attribute, upperFirst(e.source) + " " + e.err.Error() + "."
	}
}

// upperFirst begins a sentence with a text. The names of settings stay as they are.
func upperFirst(text string) string {
	if after, found := strings.CutPrefix(text, "the "); found {
		return "The " + after
	}
	return text
}

// given is a setting that only the configuration can set. Its validators have checked its range.
func given[T any](configured attr.Value, attribute string, value, otherwise T) setting[T] {
	switch {
	case configured.IsUnknown():
		return setting[T]{err: &settingError{attribute: attribute, unknown: true}}
	case configured.IsNull():
		return setting[T]{value: otherwise}
	}
	return setting[T]{value: value}
}

// environment finds a variable of the environment, as os.Getenv does.
type environment func(variable string) string

// parsed is a setting that is a string. An unset input variable often arrives as an empty string, so that counts as null.
func parsed[T any](env environment, configured types.String, attribute, variable, otherwise string, parse func(string) (T, error)) setting[T] {
	failed := &settingError{attribute: attribute, variable: variable, unknown: configured.IsUnknown()}
	text := configured.ValueString()
	failed.source = attribute + " in the provider block"
	if text == "" && variable != "" {
		text, failed.source = env(variable), "the environment variable "+variable
	}
	if text == "" {
		text = otherwise
	}
	if failed.unknown || text == "" {
		return setting[T]{err: failed}
	}
	value, err := parse(text)
	if err != nil {
		failed.err = err
		return setting[T]{err: failed}
	}
	return setting[T]{value: value}
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

const shortestDuration = time.Millisecond

func duration(text string) (time.Duration, error) {
	value, err := time.ParseDuration(text)
	if err != nil {
		return 0, errors.New(`must be a duration, such as "30s", "1m30s" or "500ms"`)
	}
	if value < shortestDuration || value > advice.LongestTimeout {
		return 0, errors.New("must be between 1ms and 24h")
	}
	return value, nil
}
