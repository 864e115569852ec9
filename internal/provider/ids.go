package provider

import (
	"errors"
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

var (
	hex32 = regexp.MustCompile(`^[0-9a-fA-F]{32}$`)
	hex36 = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
)

// The parsers of the vendors' IDs. They run at plan, so that a wrong ID fails before any request. They ignore spaces
// around an ID. Every parser's error is a predicate without a subject: "must …".

func parseUUID(text string) (string, error) {
	text = strings.TrimSpace(text)
	if !hex36.MatchString(text) {
		return "", errors.New("must be a UUID, such as 01234567-89ab-cdef-0123-456789abcdef")
	}
	return text, nil
}

// Cloudflare documents app IDs of 32 characters, with an example of 36. Both occur.
func parseAppID(text string) (string, error) {
	text = strings.TrimSpace(text)
	if !hex36.MatchString(text) && !hex32.MatchString(text) {
		return "", errors.New("must be a UUID, such as 01234567-89ab-cdef-0123-456789abcdef, or 32 hexadecimal digits")
	}
	return text, nil
}

func parseAccountID(text string) (string, error) {
	text = strings.TrimSpace(text)
	if !hex32.MatchString(text) {
		return "", errors.New("must be 32 hexadecimal digits, as in the Cloudflare dashboard")
	}
	return text, nil
}

func isUUID() []validator.String  { return parses("a UUID", parseUUID) }
func isAppID() []validator.String { return parses("a UUID or 32 hexadecimal digits", parseAppID) }

// parseID checks an ID by the name of its attribute.
func parseID(name, text string) error {
	parse := parseUUID
	switch name {
	case "account_id":
		parse = parseAccountID
	case "app_id":
		parse = parseAppID
	}
	_, err := parse(text)
	return err
}

// joined puts the IDs of a place together, outermost first, as an import ID has them.
func joined(ids ...string) string { return strings.Join(each(ids, rest.CanonicalID), "/") }
