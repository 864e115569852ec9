package provider_test

import (
	"path"
	"slices"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// Each attribute that is no part of what replaces changes in place: the request holds it and nothing else.
func TestManagedUpdateSendsWhatChanged(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		w := newWorld(t, simulator.Options{})
		sent := inMiddle(t, w)
		m := w.managedIn(t, k.typeName)
		before := altered(k.least, object{"transcribe_on_end": k.most["transcribe_on_end"]}) // without which there is no summary
		must(t, m.apply(before))
		id := m.id()
		for name, value := range k.most {
			after := altered(before, object{name: value})
			if name == "account_id" || name == "preset_name" || name == "transcribe_on_end" {
				continue
			}
			sent.forget()
			if c, problems := m.plan(after); len(problems) > 0 || c.replace {
				t.Errorf("%s: replaced: %t\n%s", name, c.replace, written(problems))
			}
			must(t, m.apply(after))
			checkBodies(t, name, sent.bodies("PATCH"), k.body(object{name: value}))
			m.settled(after)
			sent.forget()
			must(t, m.apply(before))
			removed := k.least[name]
			if removed == nil {
				removed = k.defaults[name]
			}
			if name == "webhook_event_failover_url" {
				removed = "" // the vendor's own word for none
			}
			checkBodies(t, name, sent.bodies("PATCH"), k.body(object{name: removed}))
			m.settled(before)
		}
		if m.id() != id {
			t.Error("it was replaced")
		}
	})
}

// A name, a title and a unique name change in place, too.
func TestManagedRename(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		name := renamed(k)
		w := newWorld(t, simulator.Options{})
		sent := inMiddle(t, w)
		m := w.managedIn(t, k.typeName)
		must(t, m.apply(k.least))
		id, after := m.id(), altered(k.least, object{name: "cellar"})
		must(t, m.apply(after))
		checkBodies(t, name, sent.bodies("PATCH"), object{name: "cellar"})
		m.settled(after)
		if m.id() != id {
			t.Errorf("%s: it was replaced", name)
		}
	})
}

// What no request can change replaces.
func TestManagedReplacement(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		for name, value := range k.replacing {
			w := newWorld(t, simulator.Options{})
			front := inMiddle(t, w)
			m := w.managedIn(t, k.typeName)
			must(t, m.apply(k.least))
			after := altered(k.least, object{name: value})
			// An apply deletes first. What it would create then in a place that does not exist is refused in the plan.
			w.FailAlways(simulator.GetApp, simulator.Refusal(404))
			w.FailAlways(simulator.GetMeeting, simulator.Refusal(404))
			if _, problems := m.plan(after); failed(problems) != slices.Contains(k.identity, name) {
				t.Errorf("%s = %v: %s", name, value, written(problems))
			}
			front.answer = func(r sentRequest) (int, string) { // there is such a place
				if strings.HasSuffix(r.path, "/presets") {
					return 200, `{"success":true,"data":[{"id":"x","name":"group_call_host"},{"id":"y","name":"group_call_participant"}],"paging":{"total_count":2}}`
				}
				return 200, `{"success":true,"data":{"id":"` + path.Base(r.path) + `"}}`
			}
			if changed, problems := m.plan(after); len(problems) > 0 || !changed.replace {
				t.Errorf("another %s does not replace the %s\n%s", name, k.typeName, written(problems))
			}
		}
	})
}

// A replaced participant is another one, with the new role.
func TestManagedParticipantIsReplaced(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	m := w.managedIn(t, participantResource)
	must(t, m.apply(participants().least))
	old, after := m.id(), altered(participants().least, object{"preset_name": "webinar_viewer"})
	must(t, m.apply(after))
	if m.id() == old || w.Calls(simulator.DeleteMeetingParticipant) != 1 || w.Calls(simulator.EditParticipant) != 0 {
		t.Errorf("%s was %s; %v", m.id(), old, w.AllCalls())
	}
	m.settled(after)
}

// An ID in capitals, or with blanks around it, is the same ID: nothing changes, and the state keeps the spelling it has.
func TestManagedIDsInOtherLetters(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		if k.typeName == roomResource {
			return // a room is in nothing
		}
		w := newWorld(t, simulator.Options{})
		sent := inMiddle(t, w)
		m := w.managedIn(t, k.typeName)
		must(t, m.apply(k.least))
		id := m.id()
		capitals := altered(k.least, object{"account_id": " " + simulator.AccountID + "\n", "app_id": "\t" + strings.ToUpper(simulator.AppID)})
		if k.typeName == participantResource {
			capitals["meeting_id"] = strings.ToUpper(simulator.MeetingID) + " "
		}
		sent.forget()
		if m.changes(capitals) {
			t.Error("another spelling is a change")
		}
		must(t, m.apply(capitals))
		if len(sent.sent) > 0 || m.id() != id || m.get("app_id") != simulator.AppID || m.get("account_id") != simulator.AccountID {
			t.Errorf("it sent %v; the IDs are %q and %q", sent.sent, m.get("account_id"), m.get("app_id"))
		}
		m.settled(capitals)
		renamed := altered(capitals, object{renamed(k): "cellar"})
		must(t, m.apply(renamed))
		if m.settled(renamed); m.id() != id || m.get("app_id") != simulator.AppID {
			t.Errorf("with another change, the ID is %q", m.get("app_id"))
		}
		must(t, m.again(w).apply(k.least))

		fresh := w.managedIn(t, k.typeName)
		must(t, fresh.apply(altered(capitals, k.named("second"))))
		for name, value := range membersOf(fresh.identityValue()) {
			var text string
			if err := value.As(&text); err != nil || text != strings.ToLower(strings.TrimSpace(text)) {
				t.Errorf("the identity's %s is %q", name, text)
			}
		}
	})
}

