package provider_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// Every attribute is checked at plan: what a vendor would refuse, or take for something else, costs no request.
func TestManagedValidation(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		w := newWorld(t, simulator.Options{})
		m := w.managedIn(t, k.typeName)
		content := altered(k.least, object{"meeting_id": orNil(k, "meeting_id", unknown())}) // so that nothing is asked for
		for _, attribute := range m.schema.Block.Attributes {
			name := attribute.Name
			for _, value := range k.refused[name] {
				m.refuses(content, name, value)
			}
			for _, value := range k.accepted[name] {
				if _, problems := m.plan(altered(content, object{name: value})); len(problems) > 0 {
					t.Errorf("%s = %#v: %s", name, value, written(problems))
				}
			}
		}
		if calls := w.Calls(simulator.AnyOperation); calls > 0 {
			t.Errorf("%d requests were sent", calls)
		}
	})
}

// refuses checks that a value is refused at plan, and where it stands: the attribute, or an element of it.
func (m *managedResource) refuses(content object, name string, value any) {
	m.t.Helper()
	_, problems := m.plan(altered(content, object{name: value}))
	if !failed(problems) || !strings.HasPrefix(problems[0].Attribute.String(), attributePath(name).String()) {
		m.t.Errorf("%s = %#v: %s", name, value, written(problems))
	}
}

// White space around a name, such as the line break of a heredoc, is refused at plan: a vendor may remove it, and the name
// would never be as configured.
func TestManagedNamesHaveNoOuterBlanks(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		w := newWorld(t, simulator.Options{})
		m := w.managedIn(t, k.typeName)
		for _, name := range k.trimmed {
			for _, value := range []string{" kitchen", "kitchen ", "kitchen\n", "\t", "\u00a0kitchen", "kitchen\u2003"} {
				problems := m.validate(altered(k.least, object{name: value}))
				if len(problems) != 1 || !problems[0].Attribute.Equal(attributePath(name)) ||
					!strings.HasPrefix(problems[0].Detail, name+" must not begin or end with white space") {
					t.Errorf("%s = %q: %s", name, value, written(problems))
				}
			}
			if problems := m.validate(altered(k.least, object{name: "the\tkitchen \u00a0 1"})); len(problems) > 0 {
				t.Error(written(problems))
			}
		}
	})
}

// A lookup finds what has such a name all the same.
func TestLookupOfANameWithOuterBlanks(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	id := w.AddMeeting(simulator.Meeting{Title: " kitchen\n"})
	found, problems := w.newSession(t, nil).read(t.Context(), "rtc_cloudflare_meeting", object{"app_id": simulator.AppID, "title": " kitchen\n"})
	if must(t, problems); found["id"] != id {
		t.Errorf("found %v", found["id"])
	}
}

// A summary needs transcripts, which may become known later. No vendor is needed to tell, so terraform validate does.
func TestSummarizeNeedsTranscribe(t *testing.T) {
	t.Parallel()
	m := newWorld(t, simulator.Options{}).managedIn(t, meetingResource)
	for _, transcribe := range []any{true, false, nil, unknown()} {
		content := altered(meetings().least, object{"summarize_on_end": true, "transcribe_on_end": transcribe})
		refused, problems := transcribe == false || transcribe == nil, m.validate(content)
		if failed(problems) != refused || refused && (len(problems) != 1 || !problems[0].Attribute.Equal(attributePath("summarize_on_end"))) {
			t.Errorf("with %v: %s", transcribe, written(problems))
		}
	}
	must(t, m.validate(altered(meetings().least, object{"summarize_on_end": unknown()})))
}

