package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// The provider knows the ID of what it changes: the response need not repeat it, and a meeting without it is destroyed whole.
func TestManagedChangeIsAnsweredWithoutAnID(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		w := newWorld(t, simulator.Options{})
		front := inMiddle(t, w)
		m := w.managedIn(t, k.typeName)
		must(t, m.apply(k.least))
		id := m.id()
		front.edit = func(request sentRequest, data object) {
			if request.method != "GET" {
				for name := range data {
					delete(data, name)
				}
			}
		}
		after := altered(k.least, object{renamed(k): "cellar"})
		must(t, m.apply(after))
		if m.id() != id {
			t.Errorf("the ID was %s and is %s", id, m.id())
		}
		m.settled(after)
		if problems := m.destroy(); failed(problems) { // a meeting warns
			t.Error(written(problems))
		}
		if k.typeName == meetingResource && w.Calls(simulator.KickAllParticipants) != 1 {
			t.Error("nobody was removed from the meeting")
		}
	})
}

// A response about another object is an error, and nothing of it is stored.
func TestManagedAnswerAboutAnotherObject(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		w := newWorld(t, simulator.Options{})
		front := inMiddle(t, w)
		m := w.managedIn(t, k.typeName)
		must(t, m.apply(k.least))
		id := m.id()
		front.answer = func(request sentRequest) (int, string) {
			if strings.HasSuffix(request.path, "/participants") { // one by one, then
				return 403, ""
			}
			return 0, ""
		}
		front.edit = func(_ sentRequest, data object) { data["id"] = "d7c6b5a4-9382-4716-a504-f3e2d1c0b9a8" }
		for what, problems := range map[string]diagnostics{
			"update": m.apply(altered(k.least, object{renamed(k): "cellar"})), "read": m.again(w).refresh(),
		} {
			if len(problems) != 1 || !strings.Contains(problems[0].Summary, "response is about another object") {
				t.Errorf("%s:\n%s", what, written(problems))
			}
		}
		if m.id() != id {
			t.Errorf("the ID was %s and is %s", id, m.id())
		}
	})
}

// A participant is kicked again after the delete, unless the vendor said that nobody was there.
func TestParticipantIsKickedAgainUnlessNobodyWasThere(t *testing.T) {
	t.Parallel()
	for data, kicks := range map[string]int{`{"action":"kick"}`: 2, `{"participants":[]}`: 1, `{"participants":[{"id":"x"}]}`: 2, `null`: 2} {
		w := newWorld(t, simulator.Options{})
		front := inMiddle(t, w)
		m := w.managedIn(t, participantResource)
		must(t, m.apply(participants().least))
		sent := 0
		front.answer = func(request sentRequest) (int, string) {
			if strings.HasSuffix(request.path, "/kick") {
				sent++
				return 200, `{"success":true,"data":` + data + `}`
			}
			return 0, ""
		}
		must(t, m.destroy())
		if sent != kicks {
			t.Errorf("%s: kicked %d times", data, sent)
		}
	}
}

func TestEndSessionSaysWhatTheVendorCounts(t *testing.T) {
	t.Parallel()
	const meeting = "meeting " + simulator.MeetingID + "."
	for data, want := range map[string]string{
		`{"kicked_participants_count":2}`: "Removed 2 participants from " + meeting, `{"kicked_participants_count":-3}`: "Removed everybody from " + meeting,
		`{"action":"kick"}`: "Removed everybody from " + meeting, `{"kicked_participants_count":0}`: "Nobody was in " + meeting,
	} {
		w := newWorld(t, simulator.Options{})
		w.FailAlways(simulator.KickAllParticipants, simulator.Answer(200, `{"success":true,"data":`+data+`}`))
		said, problems := w.newSession(t, nil).invoke(t.Context(), "rtc_cloudflare_end_session",
			object{"app_id": simulator.AppID, "meeting_id": simulator.MeetingID})
		must(t, problems)
		if text := fmt.Sprint(said["progress"]); !strings.Contains(text, want) {
			t.Errorf("%s: %s", data, text)
		}
	}
}

