package provider

import (
	"errors"
	"regexp"
	"strings"
	"time"

	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
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

func parseAccountID(text string) (string, error) {
	text = strings.TrimSpace(text)
	if !hex32.MatchString(text) {
		return "", errors.New("it must be an account id: 32 hexadecimal digits, as the Cloudflare dashboard shows them")
	}
	return text, nil
}

func accountIDAttribute() dataschema.StringAttribute {
	return dataschema.StringAttribute{
		MarkdownDescription: "The Cloudflare account. Default: `account_id` in the provider block's `cloudflare`, " +
			"then the environment variable `CLOUDFLARE_ACCOUNT_ID`.",
		Optional:   true,
		Computed:   true,
		Validators: parses("32 hexadecimal digits", parseAccountID),
	}
}

func appIDAttribute() dataschema.StringAttribute {
	return dataschema.StringAttribute{
		MarkdownDescription: "The RealtimeKit app that the meeting belongs to.",
		Required:            true,
		Validators:          parses("a UUID or 32 hexadecimal digits", parseAppID),
	}
}

func meetingIDAttribute() dataschema.StringAttribute {
	return dataschema.StringAttribute{
		MarkdownDescription: "The meeting to join.",
		Required:            true,
		Validators:          parses("a UUID", parseUUID),
	}
}

func participantIDAttribute() dataschema.StringAttribute {
	return dataschema.StringAttribute{
		MarkdownDescription: "The participant who joins: the id that Cloudflare gave when the participant was added, " +
			"not your `custom_participant_id`.",
		Required:   true,
		Validators: parses("a UUID", parseUUID),
	}
}

func roomIDAttribute() dataschema.StringAttribute {
	return dataschema.StringAttribute{
		MarkdownDescription: "The room to join: its id, not its `unique_name`.",
		Required:            true,
		Validators:          parses("a UUID", parseUUID),
	}
}

// timestamp writes a time in RFC 3339, or null where there is none.
func timestamp(at time.Time, known bool) types.String {
	if !known || at.IsZero() {
		return types.StringNull()
	}
	return types.StringValue(at.UTC().Format(time.RFC3339))
}