// A preset that the app does not have is found at plan, where a participant is new or replaced and where it is known
// which app is asked. One list serves a run.
func TestPresetIsCheckedAtPlan(t *testing.T) {
	t.Parallel()
	k := participants()
	w := newWorld(t, simulator.Options{})
	d := w.newSession(t, nil)
	for _, m := range d.blocks(k.typeName, 5) {
		if _, problems := m.plan(k.least); len(problems) > 0 {
			t.Error(written(problems))
		}
		_, problems := m.plan(altered(k.least, object{"preset_name": "Group_call_host"}))
		contains(t, written(problems), "The app has no preset of this name", `"group_call_host"`, `AttributeName("preset_name")`)
	}
	if calls := w.Calls(simulator.GetPresets); calls != 1+5 { // once for all that are right
		t.Errorf("the presets were read %d times", calls)
	}
	m := w.managedIn(t, k.typeName)
	must(t, m.apply(k.least))
	if _, problems := m.plan(altered(k.least, object{"preset_name": "none"})); !failed(problems) || m.state.IsNull() {
		t.Error("a replacement would fail halfway")
	}
	w.ResetCalls()
	next := m.again(w)
	for _, content := range []object{k.least, altered(k.least, object{"name": "other"})} { // neither new nor replaced
		if _, problems := next.plan(content); len(problems) > 0 {
			t.Error(written(problems))
		}
	}
	delete(w.env, "CLOUDFLARE_API_TOKEN") // which such a plan does not need
	if _, problems := m.again(w).plan(k.least); len(problems) > 0 {
		t.Error(written(problems))
	}
	fresh := w.managedIn(t, k.typeName)
	for _, name := range []string{"account_id", "app_id", "meeting_id", "preset_name"} {
		if _, problems := fresh.plan(altered(k.least, object{name: unknown()})); len(problems) > 0 {
			t.Errorf("with %s unknown: %s", name, written(problems))
		}
	}
	unconfigured := w.newSession(t, object{"cloudflare": object{"api_token": unknown()}}).managed(k.typeName)
	if _, problems := unconfigured.plan(k.least); len(problems) > 0 {
		t.Errorf("with a credential that is known after apply: %s", written(problems))
	}
	if calls := w.Calls(simulator.AnyOperation); calls > 0 {
		t.Errorf("%d requests were sent", calls)
	}
}

// What the plan could not know is checked before the participant is added, whatever the vendor would do with it.
func TestPresetIsCheckedAtApply(t *testing.T) {
	t.Parallel()
	k := participants()
	w := newWorld(t, simulator.Options{Questions: simulator.Questions{UnknownPresetAccepted: true}})
	m := w.managedIn(t, k.typeName)
	c, problems := m.plan(altered(k.least, object{"preset_name": unknown()}))
	must(t, problems)
	c.config = valueOf(m.schema.ValueType(), altered(k.least, object{"preset_name": "none"}))
	planned := membersOf(c.planned)
	planned["preset_name"] = membersOf(c.config)["preset_name"]
	c.planned = valueFrom(c.planned, planned)
	problems = m.carryOut(t.Context(), c)
	contains(t, written(problems), "The app has no preset of this name")
	if !m.state.IsNull() || w.Calls(simulator.AddParticipant) > 0 {
		t.Errorf("%s, %v", m.state, w.AllCalls())
	}
	w.AddPreset(simulator.Preset{Name: "none"}) // which is newer than the list
	must(t, m.carryOut(t.Context(), c))
}

func errorsOf(problems diagnostics) int {
	count := 0
	for _, one := range problems {
		if one.Severity == tfprotov6.DiagnosticSeverityError {
			count++
		}
	}
	return count
}

// What stands wrong in several attributes is told at once.
func TestManagedValidationTellsAll(t *testing.T) {
	t.Parallel()
	m := newWorld(t, simulator.Options{}).managedIn(t, roomResource)
	_, problems := m.plan(object{"unique_name": "", "max_participants": 1, "webhook_timeout_secs": 31, "webhook_event_url": "x"})
	if errorsOf(problems) != 4 {
		t.Error(strings.ReplaceAll(written(problems), "\n\n", "\n"))
	}
}

// Where there is no credential and no network, terraform validate finds what needs neither.
func TestValidateOnTheCLI(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	w.env = nil
	p := newProject(t, w, `resource "rtc_cloudflare_meeting" "it" {
  app_id           = "`+simulator.AppID+`"
  title            = <<-END
    kitchen
  END
  summarize_on_end = true
}
`, roomBlock, block("data", refreshType, roomBody), strings.Replace(block("data", refreshType, roomBody+"\n  refresh_token = \"Bearer abc\""), `"it"`, `"bearer"`, 1))
	output, err := p.try("validate", "-no-color")
	if err == nil {
		t.Error("it is valid")
	}
	contains(t, asText(output), "title must not begin or end with white space", "summarize_on_end needs transcribe_on_end = true",
		"Not set: refresh_token", `refresh_token must not begin with "Bearer"`)
	p.write("main.tf", requirement+strings.Replace(meetingBlock, "\n}", "\n  summarize_on_end = true\n  transcribe_on_end = true\n}", 1)+roomBlock)
	p.run("validate")
}
