package simulator_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

const (
	webhooksPath = appPath + "/webhooks"
	webhookPath  = webhooksPath + "/" + simulator.WebhookID
	otherAppHook = kitPath + "/5c3f1b9e-6d2a-4e57-9a0c-2f8b7d614e90/webhooks"
)

func TestWebhooks(t *testing.T) {
	t.Parallel()
	clock, move := movable()
	s := start(t, simulator.Options{Now: clock})
	added := send(t, s, "POST", webhooksPath, `{"name":"bot","url":"https://bot.example/hook","events":["meeting.started","meeting.ended","meeting.ended"]}`)
	want(t, "status", added.status, http.StatusCreated)
	want(t, "name", added.text("data.name"), "bot")
	want(t, "url", added.text("data.url"), "https://bot.example/hook")
	want(t, "events, in another order", fmt.Sprint(added.at("data.events")), "[meeting.ended meeting.started]")
	want(t, "enabled by default", added.at("data.enabled"), any(true))
	want(t, "created", added.text("data.created_at"), "2026-05-04T12:00:00.000Z")
	path := webhooksPath + "/" + added.text("data.id")
	want(t, "read as added", callCloudflare(t, s, "GET", path).body, added.body)
	want(t, "listed", strings.Join(callCloudflare(t, s, "GET", webhooksPath).list("name"), " "), "bot meetings recordings")
	want(t, "not in another app", callCloudflare(t, s, "GET", otherAppHook+"/"+added.text("data.id")).status, http.StatusNotFound)

	move(time.Minute)
	edited := send(t, s, "PATCH", path, `{"enabled":false,"events":["meeting.summary"]}`)
	want(t, "status", edited.status, http.StatusOK)
	want(t, "what was not sent", edited.text("data.name"), "bot")
	want(t, "enabled", edited.at("data.enabled"), any(false))
	want(t, "events", fmt.Sprint(edited.at("data.events")), "[meeting.summary]")
	want(t, "updated", edited.text("data.updated_at"), "2026-05-04T12:01:00.000Z")
	want(t, "read as edited", callCloudflare(t, s, "GET", path).body, edited.body)
	want(t, "its own url", send(t, s, "PATCH", path, `{"url":"https://bot.example/hook"}`).status, http.StatusOK)

	deleted := callCloudflare(t, s, "DELETE", path)
	want(t, "deleted", deleted.text("data.id"), added.text("data.id"))
	want(t, "gone", callCloudflare(t, s, "GET", path).status, http.StatusNotFound)
	want(t, "deleted twice", callCloudflare(t, s, "DELETE", path).status, http.StatusNotFound)
	want(t, "removed", s.Remove(simulator.WebhookID), true)
	want(t, "left", strings.Join(callCloudflare(t, s, "GET", webhooksPath).list("name"), " "), "meetings")
}

func TestCloudflareRefusesWebhooks(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	const hook = `"name":"n","url":"https://a.example"`
	for _, c := range []struct {
		method, path, body string
		status             int
		names              string
	}{
		{"POST", webhooksPath, `{"url":"https://a.example","events":["meeting.ended"]}`, 400, `"name" is required`},
		{"POST", webhooksPath, `{"name":"n","events":["meeting.ended"]}`, 400, `"url" is required`},
		{"POST", webhooksPath, `{` + hook + `}`, 400, `"events" is required`},
		{"POST", webhooksPath, `{` + hook + `,"events":[]}`, 400, "events"},
		{"POST", webhooksPath, `{` + hook + `,"events":"meeting.ended"}`, 400, "events"},
		{"POST", webhooksPath, `{` + hook + `,"events":["meeting.endet"]}`, 400, "meeting.ended"},
		{"POST", webhooksPath, `{` + hook + `,"events":["meeting.ended"],"enabled":"yes"}`, 400, "enabled"},
		{"POST", webhooksPath, `{` + hook + `,"events":["meeting.ended"],"enabled":null}`, 400, "enabled"},
		{"POST", webhooksPath, `{` + hook + `,"events":["meeting.ended"],"secret":"s"}`, 400, "secret"},
		{"POST", webhooksPath, `{"name":"n","url":"a.example","events":["meeting.ended"]}`, 400, "url"},
		{"POST", webhooksPath, `{"name":7,"url":"https://a.example","events":["meeting.ended"]}`, 400, "name"},
		{"POST", webhooksPath, `{"name":"n","url":"https://example.com/meetings","events":["meeting.ended"]}`, 409, "https://example.com/meetings"},
		{"PATCH", webhookPath, `{"url":"https://example.com/meetings"}`, 409, "https://example.com/meetings"},
		{"PATCH", webhookPath, `{"events":[]}`, 400, "events"},
		{"PATCH", webhookPath, `{"id":"x"}`, 400, "id"},
		{"PATCH", webhooksPath + "/99999999-0000-4000-8000-000000000000", `{}`, 404, "99999999"},
		{"GET", webhooksPath + "/recordings", ``, 400, "valid GUID"},
		{"GET", webhooksPath + "?page_no=1", ``, 400, "page_no"},
		{"GET", strings.Replace(webhooksPath, simulator.AppID, "99999999-0000-4000-8000-000000000000", 1), ``, 404, "app"},
	} {
		got := send(t, s, c.method, c.path, c.body)
		want(t, c.method+c.body, got.status, c.status)
		want(t, c.method+c.body, got.errorCode(), any(float64(c.status)))
		if !strings.Contains(got.text("error.message"), c.names) {
			t.Errorf("%s %s: %s", c.method, c.body, got.text("error.message"))
		}
	}
	want(t, "replacing is not simulated", send(t, s, "PUT", webhookPath, `{}`).errorCode(), any(7000.0))
	want(t, "webhooks", len(callCloudflare(t, s, "GET", webhooksPath).list("id")), 2)
	sameName := send(t, s, "POST", webhooksPath, `{"name":"meetings","url":"https://a.example","events":["meeting.ended"]}`)
	want(t, "the same name", sameName.status, http.StatusCreated)
}

func TestQuestionsAboutWebhooks(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{Questions: simulator.Questions{WebhookNameConflicts: true, UnknownEventAccepted: true}})
	want(t, "the same name", send(t, s, "POST", webhooksPath, `{"name":"meetings","url":"https://a.example","events":["x.y"]}`).status, http.StatusConflict)
	want(t, "the same url", send(t, s, "POST", webhooksPath, `{"name":"n","url":"https://example.com/meetings","events":["x.y"]}`).status, http.StatusCreated)
	want(t, "no event", send(t, s, "POST", webhooksPath, `{"name":"o","url":"https://a.example","events":[]}`).status, http.StatusBadRequest)
}
