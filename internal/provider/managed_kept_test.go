package provider_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// eachSettable runs a test with each attribute that a vendor may change, a value of it and another one.
func (k kind) eachSettable(t *testing.T, test func(name string, ours, theirs any)) {
	t.Helper()
	for name, ours := range altered(k.least, k.most) {
		other := theirs()[name]
		if flag, is := ours.(bool); is {
			other = !flag
		}
		switch {
		case slices.Contains(k.identity, name), name == "summarize_on_end": // which needs transcribe_on_end
		case other == nil:
			t.Errorf("theirs has no %s", name)
		default:
			test(name, ours, other)
		}
	}
}

// A vendor that changes a value of a new object does not make it fail: it would be destroyed and made again at each apply.
// The next plan shows the difference.
func TestManagedCreateNotKept(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		k.eachSettable(t, func(name string, ours, theirs any) {
			w := newWorld(t, simulator.Options{})
			front := inMiddle(t, w)
			front.edit = func(request sentRequest, data object) {
				if !strings.HasSuffix(request.path, "/presets") {
					data[name] = theirs
				}
			}
			m := w.managedIn(t, k.typeName)
			content := altered(k.least, object{name: ours})
			problems := m.apply(content)
			if len(problems) != 1 || problems[0].Severity != tfprotov6.DiagnosticSeverityWarning || m.tainted ||
				!strings.HasSuffix(problems[0].Summary, " did not keep "+name) || !problems[0].Attribute.Equal(attributePath(name)) {
				t.Errorf("%s: %s", name, written(problems))
			}
			m.holds(object{name: ours})
			id := m.id()
			must(t, m.refresh())
			m.holds(object{name: theirs})
			replaces := k.replacing[name] != nil
			if c, problems := m.plan(content); len(problems) > 0 || c.replace != replaces || !m.changes(content) {
				t.Errorf("%s: replaced: %t\n%s", name, c.replace, written(problems))
			}
			contains(t, written(problems), map[bool]string{true: "replaces the participant", false: "in place"}[replaces])
			if front.edit = nil; !replaces {
				must(t, m.apply(content))
				m.settled(content)
			}
			if m.id() != id {
				t.Errorf("%s: it was made again", name)
			}
		})
	})
}

// The second request of a meeting that is to be INACTIVE sets the status. Nothing else of its response counts.
func TestSecondStepChangesOnlyTheStatus(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	front := inMiddle(t, w)
	front.edit = func(request sentRequest, data object) {
		if request.method == "PATCH" {
			data["title"], data["persist_chat"], data["session_keep_alive_time_in_secs"] = "theirs", true, 90
			data["created_at"] = "2020-01-01T00:00:00Z"
		}
	}
	content := altered(meetings().least, object{"status": "INACTIVE"})
	m := w.managedIn(t, meetingResource)
	must(t, m.apply(content))
	m.holds(altered(meetings().defaults, content))
	if fmt.Sprint(m.get("created_at")) == "2020-01-01T00:00:00Z" {
		t.Error("created_at is that of the second response")
	}
	m.settled(content)
}

// Where the second request fails, the error says that the meeting is there, and how to keep it.
func TestSecondStepFailsWithAdvice(t *testing.T) {
	t.Parallel()
	fault := func(fault simulator.Fault) func(*world, *middle) {
		return func(w *world, _ *middle) { w.Fail(simulator.UpdateMeeting, fault) }
	}
	answer := func(name string, value any) func(*world, *middle) {
		return func(_ *world, front *middle) {
			front.edit = func(request sentRequest, data object) {
				if request.method == "PATCH" {
					data[name] = value
				}
			}
		}
	}
	for name, fail := range map[string]func(*world, *middle){
		"403": fault(simulator.Refusal(403)), "503": fault(simulator.Refusal(503)), "page": fault(simulator.NotJSON()),
		"cut": fault(simulator.Fault{Ending: simulator.Cut, After: true}), "another meeting": answer("id", simulator.MeetingID),
		"another type": answer("status", object{"now": "INACTIVE"}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{})
			front := inMiddle(t, w)
			fail(w, front)
			content := altered(meetings().least, object{"status": "INACTIVE"})
			m := w.managedIn(t, meetingResource)
			problems := m.apply(content)
			if len(problems) != 1 || !failed(problems) || !m.tainted || m.get("status") != "ACTIVE" {
				t.Errorf("%s\n%s", m.state, written(problems))
			}
			contains(t, written(problems), "Error: The meeting was created, but status was not set", m.id(), "terraform untaint", "Tried: PATCH")
			if ids := w.alike(t, meetings()); !reflect.DeepEqual(ids, []string{m.id()}) {
				t.Errorf("there are %v, in state is %s", ids, m.id())
			}
			id := m.id()
			front.edit, m.tainted = nil, false // by terraform untaint
			if must(t, m.refresh()); m.changes(content) {
				must(t, m.apply(content))
			}
			if m.settled(content); m.id() != id {
				t.Error("it was made again")
			}
		})
	}
}

// On a CLI, such an object is not tainted: it stays, and the next plan changes it in place.
func TestCreateNotKeptOnTheCLI(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	front := inMiddle(t, w)
	front.edit = func(_ sentRequest, data object) { data["title"] = "theirs" }
	p := newProject(t, w, meetingBlock)
	contains(t, p.run("apply", "-auto-approve", "-no-color"), "Warning: Cloudflare did not keep title")
	id := p.idOf("rtc_cloudflare_meeting.it")
	contains(t, p.run("plan", "-no-color"), `~ title`, `"theirs" -> "kitchen"`, "0 to add, 1 to change, 0 to destroy")
	front.edit = nil
	p.run("apply", "-auto-approve")
	p.unchanged()
	if p.idOf("rtc_cloudflare_meeting.it") != id || w.Calls(simulator.CreateMeeting) != 1 {
		t.Error("it was made again")
	}
}
