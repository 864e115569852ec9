package provider_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// Examples of managed resources, list resources and actions: what they take beside a plan and an apply.

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

// importedAs imports a resource as a file of its example says, in place of its copy in the state. Then nothing is left to
// change.
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
