package provider

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// layerOf is the layer of a file.
func layerOf(file string) int {
	switch {
	case file == "provider.go", file == "server.go":
		return 3
	case strings.HasPrefix(file, "cloudflare_"), strings.HasPrefix(file, "telnyx_"), strings.HasSuffix(file, "_function.go"):
		return 2
	case strings.HasPrefix(file, "kind_"):
		return 1
	}
	return 0
}

// References between files run down: from what registers the types to the types, to the kinds, to what these use. Nor is
// there a circle in a layer.
func TestReferencesRunDown(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("*.go")
	fset, files, info := token.NewFileSet(), []*ast.File{}, &types.Info{Uses: map[*ast.Ident]types.Object{}}
	for _, name := range slices.DeleteFunc(names, func(name string) bool { return strings.HasSuffix(name, "_test.go") }) {
		file, unreadable := parser.ParseFile(fset, name, nil, 0)
		files, err = append(files, file), errors.Join(err, unreadable)
	}
	if err != nil {
		t.Fatal(err)
	}
	// Without an importer, what comes from other packages is unknown, which is no error here.
	own, _ := (&types.Config{Error: func(error) {}}).Check("provider", fset, files, info) //nolint:errcheck // as said
	uses := map[string][]string{}
	for name, object := range info.Uses {
		if object.Pkg() != own || !object.Pos().IsValid() {
			continue
		}
		from, to := fset.Position(name.Pos()).Filename, fset.Position(object.Pos()).Filename
		if layerOf(from) < layerOf(to) {
			t.Errorf("%s refers to %s, which %s above it has", from, name, to)
		}
		if from != to && !slices.Contains(uses[from], to) {
			uses[from] = append(uses[from], to)
		}
	}
	if len(uses) < len(files)/2 {
		t.Error("hardly any reference was found")
	}
	// Whoever refers to nothing that is left is on no circle.
	for left := len(uses) + 1; len(uses) < left; {
		left = len(uses)
		maps.DeleteFunc(uses, func(_ string, to []string) bool {
			return !slices.ContainsFunc(to, func(file string) bool { return uses[file] != nil })
		})
	}
	if len(uses) > 0 {
		t.Errorf("there is a circle among these, each with what it refers to: %v", uses)
	}
}
