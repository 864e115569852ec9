package provider_test

import (
	"maps"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// A change outside of every attribute is seen, and mended by a request that holds it and nothing else.
func TestDriftIsSeenAndMended(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		w := newWorld(t, simulator.Options{})
		sent := inMiddle(t, w)
		m := w.managedIn(t, k.typeName)
		must(t, m.apply(k.least))
		for name, value := range merged(k.most, k.named("theirs")) {
			if k.replacing[name] != nil {
				continue
			}
			w.somebodyElse(t, k, m.id(), object{name: value})
			next := m.again(w)
			must(t, next.refresh())
			next.holds(object{name: value})
			sent.forget()
			must(t, next.apply(k.least))
			mended := k.least[name]
			if mended == nil {
				mended = k.defaults[name]
			}
			if name == "webhook_event_failover_url" {
				mended = ""
			}
			checkBodies(t, name, sent.bodies("PATCH"), k.body(object{name: mended}))
			next.again(w).settled(k.least)
		}
	})
}

// What cannot be changed back is replaced.
func TestDriftOfWhatReplaces(t *testing.T) {
	t.Parallel()
	k := participants()
	for name, drifted := range map[string]simulator.Participant{
		"preset_name":           {CustomParticipantID: "bot", PresetName: "webinar_viewer"},
		"custom_participant_id": {CustomParticipantID: "theirs"},
	} {
		w := newWorld(t, simulator.Options{})
		m := w.managedIn(t, k.typeName)
		must(t, m.apply(k.least))
		drifted.ID = m.id()
		w.AddParticipant(drifted)
		next := m.again(w)
		must(t, next.refresh())
		if c, problems := next.plan(k.least); failed(problems) || !c.replace {
			t.Errorf("%s: %s", name, written(problems))
		}
	}
}

// What was deleted outside is made again, whichever way a vendor says that it is gone.
func TestDeletedOutside(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		for _, questions := range []simulator.Questions{{}, {MissingParticipantStatus: 500}} {
			w := newWorld(t, simulator.Options{Questions: questions})
			m := w.managedIn(t, k.typeName)
			must(t, m.apply(k.least))
			old := m.id()
			w.Remove(old)
			next := m.again(w)
			next.identity = nil     // the oldest CLIs keep none
			must(t, next.refresh()) // which checks that there is one
			if !next.state.IsNull() {
				t.Fatal("it is still in state")
			}
			must(t, next.apply(k.least))
			if next.id() == old {
				t.Error("it was not made again")
			}
			w.Remove(next.id())
			if problems := next.destroy(); failed(problems) || !next.state.IsNull() { // what is gone is as good as destroyed
				t.Error(written(problems))
			}
		}
	})
}

// With its meeting or its app a participant is gone, too.
func TestDeletedWithWhatItIsIn(t *testing.T) {
	t.Parallel()
	for _, removed := range []string{simulator.MeetingID, simulator.AppID} {
		w := newWorld(t, simulator.Options{})
		m := w.managedIn(t, participantResource)
		must(t, m.apply(participants().least))
		w.Remove(removed)
		next := m.again(w)
		if must(t, next.refresh()); !next.state.IsNull() {
			t.Error("it is still in state")
		}
		again := m.again(w)
		if problems := again.destroy(); failed(problems) {
			t.Error(written(problems))
		}
	}
}