// What a vendor takes at a change and does not keep is an error, and the state says what the vendor has.
func TestManagedNotKept(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		k.eachSettable(t, func(name string, value, kept any) {
			if k.most[name] == nil || k.replacing[name] != nil {
				return
			}
			w := newWorld(t, simulator.Options{})
			answers := inMiddle(t, w)
			m := w.managedIn(t, k.typeName)
			must(t, m.apply(k.least))
			answers.edit = func(_ sentRequest, data object) { data[name] = kept }
			content := altered(k.least, object{name: value})
			problems := m.apply(content)
			if !failed(problems) || len(problems) != 1 || !strings.HasSuffix(problems[0].Summary, " did not keep "+name) {
				t.Errorf("%s: %s", name, written(problems))
			}
			if m.holds(object{name: kept}); !m.changes(content) {
				t.Errorf("%s is %v in state", name, m.get(name))
			}
		})
	})
}

// An empty URL of a room is as good as none, which is how an unset input variable often arrives.
func TestManagedEmptyURL(t *testing.T) {
	t.Parallel()
	k := rooms()
	for name, none := range map[string]any{"webhook_event_url": nil, "webhook_event_failover_url": ""} { // as the vendor is told
		w := newWorld(t, simulator.Options{})
		sent := inMiddle(t, w)
		m := w.managedIn(t, k.typeName)
		empty, full := altered(k.least, object{name: ""}), altered(k.least, object{name: "https://example.com/hook"})
		must(t, m.apply(empty))
		checkBodies(t, name, sent.bodies("POST"), altered(k.body(altered(k.defaults, k.least)), nil))
		m.settled(empty)
		for _, content := range []object{k.least, empty} { // one as the other
			must(t, m.apply(content))
			m.settled(content)
		}
		checkBodies(t, name, sent.bodies("PATCH"))
		must(t, m.apply(full))
		sent.forget()
		must(t, m.apply(empty))
		checkBodies(t, name, sent.bodies("PATCH"), object{name: none})
		m.settled(empty)

		w.somebodyElse(t, k, m.id(), full)
		if must(t, m.refresh()); m.get(name) != full[name] || !m.changes(empty) {
			t.Errorf("%s: the drift to %v is not seen", name, m.get(name))
		}
		must(t, m.apply(empty))
		imported := w.managedIn(t, k.typeName)
		must(t, imported.importAs(m.id()))
		if imported.get(name) != nil {
			t.Errorf("%s is %v on import", name, imported.get(name))
		}
		imported.settled(k.least)
		sent.forget()
		must(t, imported.apply(empty))
		checkBodies(t, name, sent.bodies("PATCH"))
		imported.settled(empty)
	}
	w := newWorld(t, simulator.Options{Questions: simulator.Questions{RoomNull: simulator.RoomNullIgnored}})
	m := w.managedIn(t, k.typeName)
	must(t, m.apply(altered(k.least, object{"webhook_event_url": "https://example.com/hook"})))
	problems := m.apply(altered(k.least, object{"webhook_event_url": ""}))
	contains(t, written(problems), "Error: Telnyx did not keep webhook_event_url", "Telnyx accepted the request to remove webhook_event_url")
}

// A value that the vendor does not remove is an error, however the vendor does that.
func TestManagedRemovalThatTheVendorIgnores(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind     kind
		name     string
		question simulator.Questions
		says     string
	}{
		{participants(), "picture", simulator.Questions{ParticipantNullKeeps: true}, "Cloudflare did not keep picture"},
		{rooms(), "webhook_event_url", simulator.Questions{RoomNull: simulator.RoomNullIgnored}, "Telnyx did not keep webhook_event_url"},
		{rooms(), "webhook_timeout_secs", simulator.Questions{RoomNull: simulator.RoomNullIgnored}, "Telnyx did not keep webhook_timeout_secs"},
		{rooms(), "webhook_event_url", simulator.Questions{RoomNull: simulator.RoomNullRefused}, "Telnyx responded with 422"},
	} {
		w := newWorld(t, simulator.Options{Questions: c.question})
		m := w.managedIn(t, c.kind.typeName)
		full := altered(c.kind.least, object{c.name: c.kind.most[c.name]})
		must(t, m.apply(full))
		problems := m.apply(c.kind.least)
		if !failed(problems) || !strings.HasPrefix(problems[0].Summary, c.says) || m.get(c.name) != c.kind.most[c.name] {
			t.Errorf("%s: %v\n%s", c.name, m.get(c.name), written(problems))
		}
		contains(t, written(problems), "set "+c.name+" to a value, or replace the resource with terraform apply -replace.")
		m.settled(full)
	}
	// The failover address has a word of its own for none, which no answer to the question touches.
	w := newWorld(t, simulator.Options{Questions: simulator.Questions{RoomNull: simulator.RoomNullRefused}})
	m := w.managedIn(t, roomResource)
	must(t, m.apply(altered(rooms().least, object{"webhook_event_failover_url": "https://example.com/other"})))
	must(t, m.apply(rooms().least))
	m.settled(rooms().least)
}
