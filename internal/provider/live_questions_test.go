package provider_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// neverCreated is the ID of a participant that does not exist.
const neverCreated = "aaa00000-0000-4000-8000-000000000000"

// askQuestions writes what the vendors do where their documents are silent. Each question has an option in the simulator.
func (a *liveAPI) askQuestions(t *testing.T) string {
	t.Helper()
	meeting := a.create(t, a.app+"/meetings", object{"title": liveName()})
	var answers strings.Builder
	for _, question := range []struct {
		text string
		ask  func(t *testing.T, meeting string) string
	}{
		{"An empty list", a.emptyList},
		{"Kick-all without a session", a.kickAllNobody},
		{"A custom_participant_id that the meeting already has", a.duplicateParticipant},
		{"A participant that does not exist", a.missingParticipant},
		{"null in a participant's PATCH", a.participantNull},
		{"A preset_name that the app does not have", a.unknownPreset},
		{"What answers have", a.answers},
		{"A webhook with a URL, or with a name, that is taken", a.duplicateWebhook},
		{"A webhook for an event that no document names", a.unknownEvent},
		{"A list after a create, and a read after a delete", a.lag},
		{"A unique_name that is taken", a.roomNameTaken},
		{"null in a room's PATCH", a.roomNull},
	} {
		t.Run(question.text, func(t *testing.T) {
			fmt.Fprintf(&answers, "%s:\n    %s\n", question.text, question.ask(t, meeting))
		})
	}
	return answers.String()
}

func (a *liveAPI) emptyList(t *testing.T, meeting string) string {
	t.Helper()
	return a.send(t, http.MethodGet, meeting+"/participants", nil).String()
}

func (a *liveAPI) kickAllNobody(t *testing.T, meeting string) string {
	t.Helper()
	return a.send(t, http.MethodPost, meeting+"/active-session/kick-all", nil).String()
}

func (a *liveAPI) duplicateParticipant(t *testing.T, meeting string) string {
	t.Helper()
	fields := a.participant(t)
	first := a.create(t, meeting+"/participants", fields)
	second := a.tryCreate(t, meeting+"/participants", fields)
	if second.ok && strings.HasSuffix(first, fmt.Sprint("/", second.data["id"])) {
		return second.String() + ", the same participant"
	}
	return second.String()
}

func (a *liveAPI) missingParticipant(t *testing.T, meeting string) string {
	t.Helper()
	never := meeting + "/participants/" + neverCreated
	return fmt.Sprintf("GET %s; PATCH %s; DELETE %s", a.send(t, http.MethodGet, never, nil),
		a.send(t, http.MethodPatch, never, object{"name": "x"}), a.send(t, http.MethodDelete, never, nil))
}

func (a *liveAPI) participantNull(t *testing.T, meeting string) string {
	t.Helper()
	fields := a.participant(t)
	fields["picture"] = "https://example.com/live.png"
	return a.setNull(t, a.create(t, meeting+"/participants", fields), "name", "picture")
}

func (a *liveAPI) unknownPreset(t *testing.T, meeting string) string {
	t.Helper()
	fields := a.participant(t)
	fields["preset_name"] = liveName()
	return a.tryCreate(t, meeting+"/participants", fields).String()
}

// answers names the fields of answers, and writes a time.
func (a *liveAPI) answers(t *testing.T, meeting string) string {
	t.Helper()
	url := a.create(t, meeting+"/participants", a.participant(t))
	read, changed := a.send(t, http.MethodGet, url, nil), a.send(t, http.MethodPatch, url, object{"name": "changed"})
	list := a.send(t, http.MethodGet, meeting+"/participants", nil)
	return fmt.Sprintf("GET %v; PATCH %v; paging of a list %v; created_at %v", slices.Sorted(maps.Keys(read.data)),
		slices.Sorted(maps.Keys(changed.data)), slices.Sorted(maps.Keys(list.paging)), read.data["created_at"])
}

func (a *liveAPI) duplicateWebhook(t *testing.T, _ string) string {
	t.Helper()
	fields := object{"name": liveName(), "url": "https://example.com/" + liveName(), "events": []string{"meeting.ended"}}
	a.create(t, a.app+"/webhooks", fields)
	return fmt.Sprintf("URL %s; name %s", a.tryCreate(t, a.app+"/webhooks", merged(fields, object{"name": liveName()})),
		a.tryCreate(t, a.app+"/webhooks", merged(fields, object{"url": "https://example.com/" + liveName()})))
}

func (a *liveAPI) unknownEvent(t *testing.T, _ string) string {
	t.Helper()
	return a.tryCreate(t, a.app+"/webhooks", object{
		"name": liveName(), "url": "https://example.com/" + liveName(), "events": []string{"meeting.renamed"},
	}).String()
}

func (a *liveAPI) lag(t *testing.T, meeting string) string {
	t.Helper()
	url := a.create(t, meeting+"/participants", a.participant(t))
	listed := waitUntil(func() bool {
		list := a.send(t, http.MethodGet, meeting+"/participants?per_page=100", nil).items
		return slices.ContainsFunc(list, func(one object) bool { return strings.HasSuffix(url, fmt.Sprint("/", one["id"])) })
	})
	a.remove(t, url)
	deleted := waitUntil(func() bool { return a.send(t, http.MethodGet, url, nil).gone() })
	return fmt.Sprintf("listed %s; not found %s", listed, deleted)
}

