package provider_test

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"path/filepath"
	"strings"
	"testing"
)

// What several test files use stands in one that is named for it: harness_….go, or …_types_test.go for the table of types.
func TestHelpersStandInFilesNamedForThem(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	declared, files := map[string]string{}, map[string]*ast.File{} // declared: in which file each name is
	for _, path := range paths {
		file, err := parser.ParseFile(gotoken.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files[path] = file
		for name := range file.Scope.Objects {
			declared[name] = path
		}
	}
	for path, file := range files {
		told := map[string]bool{}
		for _, used := range file.Unresolved { // in this file
			in := declared[used.Name]
			if told[used.Name] || in == "" || in == path || strings.HasPrefix(in, "harness_") || strings.HasSuffix(in, "_types_test.go") {
				continue
			}
			told[used.Name] = true
			t.Errorf("%s uses %s of %s: move it into a file harness_….go", path, used.Name, in)
		}
	}
	if declared["newWorld"] != "harness_world_test.go" {
		t.Error("nothing was seen of what the harness declares")
	}
}
