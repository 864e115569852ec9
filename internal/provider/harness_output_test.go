package provider_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

// complaint plans what has to fail and gives what the CLI says, without its lines and frames.
func complaint(t *testing.T, w *world, blocks ...string) string {
	t.Helper()
	output, err := newProject(t, w, blocks...).try("plan", "-no-color")
	if err == nil {
		t.Errorf("planned:\n%s", output)
	}
	return strings.Join(strings.Fields(strings.NewReplacer("│", " ", "╷", " ", "╵", " ").Replace(output)), " ")
}

func expectAll(t *testing.T, text string, want ...string) {
	t.Helper()
	for _, one := range want {
		if !strings.Contains(text, one) {
			t.Errorf("nothing says %q in:\n%s", one, text)
		}
	}
}

// queried are the results of a query: by display name the identity, and all that was said of it.
type queried struct {
	identities map[string]map[string]any
	objects    map[string]map[string]any
	said       string
}

func (p *project) query() (queried, error) {
	p.t.Helper()
	output, err := p.try("query", "-json", "-no-color")
	results := queried{map[string]map[string]any{}, map[string]map[string]any{}, output}
	for line := range strings.Lines(output) {
		var message struct {
			Found struct {
				Name     string         `json:"display_name"`
				Identity map[string]any `json:"identity"`
				Object   map[string]any `json:"resource_object"`
			} `json:"list_resource_found"`
		}
		if json.Unmarshal([]byte(line), &message) == nil && message.Found.Name != "" {
			results.identities[message.Found.Name], results.objects[message.Found.Name] = message.Found.Identity, message.Found.Object
		}
	}
	return results, err
}

// details are the texts of all errors of a run that prints JSON.
func details(output string) string {
	var all []string
	for line := range strings.Lines(output) {
		var message struct {
			Diagnostic struct{ Summary, Detail string }
		}
		if json.Unmarshal([]byte(line), &message) == nil && message.Diagnostic.Summary != "" {
			all = append(all, message.Diagnostic.Summary, message.Diagnostic.Detail)
		}
	}
	return strings.Join(all, "\n")
}

// asText is a text in one line.
func asText(text string) string { return strings.Join(strings.Fields(text), " ") }

func contains(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if part == "" || !strings.Contains(text, part) { // every text contains ""
			t.Errorf("%q is not in\n%s", part, text)
		}
	}
}

// importIDs are those of the import blocks in a text.
func importIDs(text string) []string {
	var ids []string
	for _, found := range regexp.MustCompile(`id = "([^"]+)"`).FindAllStringSubmatch(text, -1) {
		ids = append(ids, found[1])
	}
	return ids
}
