package provider

import (
	"context"
	"errors"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// described is what a validator accepts, in words.
type described string

func (d described) Description(context.Context) string { return string(d) }

func (d described) MarkdownDescription(context.Context) string { return string(d) }

// parseable validates with the parser that is used later. Unlike the validators of libraries, it does not repeat the
// value, which may be a credential in the wrong place.
type parseable struct {
	described
	parse func(string) error
}

// ValidateString rejects a value that cannot be parsed.
func (p parseable) ValidateString(_ context.Context, request validator.StringRequest, response *validator.StringResponse) {
	if request.ConfigValue.IsNull() || request.ConfigValue.IsUnknown() {
		return
	}
	if err := p.parse(request.ConfigValue.ValueString()); err != nil {
		response.Diagnostics.Append(invalidValue(request.Path, err))
	}
}

// orEmpty also accepts an empty string, which is how an unset input variable often arrives.
func orEmpty[T any](parse func(string) (T, error)) func(string) (T, error) {
	return func(text string) (T, error) {
		if text == "" {
			var none T
			return none, nil
		}
		return parse(text)
	}
}

// parses makes a validator of a parser.
func parses[T any](description string, parse func(string) (T, error)) []validator.String {
	return []validator.String{parseable{described(description), func(text string) error {
		_, err := parse(text)
		return err
	}}}
}

func isTrimmed() []validator.String {
	return parses("text without white space around it", parseTrimmed)
}

func parseTrimmed(text string) (string, error) {
	if strings.TrimSpace(text) != text {
		return "", errors.New("must not begin or end with white space, such as the line break of a heredoc")
	}
	return text, nil
}
