package docs_test

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Each type that has examples has a page for each of its kinds, and each page shows the examples. internal/provider checks
// that each type has examples.
func TestPagesOfTypesAreComplete(t *testing.T) {
	t.Parallel()
	readme := content(t, "README.md")
	examples := readFiles(t, examplesFolder, ".tf")
	maps.Copy(examples, readFiles(t, examplesFolder, ".hcl"))
	maps.Copy(examples, readFiles(t, examplesFolder, ".sh"))
	shown := map[string]bool{} // pages
	for name, text := range examples {
		kind, file, _ := strings.Cut(name, "/")
		if !slices.Contains([]string{"actions", "data-sources", "ephemeral-resources", "functions", "list-resources", "resources"}, kind) {
			continue
		}
		page := "docs/" + kind + "/" + strings.TrimPrefix(path.Dir(file), "rtc_") + ".md"
		shown[page] = true
		if !strings.Contains(content(t, page), strings.TrimSpace(text)) {
			t.Errorf("%s does not show examples/%s", page, name)
		}
	}
	for name, text := range documents(t) {
		if strings.Count(name, "/") != 2 || strings.HasPrefix(name, "docs/guides/") {
			continue
		}
		if !shown[name] {
			t.Errorf("%s has no example, and may be of no type", name)
		}
		if !strings.Contains(readme, "]("+name+")") {
			t.Errorf("README has no row for %s", name)
		}
		for _, gap := range gaps(text) {
			t.Errorf("%s has a gap: %s", name, gap)
		}
	}
}

// gaps are what a page leaves open: a heading or an attribute with nothing behind it, a part that was to be filled in.
func gaps(page string) []string {
	empty := regexp.MustCompile(`(?m)^#+ .*\n+(?:\z|#{1,2} .*)|^- \S+ \([^)]*\)(?: \(see \[below.*)?$|.*(?:TODO|TBD|FIXME|<no value>).*|^\|[^|\n]*\| *\|$`)
	code := regexp.MustCompile("(?ms)^```.*?^```$")
	return empty.FindAllString(code.ReplaceAllString(page, "code"), -1)
}