// A 404 that does not come from the vendor's own service empties no state and ends no destroy.
func TestWrong404IsAnError(t *testing.T) {
	t.Parallel()
	faults := map[string]simulator.Fault{
		"HTML": simulator.HTML(404), "empty": simulator.Answer(404, ""), "null": simulator.Answer(404, "null"),
		"message": simulator.Answer(404, `{"message":"no Route matched with those values"}`), "text": simulator.Answer(404, "404 page not found\n"),
		"410":  simulator.Answer(410, ""),
		"7000": simulator.Gateway(404, 7000, "No route for that URI"),
		"7003": simulator.Gateway(404, 7003, "Could not route to /client/v4/accounts/x, perhaps your object identifier is invalid?"),

		"10005 list": simulator.TelnyxList(404, "10005", "Resource not found", "The requested resource or URL could not be found.", ""),
		"10005 flat": simulator.TelnyxFlat(404, "10005", "Resource not found", "The requested resource or URL could not be found."),
	}
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		w := newWorld(t, simulator.Options{})
		m := w.managedIn(t, k.typeName)
		must(t, m.apply(k.least))
		for name, fault := range faults {
			if ofCloudflare := strings.HasPrefix(name, "70"); ofCloudflare && k.typeName == roomResource ||
				strings.HasPrefix(name, "10005") && k.typeName != roomResource {
				continue // the other vendor's own
			}
			w.FailAlways(simulator.AnyOperation, fault)
			m.again(w).staysWith(name)
			w.Recover()
		}
		m.again(w.elsewhere(map[string]string{"CLOUDFLARE_BASE_URL": w.URL() + "/v3", "TELNYX_BASE_URL": w.URL() + "/v3"})).staysWith("base URL")
		m.again(w).settled(k.least)
	})
}

// elsewhere is the world with another environment.
func (w *world) elsewhere(variables map[string]string) *world {
	other := &world{Server: w.Server, env: maps.Clone(w.env)}
	maps.Copy(other.env, variables)
	return other
}

// Another account in the provider block does not matter to what the state has an account for. Nothing is imported from it.
func TestWrongAccount(t *testing.T) {
	t.Parallel()
	for _, k := range []kind{meetings(), participants()} {
		w := newWorld(t, simulator.Options{})
		m := w.managedIn(t, k.typeName)
		must(t, m.apply(k.least))
		wrong := w.elsewhere(map[string]string{"CLOUDFLARE_ACCOUNT_ID": "0123456789abcdef0123456789abcdef"})
		m.again(wrong).settled(k.least)
		imported := wrong.managedIn(t, k.typeName)
		if problems := imported.importAs(importID(k, m)); !failed(problems) {
			t.Errorf("%s", imported.state)
		}
		contains(t, written(wrong.managedIn(t, k.typeName).apply(k.least)), "404", "account_id")
	}
}

// staysWith checks that neither reading nor destroying forgets the object.
func (m *managedResource) staysWith(fault string) {
	m.t.Helper()
	if problems := m.refresh(); !failed(problems) || m.state.IsNull() {
		m.t.Errorf("%s: the state is empty after reading\n%s", fault, written(problems))
	}
	if problems := m.destroy(); !failed(problems) || m.state.IsNull() {
		m.t.Errorf("%s: the state is empty after destroying\n%s", fault, written(problems))
	}
}

// A field that a response lacks keeps its value.
func TestFieldsThatAResponseLacks(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		w := newWorld(t, simulator.Options{})
		front := inMiddle(t, w)
		content := altered(k.least, k.most)
		m := w.managedIn(t, k.typeName)
		must(t, m.apply(content))
		front.edit = func(r sentRequest, data object) {
			for name := range data {
				if name != "id" && !strings.HasSuffix(r.path, "presets") {
					delete(data, name)
				}
			}
		}
		front.answer = func(r sentRequest) (int, string) { // the list, which would know
			if r.method == "GET" && r.path == "/client/v4"+participants().path[:len(participants().path)-1] {
				return 500, ""
			}
			return 0, ""
		}
		next := m.again(w)
		must(t, next.refresh())
		if next.changes(content) {
			t.Errorf("there is drift: %s", next.state)
		}
		imported := w.managedIn(t, k.typeName)
		must(t, imported.importAs(importID(k, m)))
		for name, value := range k.defaults {
			if got := imported.get(name); got != value {
				t.Errorf("%s is %v on import, want %v", name, got, value)
			}
		}
		created := w.managedIn(t, k.typeName)
		front.answer = nil
		must(t, created.apply(altered(content, k.named("another"))))
	})
}
