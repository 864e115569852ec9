package main

import (
	"time"

	tfjson "github.com/hashicorp/terraform-json"
)

// keptIn reads from state what data sources minted: those tokens are there by design.
func keptIn(state *tfjson.State) []token {
	if state.Values == nil || state.Values.RootModule == nil {
		return nil
	}
	var tokens []token
	for _, r := range state.Values.RootModule.Resources {
		if r.Mode != tfjson.DataResourceMode {
			continue
		}
		kind := tokenType(r.Type)
		opens := ids{participant: attribute(r, "participant_id"), room: attribute(r, "room_id")}.opens(kind)
		add := func(name string, refresh bool) {
			if text := attribute(r, name); text != "" {
				expires, _ := time.Parse(time.RFC3339, attribute(r, name+"_expires_at")) //nolint:errcheck // None shows as unknown.
				tokens = append(tokens, token{kind: kind, refresh: refresh, opens: opens, secret: newSecret(text), expires: expires})
			}
		}
		add("token", false)
		if kind == clientToken { // a refreshed token's refresh_token is its input
			add("refresh_token", true)
		}
	}
	return tokens
}

func attribute(r *tfjson.StateResource, name string) string {
	text, _ := r.AttributeValues[name].(string)
	return text
}
