package docs_test

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The command in CONTRIBUTING puts another name everywhere, and what comes of it still builds.
func TestPublishingUnderAnotherName(t *testing.T) {
	t.Parallel()
	if os.Getenv("RTC_RELEASE_CHECK") == "" {
		t.Skip("it builds everything a second time; make release-check runs it")
	}
	for _, program := range []string{"git", "perl", "sh"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip("there is no " + program)
		}
	}
	text := documents(t)["CONTRIBUTING.md"]
	command := regexp.MustCompile("(?ms)^```sh\n(git grep .*?)^```$").FindStringSubmatch(text)
	if command == nil {
		t.Fatal("CONTRIBUTING does not say how to publish")
	}
	folder := t.TempDir()
	run := func(in, name string, arguments ...string) string {
		t.Helper()
		program := exec.CommandContext(t.Context(), name, arguments...)
		program.Dir = in
		output, err := program.CombinedOutput()
		if err != nil {
			t.Fatalf("%s %s: %s\n%s", name, strings.Join(arguments, " "), err, output)
		}
		return string(output)
	}
	for path := range strings.FieldsSeq(run(root, "git", "ls-files", "--cached", "--others", "--exclude-standard")) {
		copyFile(t, os.DirFS(root), path, folder)
	}
	run(folder, "git", "init", "--quiet")
	run(folder, "git", "add", "--all")
	run(folder, "sh", "-c", command[1])
	if left := run(folder, "sh", "-c", `git grep --line-number 'terraform\.local' || true`); left != "" {
		t.Errorf("the old name is left:\n%s", left)
	}
	run(folder, "go", "build", "./...")
}

// copyFile leaves out what is in git's list, but not there any more.
func copyFile(t *testing.T, folder fs.FS, path, to string) {
	t.Helper()
	content, err := fs.ReadFile(folder, path)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	to = filepath.Join(to, path)
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, content, 0o600); err != nil {
		t.Fatal(err)
	}
}
