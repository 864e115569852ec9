package docs_test

import (
	"regexp"
	"strings"
	"testing"
)

// prose is what people read: documents, and the templates and examples that they are made from.
func prose(t *testing.T) map[string]string {
	t.Helper()
	all := documents(t)
	for _, folder := range []string{"templates", "examples"} {
		for _, ending := range []string{".tmpl", ".tf", ".hcl", ".yml", ".sh"} {
			for name, text := range readFiles(t, root+"/"+folder, ending) {
				all[folder+"/"+name] = text
			}
		}
	}
	return all
}

// Phrases of ours that nobody outside understands at first sight. What to write instead is plain.
func TestDocumentsSpeakPlainly(t *testing.T) {
	t.Parallel()
	obscure := regexp.MustCompile(`(?i)with which (?:somebody|it) joins|\bdoors?\b|, made of a|\bpatience\b|a refusal is|is looked at when|` +
		`stored nowhere|mint a token more|something to hold|those one meets|\bis no id\b|of one family|letter by letter|named exactly|` +
		`bears fewer|names of your own, the|not given up|handed out, never|in nobody's hands|what stands where|stranger|` +
		`has to be there|has to be made|whole life|whichever form|by themselves|queue moves|dead token|that is to go|surely end|` +
		`in silence|counts heads|what the tokens are for|address of this block|others use the same limit|(?-i:\bids?\b[^a-z_\x60"=.}-])`)
	comments := regexp.MustCompile(`(?m)#.*|description *= .*|error_message *= .*`)
	code := regexp.MustCompile("(?ms)^```.*?^```$|`[^`\n]*`|https?://\\S+|[a-z_./]*\\.(?:id|tf)\\b|\\bid += .*|#[a-z-]*\\bids?\\)|\\bID\\b")
	for name, text := range prose(t) {
		if !strings.HasSuffix(name, ".md") && !strings.HasSuffix(name, ".tmpl") {
			text = strings.Join(comments.FindAllString(text, -1), "\n")
		}
		for _, phrase := range obscure.FindAllString(code.ReplaceAllString(text, ""), -1) {
			t.Errorf("%s: say it more plainly: %q", name, phrase)
		}
	}
}

// A screen is what the CLI prints.
func TestScreensAreNotShouted(t *testing.T) {
	t.Parallel()
	for name, text := range prose(t) {
		if strings.Contains(text, "ERROR:") || strings.Contains(text, "WARNING:") {
			t.Errorf("%s: the CLI prints Error: and Warning:", name)
		}
	}
}

// What a document tells people to make, the Makefile makes.
func TestTargetsNamedInDocumentsExist(t *testing.T) {
	t.Parallel()
	makefile := content(t, "Makefile")
	named := regexp.MustCompile("(?m)(?:^|`)make ([a-z-]+)")
	for name, text := range documents(t) {
		for _, target := range named.FindAllStringSubmatch(text, -1) {
			if !strings.Contains(makefile, "\n"+target[1]+":") {
				t.Errorf("%s: there is no make %s", name, target[1])
			}
		}
	}
}
