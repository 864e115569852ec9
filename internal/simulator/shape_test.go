package simulator_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func TestEmptyLists(t *testing.T) {
	t.Parallel()
	lists := map[string]string{
		"apps":         kitPath + "/apps?search=none",
		"meetings":     appPath + "/meetings?search=none",
		"participants": appPath + "/meetings/bbb0f4a7-3e1d-4c86-8f25-61d9c0b7e3a2/participants",
		"presets":      appPath + "/presets?search=none",
		"webhooks":     otherAppHook,
	}
	for answers, missing := range map[simulator.EmptyLists]string{
		simulator.EmptyWebhooksMissing: "webhooks",
		simulator.EmptyListsMissing:    "meetings participants presets webhooks",
		simulator.NoEmptyListMissing:   "",
	} {
		s := start(t, simulator.Options{Questions: simulator.Questions{EmptyLists: answers}})
		for name, path := range lists {
			got := callCloudflare(t, s, "GET", path)
			if strings.Contains(missing, name) {
				want(t, name, got.status, http.StatusNotFound)
				want(t, name, got.errorCode(), any(404.0))
			} else {
				want(t, name, got.status, http.StatusOK)
				want(t, name, strings.Contains(got.body, `"data":[]`), true)
			}
		}
		want(t, "beyond the last page", callCloudflare(t, s, "GET", appPath+"/meetings?page_no=9").status, http.StatusOK)
		want(t, "not empty", callCloudflare(t, s, "GET", webhooksPath).status, http.StatusOK)
		want(t, "rooms", callTelnyx(t, s, "GET", "/rooms?filter[unique_name]=none", "").status, http.StatusOK)
	}
}

func TestAnswersToChanges(t *testing.T) {
	t.Parallel()
	fields := func(r response) string {
		want(t, "status", r.status, http.StatusOK)
		data, _ := r.at("data").(map[string]any)
		return strings.Join(slices.Sorted(maps.Keys(data)), " ")
	}
	without := func(all string, names ...string) string {
		return strings.Join(slices.DeleteFunc(strings.Fields(all), func(name string) bool { return slices.Contains(names, name) }), " ")
	}
	const (
		webhook     = "created_at enabled events id name updated_at url"
		participant = "created_at custom_participant_id id name picture preset_name token updated_at"
		deleted     = "created_at custom_participant_id preset_id updated_at"
	)
	for answers, id := range map[simulator.ChangeAnswers][]string{
		simulator.ChangesAnsweredWhole:     nil,
		simulator.ChangesAnsweredWithoutID: {"id"},
		simulator.ChangesEchoed:            nil,
	} {
		s := start(t, simulator.Options{Questions: simulator.Questions{ChangeAnswers: answers}})
		expected := func(all string, gone ...string) string {
			if answers == simulator.ChangesAnsweredWithoutID {
				return without(all, append(id, gone...)...)
			}
			return all
		}
		echo := func(all, sent string) string {
			if answers == simulator.ChangesEchoed {
				return sent
			}
			return expected(all, "participants", "kicked_participants_count")
		}
		join(t, s, callCloudflare(t, s, "POST", mintPath).text("data.token"))
		want(t, "kick", fields(send(t, s, "POST", kickPath, `{"participant_ids":[],"custom_participant_ids":["recorder"]}`)), echo("action participants", ""))
		want(t, "kick-all", fields(callCloudflare(t, s, "POST", kickAllPath)), echo("action kicked_participants_count", ""))
		want(t, "participant", fields(send(t, s, "PATCH", participantPath, `{"name":"n"}`)), echo(participant, "name"))
		want(t, "participant deleted", fields(callCloudflare(t, s, "DELETE", participantPath)), echo(deleted, ""))
		want(t, "webhook", fields(send(t, s, "PATCH", webhookPath, `{"enabled":true,"name":"n"}`)), echo(webhook, "enabled name"))
		want(t, "webhook deleted", fields(callCloudflare(t, s, "DELETE", webhookPath)), echo(webhook, ""))
		room := callTelnyx(t, s, "PATCH", roomPath, `{"max_participants":5}`)
		want(t, "a number", room.at("data.max_participants"), any(5.0))
		want(t, "room", room.at("data.id") != nil, answers == simulator.ChangesAnsweredWhole)
		want(t, "what is read", callTelnyx(t, s, "GET", roomPath, "").text("data.id"), simulator.RoomID)
		made := send(t, s, "POST", appPath+"/meetings", `{"title":"made"}`)
		want(t, "what is created", made.text("data.id") != "", true)
	}
}
