package provider_test

import (
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Nothing half-done is registered: each type of each kind has its documents, its example and its tests, or is named here.
func TestTypesAreComplete(t *testing.T) {
	t.Parallel()
	read := func(t *testing.T, name string) string {
		t.Helper()
		text, err := os.ReadFile(path.Join(root, name)) //nolint:gosec // of the project
		if err != nil {
			t.Error(err)
		}
		return string(text)
	}
	readme := read(t, "README.md")
	for _, one := range registered(t) {
		t.Run(one.String(), func(t *testing.T) {
			t.Parallel()
			example, page := read(t, "examples/"+one.examplePath()), read(t, one.page())
			requests := 0
			for _, use := range one.returns {
				requests += len(use.calls)
			}
			_, exampleKnown := one.examples[one.kind.name]
			for missing, is := range map[string]bool{
				"an entry in the table of types, for this kind":           slices.Contains(one.kinds, one.kind.name),
				"what comes of its example (examples)":                    exampleKnown,
				"what it returns (returns)":                               len(one.returns) > 0 && (one.kind.name == "function" || len(one.returns[0].want) > 0),
				"the operations of the simulator that it reaches (calls)": requests > 0 || one.kind.name == "function",
				"what it refuses at plan (refuses, or any)":               len(one.refusals()) > 0 || one.any != "",
				"a row in README":                                         strings.Contains(readme, "]("+one.page()+")"),
				"its example on its page":                                 example != "" && strings.Contains(page, strings.TrimSpace(example)),
				"its name in its example":                                 strings.Contains(example, one.name),
			} {
				if !is {
					t.Errorf("missing: %s", missing)
				}
			}
			for _, gap := range gaps(page) {
				t.Errorf("%s has a gap: %s", one.page(), gap)
			}
		})
	}
}

// gaps are what a page leaves open: a heading or an attribute with nothing behind it, a part that was to be filled in.
func gaps(page string) []string {
	empty := regexp.MustCompile(`(?m)^#+ .*\n+(?:\z|#{1,2} .*)|^- \S+ \([^)]*\)(?: \(see \[below.*)?$|.*(?:TODO|TBD|FIXME|<no value>).*|^\|[^|\n]*\| *\|$`)
	code := regexp.MustCompile("(?ms)^```.*?^```$")
	return empty.FindAllString(code.ReplaceAllString(page, "code"), -1)
}

// What is documented or shown exists: whoever takes a type away takes its documents along, and says so in CHANGELOG.
func TestDocumentsAreOfTypes(t *testing.T) {
	t.Parallel()
	pages, examples := map[string]bool{}, map[string]bool{}
	for _, one := range registered(t) {
		pages[one.page()], examples[one.examplePath()] = true, true
	}
	for _, kind := range providerKinds() {
		for name := range documents(t) {
			if strings.HasPrefix(name, "docs/"+kind.folder+"/") && !pages[name] {
				t.Errorf("%s is the page of no type", name)
			}
		}
		for _, ending := range []string{".tf", ".hcl"} {
			for name := range readFiles(t, examplesFolder, ending) {
				if strings.HasPrefix(name, kind.folder+"/") && !examples[name] {
					t.Errorf("examples/%s is the example of no type", name)
				}
			}
		}
	}
	for _, entry := range allTypes() {
		for _, kind := range entry.kinds {
			if !slices.ContainsFunc(registered(t), func(one typeOfKind) bool { return one.name == entry.name && one.kind.name == kind }) {
				t.Errorf("%s %s is in the table of types and is not registered", kind, entry.name)
			}
		}
	}
}
