package docs_test

import (
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/provider"
)

// Each type that has examples has a page for each of its kinds, and each page shows the examples. internal/provider checks
// that each type has examples.
func TestPagesOfTypesAreComplete(t *testing.T) {
	t.Parallel()
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
		for _, gap := range gaps(text) {
			t.Errorf("%s has a gap: %s", name, gap)
		}
	}
}

// Each type that the provider has is in the texts that people look for it in: its page, the README, and the changelog.
func TestTextsOfTypesAreComplete(t *testing.T) {
	t.Parallel()
	has, err := provider.NewServer("", func(string) string { return "" }).GetProviderSchema(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	readme, changelog := content(t, "README.md"), content(t, "CHANGELOG.md")
	types := 0
	for kind, names := range map[string][]string{
		"actions": sorted(has.ActionSchemas), "data-sources": sorted(has.DataSourceSchemas), "ephemeral-resources": sorted(has.EphemeralResourceSchemas),
		"functions": sorted(has.Functions), "list-resources": sorted(has.ListResourceSchemas), "resources": sorted(has.ResourceSchemas),
	} {
		for _, name := range names {
			types++
			page := "docs/" + kind + "/" + strings.TrimPrefix(name, "rtc_") + ".md"
			if _, err := os.Stat(path.Join(root, page)); err != nil {
				t.Errorf("%s: there is no %s: see that templates/ know the type, and run make generate", name, page)
			}
			if !strings.Contains(readme, "]("+page+")") {
				t.Errorf("%s: README.md has no row for %s", name, page)
			}
			if !regexp.MustCompile(`\b` + name + `\b`).MatchString(changelog) {
				t.Errorf("%s: CHANGELOG.md does not name it", name)
			}
		}
	}
	if types < 20 {
		t.Errorf("the provider has only %d types: this test cannot see", types)
	}
}

func sorted[T any](schemas map[string]T) []string { return slices.Sorted(maps.Keys(schemas)) }

// gaps are what a page leaves open: a heading or an attribute with nothing behind it, a part that was to be filled in.
func gaps(page string) []string {
	empty := regexp.MustCompile(`(?m)^#+ .*\n+(?:\z|#{1,2} .*)|^- \S+ \([^)]*\)(?: \(see \[below.*)?$|.*(?:TODO|TBD|FIXME|<no value>).*|^\|[^|\n]*\| *\|$`)
	code := regexp.MustCompile("(?ms)^```.*?^```$")
	return empty.FindAllString(code.ReplaceAllString(page, "code"), -1)
}
