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

func TestListsWithoutPaging(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{Questions: simulator.Questions{NoPaging: true}})
	for path, field := range map[string]string{
		kitPath + "/apps?per_page=1&page_no=2":             "name",
		appPath + "/meetings?per_page=2&page_no=2":         "title",
		meetingPath + "/participants?per_page=1&page_no=2": "custom_participant_id",
		appPath + "/presets?per_page=1&page_no=2":          "name",
	} {
		got := callCloudflare(t, s, "GET", path)
		want(t, path, got.json["paging"], nil)
		want(t, path, len(got.list(field)) > 0, true)
		want(t, path, got.at("success"), any(true))
	}
	rooms := callTelnyx(t, s, "GET", "/rooms?page[size]=2", "")
	want(t, "rooms", len(rooms.list("id")), 2)
	want(t, "rooms", rooms.json["meta"], nil)
}

func TestParticipantsWithAPresetID(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{Questions: simulator.Questions{PresetByID: true}})
	presets := map[string]string{}
	for i, id := range callCloudflare(t, s, "GET", appPath+"/presets").list("id") {
		presets[id] = callCloudflare(t, s, "GET", appPath+"/presets").list("name")[i]
	}
	for what, data := range map[string]any{
		"read":    callCloudflare(t, s, "GET", participantPath).at("data"),
		"listed":  callCloudflare(t, s, "GET", participantsPath+"?page_no=3&per_page=1").at("data.0"),
		"changed": send(t, s, "PATCH", participantPath, `{"name":"n"}`).at("data"),
	} {
		fields, _ := data.(map[string]any)
		id, _ := fields["preset_id"].(string)
		want(t, what, presets[id], "group_call_host")
		want(t, what, fields["preset_name"], nil)
	}
}

func TestTimes(t *testing.T) {
	t.Parallel()
	for times, expected := range map[simulator.Times][]string{
		simulator.TimesDocumented:  {"2025-03-03T09:30:15.954Z", "2025-03-13T09:30:15.954863Z", "2026-05-04T12:10:00Z"},
		simulator.TimesWithoutZone: {"2025-03-03T09:30:15.954", "2025-03-13T09:30:15.954863", "2026-05-04T12:10:00"},
		simulator.TimesUnreadable:  {"on Monday at 09:30", "on Thursday at 09:30", "on Monday at 12:10"},
	} {
		_, clock := frozen()
		s := start(t, simulator.Options{Now: clock, Questions: simulator.Questions{Times: times}})
		want(t, "Cloudflare", callCloudflare(t, s, "GET", meetingPath).text("data.created_at"), expected[0])
		want(t, "in a list", callCloudflare(t, s, "GET", appPath+"/meetings?page_no=5&per_page=1").text("data.0.created_at"), expected[0])
		want(t, "Telnyx", callTelnyx(t, s, "GET", roomPath, "").text("data.created_at"), expected[1])
		want(t, "a token's", callTelnyx(t, s, "POST", createPath, "{}").text("data.token_expires_at"), expected[2])
	}
}

func TestFormsOfTelnyxErrors(t *testing.T) {
	t.Parallel()
	for form, expected := range map[simulator.TelnyxErrors][]string{
		simulator.TelnyxErrorsCoded:  {`{"code":"10005"`, `{"errors":[{"code":"10015"`},
		simulator.TelnyxErrorsListed: {`{"errors":[{"detail":"Resource not found"}]}`, `{"errors":[{"detail":"unique_name has already been taken"}]}`},
		simulator.TelnyxErrorsObject: {`{"errors":{"detail":"Not Found"}}`, `{"errors":{"unique_name":["has already been taken"]}}`},
	} {
		s := start(t, simulator.Options{Questions: simulator.Questions{TelnyxErrors: form}})
		for _, method := range []string{"GET", "PATCH", "DELETE"} {
			missing := callTelnyx(t, s, method, "/rooms/99999999-0000-4000-8000-000000000000", "{}")
			want(t, method, missing.status, http.StatusNotFound)
			want(t, method+": "+missing.body, strings.HasPrefix(missing.body, expected[0]), true)
		}
		taken := callTelnyx(t, s, "POST", "/rooms", `{"unique_name":"sales"}`)
		want(t, "taken", taken.status, http.StatusUnprocessableEntity)
		want(t, "taken: "+taken.body, strings.HasPrefix(taken.body, expected[1]), true)
	}
}
