package provider

import (
	"errors"
	"net/url"
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

var (
	hex32 = regexp.MustCompile(`^[0-9a-fA-F]{32}$`)
	hex36 = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
)

// The parsers of the vendors' IDs. They run at plan: a wrong ID is refused before it costs a call. Blanks around an ID
// are no part of it.

func parseUUID(text string) (string, error) {
	text = strings.TrimSpace(text)
	if !hex36.MatchString(text) {
		return "", errors.New("it must be a UUID, such as 01234567-89ab-cdef-0123-456789abcdef")
	}
	return text, nil
}

// Cloudflare's documents limit an app id to 32 characters and give one of 36 as the example; both occur.
func parseAppID(text string) (string, error) {
	text = strings.TrimSpace(text)
	if !hex36.MatchString(text) && !hex32.MatchString(text) {
		return "", errors.New("it must be an app id: a UUID such as 14a396e7-ca44-4937-bf1f-050a69118543, " +
			"or 32 hexadecimal digits")
	}
	return text, nil
}

// parseURL accepts an absolute URL: it has to name a scheme and a host.
func parseURL(text string) (*url.URL, error) {
	address, err := url.Parse(text)
	if err != nil || address.Scheme == "" || address.Host == "" {
		return nil, errors.New("it must be a URL such as https://hooks.example.com/rooms")
	}
	return address, nil
}

func parseHTTPSURL(text string) (*url.URL, error) {
	address, err := parseURL(text)
	if err != nil || address.Scheme != "https" {
		return nil, errors.New("it must be an https URL such as https://example.com/recorder.png")
	}
	return address, nil
}

func parseAccountID(text string) (string, error) {
	text = strings.TrimSpace(text)
	if !hex32.MatchString(text) {
		return "", errors.New("it must be an account id: 32 hexadecimal digits, as the Cloudflare dashboard shows them")
	}
	return text, nil
}

func isUUID() []validator.String  { return parses("a UUID", parseUUID) }
func isAppID() []validator.String { return parses("a UUID or 32 hexadecimal digits", parseAppID) }
