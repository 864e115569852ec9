package provider

import (
	"errors"
	"net/url"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// parseURL accepts an absolute URL, with a scheme and a host.
func parseURL(text string) (*url.URL, error) {
	address, err := url.Parse(text)
	if err != nil || address.Scheme == "" || address.Host == "" {
		return nil, errors.New("must be a URL, such as https://hooks.example.com/rooms")
	}
	return address, nil
}

func parseHTTPSURL(text string) (*url.URL, error) {
	address, err := parseURL(text)
	if err != nil || address.Scheme != "https" {
		return nil, errors.New("must be an https URL, such as https://example.com/recorder.png")
	}
	return address, nil
}

// parseWebhookURL accepts an https URL, or http to a server on this machine.
func parseWebhookURL(text string) (*url.URL, error) {
	address, err := parseURL(text)
	if err != nil || address.Scheme != "https" && (address.Scheme != "http" || !rest.IsLoopback(address.Hostname())) {
		return nil, errors.New("must be an https URL, such as https://hooks.example.com/rtc (http is only for a server on this machine)")
	}
	return address, nil
}
