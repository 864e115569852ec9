package provider

import (
	"errors"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// providerModel is the provider block.
type providerModel struct {
	Cloudflare       types.Object `tfsdk:"cloudflare"`
	Telnyx           types.Object `tfsdk:"telnyx"`
	RequestTimeout   types.String `tfsdk:"request_timeout"`
	MaxRetries       types.Int64  `tfsdk:"max_retries"`
	RateLimitTimeout types.String `tfsdk:"rate_limit_timeout"`
	MaxInFlight      types.Int64  `tfsdk:"max_in_flight"`
	MintTokens       types.Bool   `tfsdk:"mint_tokens"`
}

const (
	defaultRequestTimeout   = "30s"
	defaultMaxRetries       = 4
	defaultRateLimitTimeout = "6m" // outlasts Cloudflare's block of five minutes
	defaultMaxInFlight      = 64
)

// A setting is one value of the provider block: from the configuration, else from the environment, else a default.
// It is looked at only when a call needs it, so that nobody has to configure a vendor they do not use.
type setting struct {
	attribute string // as written in the provider block: cloudflare.api_token
	variable  string // of the environment; "" where there is none
	value     string
	source    string // where the value comes from, for people
	unknown   bool   // not known until apply
}

// settingError is a setting that a call needs and cannot use.
type settingError struct {
	setting setting
	err     error // nil: it is missing, or unknown
}

func (e *settingError) Error() string { return e.setting.attribute }

// environment finds a variable of the environment, as os.Getenv does.
type environment func(variable string) string

func (env environment) setting(value attr.Value, attribute, variable, otherwise string) setting {
	s := setting{attribute: attribute, variable: variable, value: otherwise, unknown: value.IsUnknown()}
	if variable != "" && env(variable) != "" {
		s.value, s.source = env(variable), "the environment variable "+variable
	}
	if !value.IsNull() && !value.IsUnknown() && text(value) != "" { // "" is how a variable left unset arrives
		s.value, s.source = text(value), attribute+" in the provider block"
	}
	return s
}

// text writes a configured value plainly: strings without the quotes that attr.Value's own String puts around them.
func text(value attr.Value) string {
	if s, ok := value.(types.String); ok {
		return s.ValueString()
	}
	return value.String()
}

// member is an attribute of a nested object; where the object as a whole is unknown, so is each of its attributes.
func member(object types.Object, name string) attr.Value {
	if object.IsUnknown() {
		return types.StringUnknown()
	}
	if value, ok := object.Attributes()[name]; ok {
		return value
	}
	return types.StringNull()
}

// read gives the setting's value in the form that parse wants it.
func read[T any](s setting, parse func(string) (T, error)) (T, error) {
	var none T
	if s.unknown || s.value == "" {
		return none, &settingError{setting: s}
	}
	value, err := parse(s.value)
	if err != nil {
		return none, &settingError{setting: s, err: err}
	}
	return value, nil
}

// notInHeader is what a credential cannot hold: it would not survive in an HTTP header, or come out of it as two.
var notInHeader = regexp.MustCompile(`[^\x21-\x7e]`)

// credential trims what copying and files leave around a secret. Its errors do not quote it.
func credential(text string) (string, error) {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return "", errors.New("it is empty")
	case notInHeader.MatchString(text):
		return "", errors.New("it holds a space, a control character or a character outside ASCII")
	}
	return text, nil
}

func baseURL(text string) (*url.URL, error) { return rest.ParseBaseURL(strings.TrimSpace(text)) }

const (
	shortestDuration = time.Millisecond
	longestDuration  = 24 * time.Hour
)

func duration(text string) (time.Duration, error) {
	value, err := time.ParseDuration(text)
	if err != nil {
		return 0, errors.New(`it must be a duration such as "30s", "1m30s" or "500ms"`)
	}
	if value < shortestDuration || value > longestDuration {
		return 0, errors.New("it must be between 1ms and 24h")
	}
	return value, nil
}
