package docs_test

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

const (
	root           = "../.."
	examplesFolder = root + "/examples"
)

// documents reads what people read: the Markdown files beside main.go, and every page of docs.
func documents(t *testing.T) map[string]string {
	t.Helper()
	texts := readFiles(t, root, ".md")
	for path := range texts {
		if strings.Contains(path, "/") && !strings.HasPrefix(path, "docs/") {
			delete(texts, path)
		}
	}
	return texts
}

func readFiles(t *testing.T, folder, ending string) map[string]string {
	t.Helper()
	files := map[string]string{}
	below := os.DirFS(folder)
	err := fs.WalkDir(below, ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ending) {
			return err
		}
		text, err := fs.ReadFile(below, path)
		files[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
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

// What a document shows as a configuration is an example, or a piece of one, and TestExamples runs those.
func TestConfigurationsInDocumentsAreExamples(t *testing.T) {
	t.Parallel()
	examples := readFiles(t, examplesFolder, ".tf")
	maps.Copy(examples, readFiles(t, examplesFolder, ".hcl"))
	maps.Copy(examples, readFiles(t, examplesFolder, ".tfrc"))
	blocks := regexp.MustCompile("(?ms)^```(?:hcl|terraform)\n(.*?)^```$")
	for name, text := range documents(t) {
		for _, block := range blocks.FindAllStringSubmatch(text, -1) {
			if !somewhereIn(examples, strings.TrimSpace(block[1])) {
				t.Errorf("%s: no file under examples holds this:\n%s", name, block[1])
			}
		}
	}
}

func somewhereIn(texts map[string]string, piece string) bool {
	for _, text := range texts {
		if strings.Contains(text, piece) {
			return true
		}
	}
	return false
}

func TestLinksInDocumentsLeadSomewhere(t *testing.T) {
	t.Parallel()
	links := regexp.MustCompile(`\]\(([^)#:]*)(#[^)]*)?\)`)
	all := documents(t)
	for name, text := range all {
		for _, link := range links.FindAllStringSubmatch(text, -1) {
			target := path.Join(path.Dir(name), link[1])
			if link[1] == "" {
				target = name
			}
			if _, err := os.Stat(path.Join(root, target)); err != nil {
				t.Errorf("%s: %s", name, err)
			} else if link[2] != "" && !anchors(all[target])[link[2]] {
				t.Errorf("%s: %s has no %s", name, target, link[2])
			}
		}
	}
}

// anchors are the parts of a page that a link can lead to.
func anchors(page string) map[string]bool {
	found := map[string]bool{}
	for _, heading := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(page, -1) {
		words := regexp.MustCompile(`[^a-z0-9 _-]`).ReplaceAllString(strings.ToLower(heading[1]), "")
		found["#"+strings.ReplaceAll(words, " ", "-")] = true
	}
	for _, id := range regexp.MustCompile(`<a id="([^"]*)">`).FindAllStringSubmatch(page, -1) {
		found["#"+id[1]] = true
	}
	return found
}

// A document that says which test holds a promise names one that exists.
func TestTestsNamedInDocumentsExist(t *testing.T) {
	t.Parallel()
	tests := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
	for _, text := range readFiles(t, root, "_test.go") {
		for _, test := range declared.FindAllStringSubmatch(text, -1) {
			tests[test[1]] = true
		}
	}
	named := regexp.MustCompile("`((?:Test|Fuzz)[A-Z]\\w+)`")
	for name, text := range documents(t) {
		for _, test := range named.FindAllStringSubmatch(text, -1) {
			if !tests[test[1]] {
				t.Errorf("%s names %s, which does not exist", name, test[1])
			}
		}
	}
}

// The registries cut a page off behind 500 kB.
func TestPagesFitIntoTheRegistries(t *testing.T) {
	t.Parallel()
	for name, text := range documents(t) {
		if len(text) > 500_000 {
			t.Errorf("%s has %d bytes", name, len(text))
		}
	}
}

// A page warns of what state keeps where, and only where, it keeps a token.
func TestDataSourcesOfTokensWarnFirst(t *testing.T) {
	t.Parallel()
	warning := regexp.MustCompile(`(?m)^# rtc_\w+ \(Data Source\)\n\n!> \*\*Terraform keeps the token in state`)
	for name, text := range documents(t) {
		if !strings.HasPrefix(name, "docs/data-sources/") {
			continue
		}
		if secret := strings.Contains(name, "_token"); warning.MatchString(text) != secret {
			t.Errorf("%s: warning is %t, want %t", name, !secret, secret)
		}
	}
}

// The guide shows how many tokens a run mints, as TestHowOftenARunMints measures it.
func TestTheGuideShowsHowOftenARunMints(t *testing.T) {
	t.Parallel()
	table := content(t, "internal/provider/testdata/how_often_a_run_mints.md")
	if guide := "docs/guides/mint-only-while-applying.md"; !strings.Contains(content(t, guide), table) {
		t.Errorf("%s does not show\n%s", guide, table)
	}
}

// The guide on errors shows one as the CLI prints it, which TestTheScreenOfAnErrorIsReal checks.
func TestTheGuideShowsTheScreenOfAnError(t *testing.T) {
	t.Parallel()
	screen := content(t, "internal/provider/testdata/screen.txt")
	if !strings.Contains(content(t, "docs/guides/troubleshooting.md"), "```\n"+screen+"```\n") {
		t.Errorf("the page does not show\n%s", screen)
	}
}
