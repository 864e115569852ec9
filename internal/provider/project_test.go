package provider_test

import (
	"archive/zip"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/cli"
)

// A project is a folder with a configuration, and the real CLI with the real provider program to run it: what people
// have, where terraform-plugin-testing runs the provider inside the test.
type project struct {
	t      *testing.T
	world  *world
	folder string
	env    []string
}

// The environment variables in which TestMain leaves the paths that every project needs.
const (
	cliVariable    = "RTC_TEST_CLI"
	configVariable = "RTC_TEST_CLI_CONFIG" // a CLI configuration that names the provider's program
)

// prepare compiles the provider's program, once for all tests, and finds a CLI.
func prepare(folder string) error {
	ctx := context.Background() // they serve every test
	if err := cli.Build(ctx, folder); err != nil {
		return err
	}
	config, err := installConsumers(folder)
	if err != nil {
		return err
	}
	path, err := cli.Find(ctx, folder)
	if err != nil {
		return err
	}
	return errors.Join(os.Setenv(cliVariable, path), os.Setenv(configVariable, config))
}

const requirement = `terraform {
  required_providers {
    rtc = { source = "terraform.local/rtc/rtc" }
  }
}
`

func newProject(t *testing.T, w *world, blocks ...string) *project {
	t.Helper()
	p := emptyProject(t, w)
	p.write("main.tf", requirement+strings.Join(blocks, "\n"))
	return p
}

func emptyProject(t *testing.T, w *world) *project {
	t.Helper()
	p := &project{t: t, world: w, folder: t.TempDir()}
	p.env = []string{"TF_CLI_CONFIG_FILE=" + os.Getenv(configVariable), "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1"}
	for _, kept := range []string{"PATH", "HOME", "TMPDIR", "SystemRoot", "TEMP"} {
		if value, set := os.LookupEnv(kept); set {
			p.env = append(p.env, kept+"="+value)
		}
	}
	for variable, value := range w.env {
		p.env = append(p.env, variable+"="+value)
	}
	return p
}

func (p *project) write(name, content string) {
	p.t.Helper()
	file := filepath.Join(p.folder, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, []byte(content), 0o600)); err != nil {
		p.t.Fatal(err)
	}
}

// try runs the CLI and gives all that it prints.
func (p *project) try(arguments ...string) (string, error) {
	p.t.Helper()
	command := exec.CommandContext(p.t.Context(), os.Getenv(cliVariable), arguments...)
	command.Dir, command.Env = p.folder, p.env
	output, err := command.CombinedOutput()
	return string(output), err
}

// run is try, for what must succeed.
func (p *project) run(arguments ...string) string {
	p.t.Helper()
	output, err := p.try(arguments...)
	if err != nil {
		p.t.Fatalf("%s: %s\n%s", strings.Join(arguments, " "), err, output)
	}
	return output
}

// files reads every file that the CLI left, plan files also unzipped, by name.
func (p *project) files() map[string]string {
	p.t.Helper()
	content := map[string]string{}
	folder := os.DirFS(p.folder)
	err := fs.WalkDir(folder, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(folder, path)
		content[path] = string(text)
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
	for path := range content {
		p.unzip(path, content)
	}
	return content
}

func (p *project) unzip(path string, into map[string]string) {
	archive, err := zip.OpenReader(filepath.Join(p.folder, path))
	if err != nil {
		return // not every file is an archive
	}
	defer closing(p.t, archive)
	for _, member := range archive.File {
		reader, err := member.Open()
		if err != nil {
			p.t.Fatal(err)
		}
		text, err := io.ReadAll(reader)
		if err != nil {
			p.t.Fatal(err)
		}
		into[path+"/"+member.Name] = string(text)
	}
}

func closing(t *testing.T, what io.Closer) {
	t.Helper()
	if err := what.Close(); err != nil {
		t.Error(err)
	}
}

// sh runs a line as a shell does, and gives all that it prints.
func (p *project) sh(line string) (string, error) {
	p.t.Helper()
	command := exec.CommandContext(p.t.Context(), "sh", "-c", line)
	command.Dir, command.Env = p.folder, p.env
	output, err := command.CombinedOutput()
	return string(output), err
}

// linkCLI gives the CLI at hand another name.
func (p *project) linkCLI(path string) {
	p.t.Helper()
	if err := os.Symlink(os.Getenv(cliVariable), path); err != nil {
		p.t.Skip(err)
	}
}

// variable is a variable of the project's environment.
func (p *project) variable(name string) string {
	for _, assignment := range slices.Backward(p.env) {
		if value, found := strings.CutPrefix(assignment, name+"="); found {
			return value
		}
	}
	return ""
}
