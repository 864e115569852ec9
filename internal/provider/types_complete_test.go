package provider_test

import (
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Nothing half-done is registered: what a type of a kind lacks, of documents, examples and tests, is named here.
func TestTypesAreComplete(t *testing.T) {
	t.Parallel()
	readme := content(t, "README.md")
	for _, one := range registered(t) {
		t.Run(one.String(), func(t *testing.T) {
			t.Parallel()
			example, page := content(t, "examples/"+one.examplePath()), content(t, one.page())
			_, exampleKnown := one.examples[one.kind.name]
			local := one.kind.name == "function" // it requests nothing
			for missing, is := range map[string]bool{
				"an entry in the table of types, for this kind":           slices.Contains(one.kinds, one.kind.name),
				"what comes of its example (examples)":                    exampleKnown,
				"what it returns (returns, want)":                         len(one.returns) > 0 && (local || len(one.returns[0].want) > 0),
				"the operations of the simulator that it reaches (calls)": local || len(one.returns) > 0 && len(one.returns[0].calls) > 0,
				"what it refuses at plan (refuses), or why it does not":   len(one.refusals()) > 0 || one.any != "",
				"a row in README":         strings.Contains(readme, "]("+one.page()+")"),
				"its example on its page": example != "" && strings.Contains(page, strings.TrimSpace(example)),
				"its name in its example": strings.Contains(example, one.name),
			} {
				if !is {
					t.Errorf("missing: %s", missing)
				}
			}
			one.checkBeside(t, page)
			for _, gap := range gaps(page) {
				t.Errorf("%s has a gap: %s", one.page(), gap)
			}
		})
	}
}

// checkBeside looks for the further files of an example, and for them on its page.
func (one typeOfKind) checkBeside(t *testing.T, page string) {
	t.Helper()
	for _, name := range one.kind.beside() {
		if text := content(t, "examples/"+one.exampleFile(name)); text == "" || !strings.Contains(page, strings.TrimSpace(text)) {
			t.Errorf("missing: %s on its page", name)
		}
	}
}

// content is a file of the project; a missing one is an error, and empty.
func content(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(path.Join(root, name)) //nolint:gosec // of the project
	if err != nil {
		t.Error(err)
	}
	return string(text)
}

// gaps are what a page leaves open: a heading or an attribute with nothing behind it, a part that was to be filled in.
func gaps(page string) []string {
	empty := regexp.MustCompile(`(?m)^#+ .*\n+(?:\z|#{1,2} .*)|^- \S+ \([^)]*\)(?: \(see \[below.*)?$|.*(?:TODO|TBD|FIXME|<no value>).*|^\|[^|\n]*\| *\|$`)
	code := regexp.MustCompile("(?ms)^```.*?^```$")
	return empty.FindAllString(code.ReplaceAllString(page, "code"), -1)
}

// What is documented or shown exists: whoever takes a type away takes its documents along.
func TestDocumentsAreOfTypes(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, one := range registered(t) {
		known[one.page()], known["examples/"+one.examplePath()], known[one.String()] = true, true, true
		for path := range one.exampleOutcomes() {
			known["examples/"+path] = true
		}
		for _, name := range one.kind.beside() {
			known["examples/"+one.exampleFile(name)] = true
		}
	}
	var found []string
	for name := range documents(t) {
		found = append(found, name)
	}
	for _, ending := range []string{".tf", ".hcl", ".sh"} {
		for name := range readFiles(t, examplesFolder, ending) {
			found = append(found, "examples/"+name)
		}
	}
	for _, name := range found {
		ofKind := slices.ContainsFunc(providerKinds(), func(kind providerKind) bool {
			return strings.HasPrefix(name, "docs/"+kind.folder+"/") || strings.HasPrefix(name, "examples/"+kind.folder+"/")
		})
		if ofKind && !known[name] {
			t.Errorf("%s is of no type", name)
		}
	}
	for _, entry := range allTypes() {
		for _, kind := range entry.kinds {
			if !known[kind+" "+entry.name] {
				t.Errorf("%s %s is in the table of types and is not registered", kind, entry.name)
			}
		}
	}
}
