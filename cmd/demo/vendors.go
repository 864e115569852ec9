package main

import (
	"strings"
	"time"
)

// vendors are who mints in a run: simulated or real.
type vendors interface {
	describe() string
	// environment adds to the CLI's what the provider and the joins need: credentials, addresses.
	environment(env map[string]string)
	// ids are the values of the example's variables of these names.
	ids() ids
	// observe gives all that has happened so far.
	observe() observation
	close()
}

// ids are what the example mints for.
type ids struct{ app, meeting, participant, room string }

// opens says what a token is for.
func (i ids) opens(kind tokenType) string {
	if kind == participantToken {
		return "participant " + short(i.participant)
	}
	return "room " + short(i.room)
}

// short is the beginning of an id, enough to recognize it by: the report gives each in full once.
func short(id string) string {
	beginning, _, _ := strings.Cut(id, "-")
	return beginning
}

// observation is what can be known of a run without looking into its files.
type observation struct {
	issued   []token           // the tokens minted, or in a live run those handed to consumers
	joined   []entrance        // who came in; always empty in a live run
	refused  []string          // who did not, and why
	calls    map[tokenType]int // nil in a live run
	unwanted []string          // calls that nothing in the example makes
}

// entrance is somebody in a room.
type entrance struct{ vendor, who, where string }

// tokenType is the provider's name of a kind of token.
type tokenType string

const (
	participantToken tokenType = "rtc_cloudflare_participant_token"
	clientToken      tokenType = "rtc_telnyx_room_client_token"
	refreshedToken   tokenType = "rtc_telnyx_room_client_token_refresh"
)

const (
	cloudflare = "Cloudflare"
	telnyx     = "Telnyx"
)

func (t tokenType) vendor() string {
	if t == participantToken {
		return cloudflare
	}
	return telnyx
}

func tokenTypes() []tokenType { return []tokenType{participantToken, clientToken, refreshedToken} }

// consumers are who is handed an ephemeral token in the example, by the name under which they join, and of which type.
func consumers() map[string]tokenType {
	return map[string]tokenType{"recorder": participantToken, "bot": clientToken, "relief": refreshedToken}
}

// token is one that was minted.
type token struct {
	kind    tokenType
	refresh bool // a refresh token, which came with one of kind
	opens   string
	secret  secret
	expires time.Time // zero: it cannot be told
}
