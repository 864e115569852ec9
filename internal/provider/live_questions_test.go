package provider_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// hold asks every question, and writes the answers one below the other. One that fails does not end the others.
func (i *interview) hold(t *testing.T) {
	t.Helper()
	i.openMeeting()
	for _, one := range []struct {
		question string
		ask      func() string
	}{
		{"Kick-all, and kick, without a session", i.nobodyToKick}, // before anybody joins
		{"A custom_participant_id that the meeting has already", i.duplicate},
		{"A participant that does not exist", i.missing},
		{"null in a participant's PATCH", i.participantNull},
		{"A token of before its participant got another preset", i.presetChange},
		{"A preset_name that the app does not have", i.unknownPreset},
		{"Presets of the app " + i.appID, i.presetsOfApp},
		{"PATCH of a part of recording_config or ai_config", i.merging},
		{"PUT of a meeting without status and recording_config", i.replaceMeeting},
		{"A list after a create, a read after a delete", i.lag},
		{"The clock, and the times", i.clock},
		{"A unique_name that is taken", i.nameTaken},
		{"null in a room's PATCH", i.roomNull},
	} {
		t.Run(one.question, func(t *testing.T) {
			whole := i.t
			defer func() { i.t = whole }()
			i.t = t
			fmt.Fprintf(&i.answers, "%s:\n    %s\n", one.question, one.ask())
		})
	}
}

func (i *interview) duplicate() string {
	same := object{"custom_participant_id": liveName()}
	first, second := i.add(same), i.add(same)
	switch {
	case !first.ok:
		return "not known, since the first one was refused: " + first.String()
	case !second.ok:
		return "refused: " + second.String()
	case asString(first.data["id"]) == asString(second.data["id"]):
		return fmt.Sprintf("%d, the same participant", second.status)
	}
	return fmt.Sprintf("%d, a second participant", second.status)
}

func (i *interview) missing() string {
	never := i.meeting + "/participants/aaa00000-0000-4000-8000-000000000000"
	deleted, _ := i.participant(nil)
	return fmt.Sprintf("GET %s; PATCH %s; DELETE %s; token %s; once deleted (%s): GET %s; DELETE %s",
		i.ask(http.MethodGet, never, nil), i.ask(http.MethodPatch, never, object{"name": "x"}), i.ask(http.MethodDelete, never, nil),
		i.ask(http.MethodPost, never+"/token", nil),
		i.ask(http.MethodDelete, deleted, nil), i.ask(http.MethodGet, deleted, nil), i.ask(http.MethodDelete, deleted, nil))
}

func (i *interview) participantNull() string {
	url, _ := i.participant(object{"name": "live", "picture": "https://example.com/live.png"})
	return i.nulls(url, "name", "picture")
}

// nulls says what a null does to each of the fields, one after another.
func (i *interview) nulls(url string, names ...string) string {
	i.t.Helper()
	var answers []string
	for _, name := range names {
		before := i.ask(http.MethodGet, url, nil).data[name]
		patched := i.ask(http.MethodPatch, url, object{name: nil})
		after := i.ask(http.MethodGet, url, nil).data[name]
		answer := "cleared"
		switch {
		case before == nil || before == "":
			answer = "not known, since it was not set"
		case !patched.ok:
			answer = "refused: " + patched.String()
		case after == before:
			answer = "kept"
		case after != nil && after != "":
			answer = "changed"
		}
		answers = append(answers, name+" "+answer)
	}
	return strings.Join(answers, "; ")
}

func (i *interview) presetChange() string {
	if len(i.presets) < 2 {
		return "not known, since the app has one preset"
	}
	url, before := i.participant(nil)
	patched := i.ask(http.MethodPatch, url, object{"preset_name": i.presets[1]})
	if !patched.ok {
		return "not known, since the PATCH was refused: " + patched.String()
	}
	now := asString(i.ask(http.MethodGet, url, nil).data["preset_name"])
	says := fmt.Sprintf("%s became %s; the old token names the preset %s, the new one %s", i.presets[0], now, presetOf(before), presetOf(asString(patched.data["token"])))
	if i.joinURL == "" {
		return says + "; which one the old token opens the meeting with, or whether it does, only a join with an SDK can tell"
	}
	return says + "; the old token " + i.joins(before)
}

// presetOf is the ID of the preset that a token names, and nothing else of the token.
func presetOf(token string) string {
	var claims struct {
		PresetID string `json:"presetId"`
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return "(no token)"
	}
	if payload, err := base64.RawURLEncoding.DecodeString(parts[1]); err != nil || json.Unmarshal(payload, &claims) != nil || claims.PresetID == "" {
		return "(none)"
	}
	return claims.PresetID
}

func (i *interview) unknownPreset() string {
	if added := i.add(object{"preset_name": liveName()}); !added.ok {
		return "refused: " + added.String()
	}
	return "accepted"
}

func (i *interview) presetsOfApp() string {
	lacks := slices.DeleteFunc([]string{"group_call_host", "group_call_participant", "webinar_presenter", "webinar_viewer"},
		func(name string) bool { return slices.Contains(i.presets, name) })
	return fmt.Sprintf("%s; of the four documented for new apps it lacks %d %v. Was it made in the dashboard, or by the API?",
		strings.Join(i.presets, ", "), len(lacks), lacks)
}

func (i *interview) nobodyToKick() string {
	all := i.ask(http.MethodPost, i.meeting+"/active-session/kick-all", nil)
	one := i.ask(http.MethodPost, i.meeting+"/active-session/kick",
		object{"participant_ids": []string{"aaa00000-0000-4000-8000-000000000000"}, "custom_participant_ids": []string{}})
	count := ""
	if all.ok {
		count = fmt.Sprintf(", kicked_participants_count %v", all.data["kicked_participants_count"])
	}
	return fmt.Sprintf("kick-all %s%s; kick %s", all, count, one)
}

func (i *interview) lag() string {
	url, _ := i.participant(nil)
	shown := i.since(func() bool {
		return slices.ContainsFunc(i.ask(http.MethodGet, i.meeting+"/participants?per_page=100", nil).items,
			func(one object) bool { return strings.HasSuffix(url, "/"+asString(one["id"])) })
	})
	i.remove(url)
	return fmt.Sprintf("the list has it %s; the read finds it gone %s", shown, i.since(func() bool { return !i.ask(http.MethodGet, url, nil).ok }))
}

// since waits until something holds.
func (i *interview) since(holds func() bool) string {
	const patience = 20 * time.Second
	began := time.Now()
	for try := 0; time.Since(began) < patience; try++ {
		if holds() {
			if try == 0 {
				return "at once"
			}
			return "after " + time.Since(began).Round(time.Millisecond).String()
		}
		time.Sleep(250 * time.Millisecond)
	}
	return "not within " + patience.String()
}

func (i *interview) clock() string {
	before := time.Now()
	added := i.add(nil)
	created := asString(added.data["created_at"])
	at, err := time.Parse(time.RFC3339, created)
	if err != nil {
		return "not known, since created_at cannot be read"
	}
	digits := "whole seconds"
	if at.Nanosecond() != 0 {
		digits = "fractions of a second"
	}
	return fmt.Sprintf("created_at is %s after the request was sent, by this machine's clock, and has %s", at.Sub(before).Round(time.Millisecond), digits)
}
