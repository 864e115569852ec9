package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/hashicorp/go-version"
)

// fake puts a program on the PATH, or elsewhere, that knows nothing but its version.
func fake(t *testing.T, folder, name, release string) {
	t.Helper()
	script := fmt.Sprintf("#!/bin/sh\n[ \"$1\" = version ] && echo '{\"terraform_version\": %q, \"provider_selections\": {}}'\n", release)
	if release == "" {
		script = "#!/bin/sh\necho 'no version is chosen; choose one' >&2\nexit 1\n"
	}
	if err := os.WriteFile(filepath.Join(folder, name), []byte(script), 0o700); err != nil { //nolint:gosec // It is to be run.
		t.Fatal(err)
	}
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func TestFind(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the fake programs are shell scripts")
	}
	const installed = "installed-terraform"
	for name, c := range map[string]struct {
		onPath   map[string]string // versions
		override string
		want     string
	}{
		"Terraform":                       {onPath: map[string]string{"terraform": "1.11.4"}, want: "terraform"},
		"the oldest Terraform":            {onPath: map[string]string{"terraform": "1.10.0"}, want: "terraform"},
		"OpenTofu":                        {onPath: map[string]string{"tofu": "1.11.0"}, want: "tofu"},
		"both":                            {onPath: map[string]string{"terraform": "1.15.9", "tofu": "1.12.6"}, want: "terraform"},
		"Terraform too old, OpenTofu not": {onPath: map[string]string{"terraform": "1.9.8", "tofu": "1.12.6"}, want: "tofu"},
		"Terraform broken, OpenTofu not":  {onPath: map[string]string{"terraform": "", "tofu": "1.12.6"}, want: "tofu"},
		"Terraform too old":               {onPath: map[string]string{"terraform": "1.9.8"}, want: installed},
		"a beta of the oldest":            {onPath: map[string]string{"terraform": "1.10.0-beta1"}, want: installed},
		"OpenTofu too old":                {onPath: map[string]string{"tofu": "1.10.6"}, want: installed},
		"neither":                         {want: installed},
		"one named, another on PATH":      {onPath: map[string]string{"terraform": "1.11.4", "tofu": "1.12.6"}, override: "tofu", want: "tofu"},
		"one named that is too old":       {onPath: map[string]string{"terraform": "1.11.4", "tofu": "1.9.0"}, override: "tofu"},
		"one named that is not there":     {onPath: map[string]string{"terraform": "1.11.4"}, override: "/nonexistent/terraform"},
		"one named that tells no version": {onPath: map[string]string{"terraform": "1.11.4", "tofu": ""}, override: "tofu"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			for program, release := range c.onPath {
				fake(t, folder, program, release)
			}
			t.Setenv("PATH", folder)
			t.Setenv(Override, c.override)
			found, err := FindOr(t.Context(), func() (string, error) {
				fake(t, folder, installed, "1.99.0")
				return filepath.Join(folder, installed), nil
			})
			var want CLI
			if c.want != "" {
				want = CLI{filepath.Join(folder, c.want), version.Must(version.NewVersion(orElse(c.onPath[c.want], "1.99.0")))}
			}
			if found.Path != want.Path || !found.Version.Equal(want.Version) || (err == nil) != (c.want != "") {
				t.Errorf("found %s, %v; want %s", found, err, want)
			}
			if err != nil && !strings.Contains(err.Error(), Override) {
				t.Errorf("the error does not name %s: %s", Override, err)
			}
		})
	}
}

func TestFindGivesAPathForEveryWorkingFolder(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the fake programs are shell scripts")
	}
	folder := t.TempDir()
	fake(t, folder, "tofu", "1.12.6")
	t.Chdir(folder)
	t.Setenv(Override, "./tofu")
	if found, err := Find(t.Context(), ""); err != nil || !filepath.IsAbs(found.Path) {
		t.Errorf("found %q, %v", found.Path, err)
	}
}

func TestNothingFoundSaysWhatWasTried(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the fake programs are shell scripts")
	}
	folder := t.TempDir()
	fake(t, folder, "terraform", "1.5.7")
	fake(t, folder, "tofu", "")
	t.Setenv("PATH", folder)
	t.Setenv(Override, "")
	offline := errors.New("no route to host")
	_, err := FindOr(t.Context(), func() (string, error) { return "", offline })
	if !errors.Is(err, offline) {
		t.Fatalf("the error is %v", err)
	}
	for _, said := range []string{
		"Terraform 1.10.0", "OpenTofu 1.11.0",
		filepath.Join(folder, "terraform") + " is version 1.5.7",
		"the version of " + filepath.Join(folder, "tofu") + " cannot be read", "choose one",
		"no route to host", Override, "https://",
	} {
		if !strings.Contains(err.Error(), said) {
			t.Errorf("not said: %q, but:\n%s", said, err)
		}
	}
}
