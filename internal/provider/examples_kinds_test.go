package provider_test

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// Examples of managed resources, list resources and actions: what they take beside a plan and an apply.

func isImport(example string) bool { return strings.HasPrefix(path.Base(example), "import") }

func isQuery(example string) bool { return strings.HasSuffix(example, ".tfquery.hcl") }

// actionsOf are the addresses of the actions that an example leaves to somebody to invoke. Where it has any action,
// somebody is in the rooms.
func (w *world) actionsOf(t *testing.T, text string) []string {
	t.Helper()
	var addresses []string
	for _, found := range regexp.MustCompile(`(?m)^action "(\w+)" "(\w+)"`).FindAllStringSubmatch(text, -1) {
		needs(t, actions())
		if address := "action." + found[1] + "." + found[2]; !strings.Contains(text, "["+address+"]") {
			addresses = append(addresses, address)
		}
	}
	if strings.Contains(text, "\naction ") {
		w.occupied(t)
	}
	return addresses
}

// sessions counts those of the seeded meeting and room that somebody is in.
func (w *world) sessions() int {
	count := 0
	for _, id := range []string{simulator.MeetingID, simulator.RoomID} {
		if len(w.Present(id)) > 0 {
			count++
		}
	}
	return count
}

// makingDuring counts the requests that create something.
func (w *world) makingDuring(f func()) int {
	count := func() int {
		return w.Calls(simulator.CreateMeeting) + w.Calls(simulator.AddParticipant) + w.Calls(simulator.AddWebhook) + w.Calls(simulator.CreateRoom)
	}
	before := count()
	f()
	return count() - before
}

// runQuery runs a query beside a configuration that has nothing but the requirement, which a query file cannot have.
func runQuery(t *testing.T, text string, want outcome) {
	t.Helper()
	needs(t, query())
	w := newWorld(t, simulator.Options{})
	p := newProject(t, w)
	p.env = append(p.env, "TF_VAR_app_id="+simulator.AppID, "TF_VAR_meeting_id="+simulator.MeetingID)
	p.write("example.tfquery.hcl", text)
	got, err := p.query()
	if listed := strings.Count(got.said, `"type":"list_resource_found"`); err != nil || listed != want.listed {
		t.Errorf("%d results, want %d, %v\n%s", listed, want.listed, err, got.said)
	}
}

// What an example creates is imported in every way that its page shows, and then there is nothing to change. The
// vendor's ID is the last one that is written in each.
func TestImportsOfExamples(t *testing.T) {
	t.Parallel()
	for _, one := range registered(t) {
		if len(one.kind.beside()) == 0 {
			continue
		}
		t.Run(one.name, func(t *testing.T) {
			t.Parallel()
			p := emptyProject(t, newWorld(t, simulator.Options{}))
			p.write("main.tf", content(t, "examples/"+one.examplePath()))
			p.run("apply", "-auto-approve")
			for _, file := range one.kind.beside() {
				t.Run(file, func(t *testing.T) {
					if file == "import-by-identity.tf" {
						needs(t, importByIdentity())
					}
					p.in(t).importedAs(file, content(t, "examples/"+one.exampleFile(file)), one.name)
				})
			}
		})
	}
}

// importedAs imports a resource as a file of its example says, in place of its copy in the state.
func (p *project) importedAs(file, text, typeName string) {
	p.t.Helper()
	address := regexp.MustCompile(typeName + `\.\w+`).FindString(text)
	ids := regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`).FindAllString(text, -1)
	text = strings.ReplaceAll(text, ids[len(ids)-1], p.idOf(address))
	p.forget(address)
	p.importAs(file, text)
	p.unchanged()
}

// importAs imports as an example does.
func (p *project) importAs(file, text string) {
	p.t.Helper()
	if filepath.Ext(file) == ".sh" {
		_, command, _ := strings.Cut(text, "terraform ")
		p.run(strings.Fields(command)...)
		return
	}
	p.write(file, text)
	if said := p.run("apply", "-auto-approve", "-no-color"); !strings.Contains(said, "1 imported, 0 added, 0 changed, 0 destroyed") {
		p.t.Error(said)
	}
	if err := os.Remove(filepath.Join(p.folder, file)); err != nil {
		p.t.Error(err)
	}
}
