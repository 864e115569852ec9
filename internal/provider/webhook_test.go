package provider_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// Unknown events are one warning that names them all, and no error: the vendor adds events.
func TestUnknownWebhookEventsAreOneWarning(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{Questions: simulator.Questions{UnknownEventAccepted: true}})
	k := webhooks()
	content := altered(k.least, object{"events": []string{"meeting.started", "meeting.Started", "poll.created"}})
	m := w.managedIn(t, k.typeName)
	planned, said := m.plan(content)
	if len(said) != 1 || failed(said) {
		t.Fatal(written(said))
	}
	contains(t, written(said), "Unknown webhook events", `"meeting.Started", "poll.created"`, `"meeting.started"`, "What to do: ")
	must(t, m.carryOut(t.Context(), planned))
	m.holds(object{"events": []string{"meeting.Started", "meeting.started", "poll.created"}})
}

// A webhook that is there already, by its URL or by its name, is an error with an import block that works, whichever of the
// two the vendor keeps unique.
func TestWebhookThatExists(t *testing.T) {
	t.Parallel()
	k := webhooks()
	for name, c := range map[string]struct {
		options simulator.Options
		other   simulator.Webhook
		refused bool
	}{
		"URL": {simulator.Options{}, simulator.Webhook{Name: "other", URL: "https://bot.example.com/rtc"}, true},
		"name": {
			simulator.Options{Questions: simulator.Questions{WebhookNameConflicts: true}},
			simulator.Webhook{Name: "bot", URL: "https://other.example.com"}, true,
		},
		"name, and URLs unique": {simulator.Options{}, simulator.Webhook{Name: "bot", URL: "https://other.example.com"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, c.options)
			c.other.Events = []string{"meeting.ended"}
			id := w.AddWebhook(c.other)
			said := w.managedIn(t, k.typeName).apply(k.least)
			if failed(said) != c.refused {
				t.Fatal(written(said))
			}
			if !c.refused {
				return
			}
			found := importIDs(written(said))
			last := found[len(found)-1]
			if !strings.HasSuffix(last, "/"+id) {
				t.Fatalf("the import block has %q, want %s in\n%s", last, id, written(said))
			}
			imported := w.managedIn(t, k.typeName)
			must(t, imported.importAs(last))
			imported.holds(object{"url": c.other.URL, "name": c.other.Name})
		})
	}
}

// A URL or a name that another webhook has is refused for an existing one, too, at the attribute that it is about.
func TestWebhookThatTakesWhatAnotherHas(t *testing.T) {
	t.Parallel()
	k := webhooks()
	for attribute, questions := range map[string]simulator.Questions{"url": {}, "name": {WebhookNameConflicts: true}} {
		w := newWorld(t, simulator.Options{Questions: questions})
		other := simulator.Webhook{Name: "other", URL: "https://other.example.com", Events: []string{"meeting.ended"}}
		w.AddWebhook(other)
		m := w.managedIn(t, k.typeName)
		must(t, m.apply(k.least))
		said := m.apply(altered(k.least, object{attribute: map[string]any{"url": other.URL, "name": other.Name}[attribute]}))
		if !failed(said) || !said[0].Attribute.Equal(attributePath(attribute)) {
			t.Errorf("%s: %s", attribute, written(said))
		}
		contains(t, written(said), "A webhook with this "+attribute+" already exists", "What to do: ")
		m.settled(k.least)
	}
}

// Whatever the vendor's answers hold and whichever lists are missing while they are empty, a webhook is created, changed,
// and gone afterwards.
func TestWebhookWithEveryAnswer(t *testing.T) {
	t.Parallel()
	k := webhooks()
	for name, answers := range map[string]simulator.Questions{
		"whole":                {},
		"without an ID":        {ChangeAnswers: simulator.ChangesAnsweredWithoutID},
		"echo":                 {ChangeAnswers: simulator.ChangesEchoed},
		"empty lists are 404":  {EmptyLists: simulator.EmptyListsMissing},
		"empty lists are none": {EmptyLists: simulator.NoEmptyListMissing},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{
				Questions: answers, World: &simulator.World{Apps: []simulator.App{{ID: simulator.AppID, Name: "video"}}},
			})
			m := w.managedIn(t, k.typeName)
			must(t, m.apply(k.least))
			after := altered(k.least, k.most)
			must(t, m.apply(after))
			m.settled(after)
			must(t, m.destroy())
			listed, said := w.newSession(t, nil).read(t.Context(), "rtc_cloudflare_webhooks", inApp())
			must(t, said)
			if left, _ := listed["webhooks"].([]any); len(left) > 0 {
				t.Errorf("left: %v", left)
			}
		})
	}
}

// A session that has ended, but is still answered for, has nobody in it.
func TestActiveSession(t *testing.T) {
	t.Parallel()
	const name = "rtc_cloudflare_active_session"
	w := newWorld(t, simulator.Options{})
	w.occupied(t)
	session, said := w.newSession(t, nil).read(t.Context(), name, inMeeting())
	must(t, said)
	if session["active"] != true || session["status"] != "LIVE" || session["id"] == nil || session["started_at"] == nil {
		t.Errorf("somebody is there: %v", session)
	}
	if present := fmt.Sprint(session["live_participants"]); present != "1" {
		t.Errorf("live_participants is %s", present)
	}
	front := inMiddle(t, w)
	front.edit = func(_ sentRequest, data object) { data["status"] = "ENDED" }
	if ended, said := w.newSession(t, nil).read(t.Context(), name, inMeeting()); failed(said) || ended["active"] != false {
		t.Errorf("%v %s", ended, written(said))
	}
	front.answer = func(r sentRequest) (int, string) {
		if strings.HasSuffix(r.path, "/active-session") {
			return http.StatusNotFound, "<html>no such page</html>"
		}
		return 0, ""
	}
	if _, said := w.newSession(t, nil).read(t.Context(), name, inMeeting()); !failed(said) {
		t.Error("a 404 that is not the vendor's says that nobody is there")
	}
	missing := merged(inMeeting(), object{"meeting_id": "bbb00000-0000-4000-8000-000000000000"})
	if _, said := newWorld(t, simulator.Options{}).newSession(t, nil).read(t.Context(), name, missing); !strings.Contains(written(said), "404 Not Found") {
		t.Errorf("a meeting that does not exist: %s", written(said))
	}
}
