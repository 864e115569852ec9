package provider_test

import (
	"fmt"
	"maps"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

const root = "../.."

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

// What a document shows as a configuration is an example, or a piece of one, and TestExamples runs those.
func TestConfigurationsInDocumentsAreExamples(t *testing.T) {
	t.Parallel()
	examples := readFiles(t, examplesFolder, ".tf")
	maps.Copy(examples, readFiles(t, examplesFolder, ".hcl"))
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
	links := regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`)
	for name, text := range documents(t) {
		for _, link := range links.FindAllStringSubmatch(text, -1) {
			if _, err := os.Stat(path.Join(root, path.Dir(name), link[1])); err != nil {
				t.Errorf("%s: %s", name, err)
			}
		}
	}
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
	warning := regexp.MustCompile(`(?m)^# rtc_\w+ \(Data Source\)\n\n!> \*\*The token is kept in state`)
	for name, text := range documents(t) {
		if !strings.HasPrefix(name, "docs/data-sources/") {
			continue
		}
		if secret := strings.Contains(name, "_token"); warning.MatchString(text) != secret {
			t.Errorf("%s: warning is %t, want %t", name, !secret, secret)
		}
	}
}

// The page of each ephemeral resource shows how many tokens a run mints, as measured.
func TestPagesShowHowOftenARunMints(t *testing.T) {
	t.Parallel()
	cases := mintCases()
	row := func(label string, m mints) string {
		return fmt.Sprintf("| %s | %d | %d | %d | %d | %d | %d |\n",
			label, m.plan, m.savedApply, m.apply, m.refreshOnly, m.planDestroy, m.destroy)
	}
	rows := func(used, unused mintCase) string {
		return row("Terraform, used", used.terraform) + row("Terraform, unused", unused.terraform) +
			row("OpenTofu, used", used.tofu) + row("OpenTofu, unused", unused.tofu)
	}
	table := "| | `plan` | `apply` of a saved plan | `apply` | `apply -refresh-only` | `plan -destroy` | `destroy` |\n" +
		"| --- | --- | --- | --- | --- | --- | --- |\n" +
		"| **`mint_tokens` left out** | | | | | | |\n" +
		rows(cases[used], cases[unused]) +
		"| **`mint_tokens = terraform.applying`** | | | | | | |\n" +
		rows(cases[usedWhileApplying], cases[unusedWhileApplying])
	for name, text := range documents(t) {
		if strings.HasPrefix(name, "docs/ephemeral-resources/") && !strings.Contains(text, table) {
			t.Errorf("%s does not show\n%s", name, table)
		}
	}
}
