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
	if query, _ := url.QueryUnescape(request.query); strings.Contains(query, "canary") {
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
		for name, write := range quoting() {
			w := newWorld(t, simulator.Options{})
			front := inMiddle(t, w)
			m := w.managedIn(t, k.typeName)
			must(t, m.apply(k.least))
			for attribute, value := range m.canaryTexts() {
				for method, block := range map[string]*managedResource{"PATCH": m, "POST": w.managedIn(t, k.typeName), "GET": w.managedIn(t, k.typeName)} {
					content := but(k.least, object{attribute: value})
					if block != m {
						content = but(but(k.least, k.named("other")), object{attribute: value})
					}
					front.answer = func(request sentRequest) (int, string) {
						if request.method != method {
							return 0, ""
						}
						return quotes(k, request, write)
					}
					said := written(block.apply(content))
					front.answer = nil
					if method == "GET" && said == "" { // no query has it
						block.destroy()
						continue
					}
					if strings.Contains(strings.ToLower(said), "canary") || !strings.Contains(said, "Error: ") ||
						!strings.Contains(said, "[redacted]") && name != "its query" {
						t.Errorf("%s of %s, %s:\n%s", method, attribute, name, said)
					}
				}
			}
		}
	})
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
	p.saysNoCanary("apply", "-auto-approve", "-no-color")
	p.run("apply", "-auto-approve")
	w.FailAlways(simulator.UpdateMeeting, simulator.Echo(422))
	w.FailAlways(simulator.EditParticipant, simulator.Echo(422))
	w.FailAlways(simulator.EditWebhook, simulator.Echo(422))
	w.FailAlways(simulator.UpdateRoom, simulator.Echo(422))
	p.write("main.tf", requirement+"provider \"rtc\" {\n  max_retries = 0\n}\n"+canaryBlocks(t, w, true))
	p.saysNoCanary("apply", "-auto-approve", "-no-color")
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
		all.WriteString(block("resource", k.typeName, asHCL(but(k.least, texts))))
	}
	return all.String()
}

// saysNoCanary runs what fails for each managed resource. The plan shows the values, as it must, and no error does.
func (w *watched) saysNoCanary(arguments ...string) {
	w.t.Helper()
	_, said, _ := strings.Cut(w.fail(arguments...), "Error: ")
	if strings.Contains(said, "canary.example.com") || strings.Contains(said, "the canary") || strings.Count(said, "[redacted]") < len(kinds()) {
		w.t.Error(said)
	}
}
