package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const errorsPage = "docs/guides/troubleshooting.md"

// artificial tells errors that no vendor causes. The tests use some of them to see how the provider words what it does not know.
var artificial = regexp.MustCompile(`^(?:Cloudflare responded with (?:410 Gone|418 I'm a teapot)|Telnyx responded with .* and success: false)$`)

// firstLines are the lines that a page shows as the first lines of errors and warnings.
func firstLines(page string) []string {
	var lines []string
	for _, block := range regexp.MustCompile("(?ms)^```\\w*\n(.*?)^```$").FindAllStringSubmatch(page, -1) {
		for _, line := range regexp.MustCompile(`(?m)^(?:Error|Warning): (.+)$`).FindAllStringSubmatch(block[1], -1) {
			lines = append(lines, line[1])
		}
	}
	return lines
}

// Every error in the tests of the provider has its first line on the page, by which people search.
func TestEveryErrorIsOnThePage(t *testing.T) {
	t.Parallel()
	shown := firstLines(content(t, errorsPage))
	first := regexp.MustCompile(`(?m)^(?:Error|Warning): (.+)$`)
	for name, text := range readFiles(t, root+"/internal/provider/testdata/diagnostics", ".txt") {
		for _, line := range first.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(shown, line[1]) && !artificial.MatchString(line[1]) {
				t.Errorf("templates/guides/troubleshooting.md.tmpl lacks a cause and a next step for %q (%s)", line[1], name)
			}
		}
	}
}

// Every first line that the code can make is on the page, for both vendors. Every line of the provider on the page can be made.
func TestThePageHasWhatTheCodeCanSay(t *testing.T) {
	t.Parallel()
	page := content(t, errorsPage)
	own, _, _ := strings.Cut(page, "\n## Errors of the CLI\n")
	summaries := codeSummaries(t)
	if len(summaries) < 40 {
		t.Errorf("only %d first lines were found in the code", len(summaries))
	}
	var patterns []*regexp.Regexp
	for _, summary := range summaries {
		pattern := regexp.MustCompile("^" + summary + "$")
		patterns = append(patterns, pattern)
		if !artificial.MatchString(summary) && !slices.ContainsFunc(firstLines(page), pattern.MatchString) {
			t.Errorf("templates/guides/troubleshooting.md.tmpl has no error %s", summary)
		}
	}
	framework := regexp.MustCompile(`^Invalid Attribute .*$`) // of the framework's validators
	for _, line := range firstLines(own) {
		if !framework.MatchString(line) && !slices.ContainsFunc(patterns, func(p *regexp.Regexp) bool { return p.MatchString(line) }) {
			t.Errorf("templates/guides/troubleshooting.md.tmpl has %q, which the code does not say", line)
		}
	}
}

// codeSummaries are patterns of the first lines that the code makes: the result called summary of a method Explain, what
// requestSummary returns, the first field of a warning, and what Warn and a diagnostic get.
func codeSummaries(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, folder := range []string{"internal/advice", "internal/provider", "internal/create"} {
		for _, file := range sources(t, folder) {
			for _, declaration := range file.Decls {
				if function, ok := declaration.(*ast.FuncDecl); ok {
					all = append(all, summariesOf(function)...)
				}
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// sources are the Go files of a folder, without tests.
func sources(t *testing.T, folder string) []*ast.File {
	t.Helper()
	entries, err := fs.Glob(os.DirFS(path.Join(root, folder)), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range entries {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path.Join(root, folder, name), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

func summariesOf(function *ast.FuncDecl) []string {
	var all []string
	ast.Inspect(function, func(node ast.Node) bool {
		if summary := summaryIn(function.Name.Name, node); summary != nil {
			all = append(all, patternsOf(summary)...)
		}
		return true
	})
	return all
}

// summaryIn is the expression of a first line, if a node of a function has one.
func summaryIn(function string, node ast.Node) ast.Expr {
	explains := function == "Explain" || function == "explain"
	switch node := node.(type) {
	case *ast.ReturnStmt:
		if explains && len(node.Results) == 3 {
			return node.Results[1]
		}
		if function == "requestSummary" {
			return node.Results[0]
		}
	case *ast.AssignStmt:
		if name, ok := node.Lhs[0].(*ast.Ident); ok && explains && name.Name == "summary" {
			return node.Rhs[0]
		}
	case *ast.CompositeLit:
		if name, ok := node.Type.(*ast.Ident); ok && name.Name == "warning" && len(node.Elts) > 0 {
			return node.Elts[0]
		}
	case *ast.CallExpr:
		method, ok := node.Fun.(*ast.SelectorExpr)
		if ok && regexp.MustCompile(`^(?:[wW]arn$|(?:New|Add)(?:Attribute)?(?:Error|Warning))`).MatchString(method.Sel.Name) {
			return node.Args[strings.Count(method.Sel.Name, "Attribute")]
		}
	}
	return nil
}

// patternsOf are patterns of the texts that an expression makes, one for each vendor if it names one.
func patternsOf(expression ast.Expr) []string {
	switch expression := expression.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(expression.Value)
		if err != nil {
			return nil
		}
		return []string{regexp.QuoteMeta(text)}
	case *ast.BinaryExpr:
		var all []string
		for _, left := range orAnything(expression.X) {
			for _, right := range orAnything(expression.Y) {
				all = append(all, left+right)
			}
		}
		return all
	case *ast.CallExpr: // fmt.Sprintf
		if method, ok := expression.Fun.(*ast.SelectorExpr); !ok || method.Sel.Name != "Sprintf" {
			return nil
		}
		patterns := patternsOf(expression.Args[0])
		for _, argument := range expression.Args[1:] {
			patterns = filledIn(patterns, argument)
		}
		return patterns
	}
	return nil
}

func orAnything(expression ast.Expr) []string {
	if patterns := patternsOf(expression); patterns != nil {
		return patterns
	}
	return []string{".+"}
}

// filledIn puts an argument in place of the first verb.
func filledIn(patterns []string, argument ast.Expr) []string {
	values := []string{".+"}
	if selector, ok := argument.(*ast.SelectorExpr); ok && selector.Sel.Name == "Vendor" {
		values = []string{"Cloudflare", "Telnyx"}
	}
	verb := regexp.MustCompile(`%[sdqv]`)
	var all []string
	for _, pattern := range patterns {
		at := verb.FindStringIndex(pattern)
		if at == nil {
			return patterns
		}
		for _, value := range values {
			all = append(all, pattern[:at[0]]+value+pattern[at[1]:])
		}
	}
	return all
}