// A time that cannot be read keeps the state's value. A new object has none then, and one that is imported.
func TestManagedTimeThatCannotBeRead(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		w := newWorld(t, simulator.Options{})
		front := inMiddle(t, w)
		m := w.managedIn(t, k.typeName)
		must(t, m.apply(k.least))
		created := m.get("created_at")
		front.edit = func(_ sentRequest, data object) {
			data["created_at"], data["updated_at"] = "2026-01-01 00:00:00", false
		}
		m = m.again(w)
		m.settled(k.least)
		after := altered(k.least, object{renamed(k): "cellar"})
		must(t, m.apply(after))
		if m.settled(after); m.get("created_at") != created || created == nil {
			t.Errorf("created_at was %v and is %v", created, m.get("created_at"))
		}
		second := m.managed(k.typeName)
		content := altered(k.least, k.named("attic"))
		must(t, second.apply(content))
		if second.settled(content); second.get("created_at") != nil {
			t.Errorf("created_at is %v", second.get("created_at"))
		}
		imported := m.managed(k.typeName)
		must(t, imported.importAs(importID(k, m)))
		if imported.settled(after); imported.get("created_at") != nil {
			t.Errorf("created_at is %v on import", imported.get("created_at"))
		}
	})
}

// What only the vendor sets once keeps its value, whatever the response to a change says.
func TestManagedChangeKeepsWhatIsSetOnce(t *testing.T) {
	t.Parallel()
	for name, answered := range map[string]any{"another": "2020-01-01T00:00:00Z", "null": nil} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, k kind) {
				t.Helper()
				w := newWorld(t, simulator.Options{})
				front := inMiddle(t, w)
				front.edit = func(request sentRequest, data object) {
					if request.method == "PATCH" {
						data["created_at"] = answered
					}
				}
				content := k.least
				if k.typeName == meetingResource {
					content = altered(content, object{"status": "INACTIVE"}) // which a second request sets
				}
				m := w.managedIn(t, k.typeName)
				must(t, m.apply(content))
				created := m.get("created_at")
				if created == nil || created == answered {
					t.Errorf("created_at is %v", created)
				}
				after := altered(content, object{renamed(k): "cellar"})
				must(t, m.apply(after))
				if m.get("created_at") != created {
					t.Errorf("created_at was %v and is %v", created, m.get("created_at"))
				}
				m.settled(after)
			})
		})
	}
}

// Where the vendor tells the ID of a preset, an import finds its name. A refresh needs no name.
func TestParticipantWhosePresetHasAnID(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]presetAnswers{
		"found":                   {found: true},
		"not found":               {presetID: "d7c6b5a4-9382-4716-a504-f3e2d1c0b9a8"},
		"the list cannot be read": {status: 403},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{Questions: simulator.Questions{PresetByID: true}})
			front := inMiddle(t, w)
			m := w.managedIn(t, participantResource)
			must(t, m.apply(participants().least))
			m.settled(participants().least)
			c.in(front)
			imported := w.managedIn(t, participantResource)
			must(t, imported.importAs(simulator.AppID+"/"+simulator.MeetingID+"/"+m.id()))
			c.check(imported, front)
		})
	}
}

// presetAnswers are what the vendor answers about presets, and whether an import finds the name.
type presetAnswers struct {
	presetID string // of a participant, instead of the vendor's
	status   int    // of the list of presets; 0: the vendor's
	found    bool
}

func (c presetAnswers) in(front *middle) {
	front.edit = func(_ sentRequest, data object) {
		if c.presetID != "" && data["preset_id"] != nil {
			data["preset_id"] = c.presetID
		}
	}
	front.answer = func(request sentRequest) (int, string) {
		if strings.HasSuffix(request.path, "/presets") {
			return c.status, ""
		}
		return 0, ""
	}
}

// check wants an imported participant to be neither replaced nor changed, and a warning where its preset is not known.
func (c presetAnswers) check(m *managedResource, front *middle) {
	m.t.Helper()
	least := participants().least
	if (m.get("preset_name") == "group_call_host") != c.found {
		m.t.Errorf("the preset is %v", m.get("preset_name"))
	}
	planned, problems := m.plan(least)
	if planned.replace || failed(problems) || (len(problems) == 0) != c.found {
		m.t.Errorf("replaced: %t\n%s", planned.replace, written(problems))
	}
	front.forget()
	if problems := m.apply(least); failed(problems) || len(front.bodies("PATCH")) > 0 {
		m.t.Errorf("sent %v\n%s", front.bodies("PATCH"), written(problems))
	}
	if m.settled(least); m.get("preset_name") != "group_call_host" {
		m.t.Errorf("the preset is %v", m.get("preset_name"))
	}
	if planned, _ := m.plan(altered(least, object{"preset_name": "group_call_participant"})); !planned.replace && c.status == 0 {
		m.t.Error("another preset does not replace the participant")
	}
}
