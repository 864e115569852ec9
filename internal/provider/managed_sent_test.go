package provider_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// canaryTexts gives each attribute for free text or a URL a value that is easy to find, also in part. IDs and enumerations
// are none: errors show them.
func (m *managedResource) canaryTexts() object {
	shown := []string{"custom_participant_id", "preset_name", "status"}
	all := object{}
	for _, attribute := range m.schema.Block.Attributes {
		switch name := attribute.Name; {
		case !attribute.Type.Is(tftypes.String), !attribute.Required && !attribute.Optional, isID(name), slices.Contains(shown, name):
		case strings.Contains(name, "url") || name == "picture":
			all[name] = "https://canary.example.com/" + name + "/a?token=canary-" + name + "-0123&x=1"
		default:
			all[name] = `the canary's "` + name + `" of Köln`
		}
	}
	return all
}

// quoting are ways in which a vendor repeats a value.
func quoting() map[string]func(string) string {
	return map[string]func(string) string{
		"as it is": func(value string) string { return value },
		"as JSON": func(value string) string {
			text, _ := json.Marshal(value) //nolint:errcheck // of a string
			return strings.ReplaceAll(string(text), "/", `\/`)
		},
		"for a URL": url.QueryEscape,
		"its query": func(value string) string {
			_, query, _ := strings.Cut(value, "?")
			return query
		},
	}
}

// quotes answers a request with an error of the vendor's own form that repeats what was sent.
func quotes(k kind, request sentRequest, write func(string) string) (int, string) {
	var said []string
	for name, value := range request.body {
		said = append(said, fmt.Sprintf("%s cannot be %s", name, write(fmt.Sprint(value))))
	}
	if query, err := url.QueryUnescape(request.query); err == nil && strings.Contains(query, "canary") {
		said = append(said, write(query))
	}
	if len(said) == 0 {
		return 0, ""
	}
	message, _ := json.Marshal(strings.Join(said, ", ")) //nolint:errcheck // of a string
	if k.typeName == roomResource {
		return 422, `{"errors":[{"code":"10015","title":"Bad Request","detail":` + string(message) + `}]}`
	}
	return 400, `{"success":false,"error":{"code":400,"message":` + string(message) + `}}`
}

// A vendor may quote the values that it refuses. None is in an error, whichever request had it: a URL may have a secret in it.
func TestManagedErrorsDoNotRepeatWhatWasSent(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		for way, write := range quoting() {
			w := newWorld(t, simulator.Options{})
			front := inMiddle(t, w)
			m := w.managedIn(t, k.typeName)
			must(t, m.apply(k.least))
			for name, value := range m.canaryTexts() {
				changed := altered(k.least, object{name: value})
				created := altered(altered(k.least, k.named("other")), object{name: value})
				saysNoCanary(t, "PATCH "+name+" "+way, front.quoted(m, k, changed, "PATCH", write), way != "its query")
				saysNoCanary(t, "POST "+name+" "+way, front.quoted(w.managedIn(t, k.typeName), k, created, "POST", write), way != "its query")
				looking := w.managedIn(t, k.typeName)
				if said := front.quoted(looking, k, created, "GET", write); said != "" { // or else no query has it
					saysNoCanary(t, "GET "+name+" "+way, said, way != "its query")
					continue
				}
				looking.destroy()
			}
		}
	})
}

// quoted applies a block, and returns what it says while the vendor quotes each request of a method.
func (m *middle) quoted(block *managedResource, k kind, content object, method string, write func(string) string) string {
	m.answer = func(request sentRequest) (int, string) {
		if request.method != method {
			return 0, ""
		}
		return quotes(k, request, write)
	}
	defer func() { m.answer = nil }()
	return written(block.apply(content))
}

func saysNoCanary(t *testing.T, what, said string, redacted bool) {
	t.Helper()
	if strings.Contains(strings.ToLower(said), "canary") || !strings.Contains(said, "Error: ") || redacted && !strings.Contains(said, "[redacted]") {
		t.Errorf("%s:\n%s", what, said)
	}
}

// Nor is any of it in an error or in the log of a whole run, at any level.
func TestManagedRunsDoNotRepeatWhatWasSent(t *testing.T) {
	t.Parallel()
	w := canaryWorld(t)
	p := newWatched(t, w, "provider \"rtc\" {\n  max_retries = 0\n}\n")
	p.write("main.tf", requirement+"provider \"rtc\" {\n  max_retries = 0\n}\n"+canaryBlocks(t, w, false))
	for _, k := range kinds() {
		w.Fail(k.created, simulator.Echo(422))
	}
	p.failsWithoutCanary("apply", "-auto-approve", "-no-color")
	p.run("apply", "-auto-approve")
	w.FailAlways(simulator.UpdateMeeting, simulator.Echo(422))
	w.FailAlways(simulator.EditParticipant, simulator.Echo(422))
	w.FailAlways(simulator.EditWebhook, simulator.Echo(422))
	w.FailAlways(simulator.UpdateRoom, simulator.Echo(422))
	p.write("main.tf", requirement+"provider \"rtc\" {\n  max_retries = 0\n}\n"+canaryBlocks(t, w, true))
	p.failsWithoutCanary("apply", "-auto-approve", "-no-color")
	for line := range strings.Lines(p.places()["trace.log"]) {
		if strings.Contains(line, "canary.example.com") || strings.Contains(line, "the canary") {
			t.Errorf("in the log: %s", line)
		}
	}
}

// canaryBlocks are a block of each managed resource.
func canaryBlocks(t *testing.T, w *world, changed bool) string {
	t.Helper()
	var all strings.Builder
	d := w.newSession(t, nil)
	for _, k := range kinds() {
		texts := d.managed(k.typeName).canaryTexts()
		for name, value := range texts {
			if changed {
				texts[name] = fmt.Sprint(value) + "&changed"
			}
		}
		all.WriteString(block("resource", k.typeName, asHCL(altered(k.least, texts))))
	}
	return all.String()
}

// failsWithoutCanary runs what fails for each managed resource. The plan shows the values, as it must, and no error does.
func (w *watched) failsWithoutCanary(arguments ...string) {
	w.t.Helper()
	_, said, _ := strings.Cut(w.fail(arguments...), "Error: ")
	if strings.Contains(said, "canary.example.com") || strings.Contains(said, "the canary") || strings.Count(said, "[redacted]") < len(kinds()) {
		w.t.Error(said)
	}
}
