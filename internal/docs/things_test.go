package docs_test

import (
	"regexp"
	"strings"
	"testing"
)

// A template has text for each type under a condition. A page whose text is about a thing that its name, description,
// arguments, examples and links do not mention has got the text of another type.
func TestPagesAreAboutTheirOwnThings(t *testing.T) {
	t.Parallel()
	for name, text := range documents(t) {
		if strings.Count(name, "/") != 2 || strings.HasPrefix(name, "docs/guides/") || strings.HasPrefix(name, "docs/functions/") {
			continue
		}
		for _, thing := range foreignThings(name, text) {
			t.Errorf("%s is not about a %s, and speaks of one", name, thing)
		}
	}
}

// foreignThings are the things that the prose of a page names, and nothing else of it.
func foreignThings(name, page string) []string {
	title := regexp.MustCompile("(?s)\\A---\n.*?\n# [^\n]*\n\n(?:!>.*?\n\n)?[^\n]*\n") // with what the schema says of the type
	prose, rest := withoutPieces(title.ReplaceAllString(page, ""))
	rest += name + title.FindString(page)
	var foreign []string
	for _, thing := range []string{"app", "meeting", "participant", "preset", "room", "webhook", "Cloudflare", "Telnyx"} {
		of := regexp.MustCompile(`(?i)(?:\b|_)` + thing + `s?(?:\b|_)`)
		if of.MatchString(prose) && !of.MatchString(rest) {
			foreign = append(foreign, thing)
		}
	}
	return foreign
}

// withoutPieces parts a page into what its template says in words, and the rest: code, links, and what the schema says.
func withoutPieces(page string) (prose, rest string) {
	pieces := regexp.MustCompile("(?ms)^```.*?^```$|`[^`\n]*`|\\]\\([^)]*\\)|" +
		"^<!-- schema generated[^\n]*\n(?:(?:#{2,4} (?:Schema|Identity Schema|Required|Optional|Read-Only|Nested Schema)[^\n]*|- [^\n]*|<a id=[^\n]*|(?:Required|Optional|Read-Only):|)\n)*")
	prose = pieces.ReplaceAllStringFunc(page, func(piece string) string {
		if !strings.Contains(piece, "/guides/") { // which every page links to
			rest += piece + "\n"
		}
		return ""
	})
	return prose, rest
}

// A page that has the text of another type is noticed.
func TestThePageOfAnotherTypeIsNoticed(t *testing.T) {
	t.Parallel()
	page := content(t, "docs/resources/telnyx_room.md")
	wrong := strings.Replace(page, "## Destroying\n", "## Destroying\n\nThe new meeting has a new ID.\n", 1)
	if found := foreignThings("docs/resources/telnyx_room.md", wrong); len(found) != 1 || found[0] != "meeting" {
		t.Errorf("found %q", found)
	}
	page = content(t, "docs/resources/cloudflare_webhook.md")
	for _, heading := range regexp.MustCompile("(?m)^## .*$").FindAllString(page, -1) {
		if heading == "## Schema" || heading == "## Example Usage" {
			continue // what is before these comes from the schema
		}
		wrong := strings.Replace(page, heading, "The new room has a new ID.\n\n"+heading, 1)
		if found := foreignThings("docs/resources/cloudflare_webhook.md", wrong); len(found) != 1 || found[0] != "room" {
			t.Errorf("before %s: found %q", heading, found)
		}
	}
	other := strings.ReplaceAll(content(t, "docs/resources/cloudflare_meeting.md"), "# rtc_cloudflare_meeting", "# rtc_cloudflare_webhook")
	other = strings.Replace(other, "The meeting itself stays", "The new room stays", 1)
	if found := foreignThings("docs/resources/cloudflare_webhook.md", other); len(found) != 1 || found[0] != "room" {
		t.Errorf("found %q", found)
	}
}

// A type that a template does not know stops the generation of pages: it does not get the text of another type.
func TestTemplatesKnowEachType(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"actions", "data-sources", "list-resources", "resources"} {
		name := "templates/" + kind + ".md.tmpl"
		text := content(t, name)
		for _, condition := range openEnded(text) {
			t.Errorf("%s: after {{ %s }}, the text for all other types has to be {{ codefile \"\" $missing }}", name, condition)
		}
		if spoilt := strings.Replace(text, `{{ codefile "" $missing }}`, "The room is new.", 1); len(openEnded(spoilt)) != 1 {
			t.Errorf("%s: a text for all other types is not noticed", name)
		}
	}
}

// openEnded are the conditions on types with an else that has a text. Other conditions distinguish vendors and kinds.
func openEnded(template string) []string {
	type branch struct {
		condition string
		otherwise int // where its else begins
	}
	var open []branch
	var found []string
	other := regexp.MustCompile(`^if (?:\$cloudflare|\$ephemeral|\$tokens?|\$refresh|and \$token \(not \$ephemeral\)|\.HasExamples)$`)
	for _, at := range regexp.MustCompile(`\{\{-? (if [^}]*?|range [^}]*?|else|end) -?\}\}`).FindAllStringSubmatchIndex(template, -1) {
		switch action := template[at[2]:at[3]]; action {
		case "else":
			open[len(open)-1].otherwise = at[1]
		case "end":
			last := open[len(open)-1]
			open = open[:len(open)-1]
			if last.otherwise > 0 && !other.MatchString(last.condition) && !strings.HasPrefix(template[last.otherwise:], `{{ codefile "" $missing }}`) {
				found = append(found, last.condition)
			}
		default:
			open = append(open, branch{condition: action})
		}
	}
	return found
}