func (a *liveAPI) roomNameTaken(t *testing.T, _ string) string {
	t.Helper()
	fields := object{"unique_name": liveName()}
	a.create(t, a.rooms, fields)
	return a.tryCreate(t, a.rooms, fields).String()
}

func (a *liveAPI) roomNull(t *testing.T, _ string) string {
	t.Helper()
	return a.setNull(t, a.create(t, a.rooms, object{
		"unique_name": liveName(), "webhook_event_url": "https://example.com/hook",
		"webhook_event_failover_url": "https://example.com/other", "webhook_timeout_secs": 5,
	}), "webhook_event_url", "webhook_event_failover_url", "webhook_timeout_secs")
}

// setNull says what a null does to each of the fields.
func (a *liveAPI) setNull(t *testing.T, url string, fields ...string) string {
	t.Helper()
	var answers []string
	for _, field := range fields {
		before := a.send(t, http.MethodGet, url, nil).data[field]
		patched := a.send(t, http.MethodPatch, url, object{field: nil})
		after := a.send(t, http.MethodGet, url, nil).data[field]
		answer := "changed"
		switch {
		case !patched.ok:
			answer = patched.String()
		case after == before:
			answer = "kept"
		case after == nil:
			answer = "null"
		case after == "":
			answer = "empty"
		}
		answers = append(answers, field+" "+answer)
	}
	return strings.Join(answers, "; ")
}

// participant is what a new one needs.
func (a *liveAPI) participant(t *testing.T) object {
	t.Helper()
	return object{"custom_participant_id": liveName(), "preset_name": a.preset(t), "name": "live"}
}

// Each question gets the answer that the vendor gives, whichever that is. Nothing is left behind, and no secret is shown.
func TestLiveQuestionsSimulated(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		simulator.Questions
		want []string
	}{
		"default": {simulator.Questions{}, []string{
			"session:\n    404 {\"code\":404", "already has:\n    409", `GET 404 {"code":404`, "name null; picture null",
			"empty list:\n    200", "PATCH [created_at custom_participant_id id name", "preset_name", "paging of a list [", "created_at 2",
			"URL 409", "name 201", "no document names:\n    4", "app does not have:\n    400", "listed at once; not found at once", "is taken:\n    422", "webhook_event_url null; webhook_event_failover_url empty; webhook_timeout_secs null",
		}},
		"second participant": {simulator.Questions{DuplicateParticipant: simulator.DuplicateAdded}, []string{"already has:\n    201\n"}},
		"same participant":   {simulator.Questions{DuplicateParticipant: simulator.DuplicateReturned}, []string{"201, the same participant"}},
		"500":                {simulator.Questions{MissingParticipantStatus: 500}, []string{`GET 500 {"code":404`, `DELETE 500 {"code":404`}},
		"null keeps":         {simulator.Questions{ParticipantNullKeeps: true}, []string{"name kept; picture kept"}},
		"any preset":         {simulator.Questions{UnknownPresetAccepted: true}, []string{"app does not have:\n    201"}},
		"empty list missing": {simulator.Questions{EmptyLists: simulator.EmptyListsMissing}, []string{"empty list:\n    404"}},
		"answers lack":       {simulator.Questions{ChangeAnswers: simulator.ChangesEchoed, NoPaging: true}, []string{"PATCH [name]", "paging of a list []"}},
		"name conflicts":     {simulator.Questions{WebhookNameConflicts: true}, []string{"URL 201", "name 409"}},
		"any event":          {simulator.Questions{UnknownEventAccepted: true}, []string{"no document names:\n    201"}},
		"kick-all of nobody": {simulator.Questions{KickAllNobodyOK: true}, []string{"session:\n    200"}},
		"name taken":         {simulator.Questions{RoomNameTakenStatus: 409}, []string{"is taken:\n    409"}},
		"null ignored":       {simulator.Questions{RoomNull: simulator.RoomNullIgnored}, []string{"webhook_event_url kept", "webhook_timeout_secs kept"}},
		"null refused":       {simulator.Questions{RoomNull: simulator.RoomNullRefused}, []string{"webhook_event_url 422", "webhook_timeout_secs 422"}},
		"lag":                {simulator.Questions{CreateLag: 1500 * time.Millisecond, DeleteLag: 1500 * time.Millisecond}, []string{"listed after 1", "not found after 1"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{Questions: c.Questions})
			api, answers := newLiveAPI(w, simulator.AppID), ""
			t.Run("questions", func(t *testing.T) { answers = api.askQuestions(t) }) // cleans up at its end
			for _, text := range c.want {
				if !strings.Contains(answers, text) {
					t.Errorf("%q is not in\n%s", text, answers)
				}
			}
			for _, secret := range []string{"eyJ", simulator.CloudflareAPIToken, simulator.TelnyxAPIKey} {
				if strings.Contains(answers, secret) {
					t.Errorf("a secret is in\n%s", answers)
				}
			}
			api.checkNothingLeft(t, livePrefix)
		})
	}
}
