package provider_test

import (
	"archive/zip"
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"terraform.local/rtc/terraform-provider-rtc/internal/cli"
	"terraform.local/rtc/terraform-provider-rtc/internal/provider"
)

// A project is a folder with a configuration, and the real CLI to run it. The provider runs in this process, where the
// race detector watches it, or as the program that people install.
type project struct {
	t       *testing.T
	world   *world
	folder  string
	env     []string
	program bool                                       // whether the CLI starts the provider's program
	beside  map[string]func() tfprotov6.ProviderServer // further providers, under their source addresses
}

// The environment variables in which TestMain leaves what every project needs.
const (
	cliVariable     = "RTC_TEST_CLI"         // the path of the CLI
	versionVariable = "RTC_TEST_CLI_VERSION" // such as "terraform 1.11.4"
	folderVariable  = "RTC_TEST_FOLDER"      // a folder that lasts as long as the tests
)

// prepare finds a CLI, once for all tests.
func prepare(folder string) error {
	found, err := cli.Find(context.Background(), folder)
	if err != nil {
		return err
	}
	return errors.Join(os.Setenv(cliVariable, found.Path), os.Setenv(versionVariable, found.String()), os.Setenv(folderVariable, folder))
}

const requirement = `terraform {
  required_providers {
    rtc = { source = "` + cli.Address + `" }
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
	p := &project{t: t, world: w, folder: t.TempDir(), beside: map[string]func() tfprotov6.ProviderServer{}}
	p.env = []string{"TF_CLI_CONFIG_FILE=" + os.DevNull, "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1"}
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

// withProgram makes the CLI start the provider's program, as people have it: where the process itself matters, its
// environment or what it writes, and where a configuration has several provider blocks.
func (p *project) withProgram() *project {
	p.t.Helper()
	built := shared("program", func() builtProgram {
		folder := os.Getenv(folderVariable)
		if err := cli.Build(context.Background(), folder); err != nil {
			return builtProgram{err: err}
		}
		config, err := cli.WriteConfig(folder, folder)
		return builtProgram{config, err}
	})
	if built.err != nil {
		p.t.Fatal(built.err)
	}
	p.program = true
	p.env = append(p.env, "TF_CLI_CONFIG_FILE="+built.config)
	return p
}

// builtProgram is the provider's program, as a CLI configuration that names it.
type builtProgram struct {
	config string
	err    error
}

// in is the project as a test within its test sees it.
func (p *project) in(t *testing.T) *project {
	t.Helper()
	inner := *p
	inner.t = t
	return &inner
}

func (p *project) write(name, content string) {
	p.t.Helper()
	if !p.program && regexp.MustCompile(`(?m)^\s*alias\s*=`).MatchString(content) {
		p.t.Fatal("a provider in this process has one configuration: two provider blocks need withProgram")
	}
	file := filepath.Join(p.folder, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, []byte(content), 0o600)); err != nil {
		p.t.Fatal(err)
	}
}

// command is a run of the CLI. Whoever runs it calls stop when it has ended.
func (p *project) command(ctx context.Context, arguments ...string) (command *exec.Cmd, stop func()) {
	p.t.Helper()
	env := slices.Clone(p.env) // which later runs may change
	providers := maps.Clone(p.beside)
	if !p.program {
		providers[cli.Address] = func() tfprotov6.ProviderServer {
			return provider.NewServer("test", func(name string) string { return lookup(env, name) })
		}
	}
	reattach, stop := serve(ctx, p.t, providers)
	command = exec.CommandContext(ctx, os.Getenv(cliVariable), arguments...)
	command.Dir, command.Env = p.folder, append(env, reattach)
	return command, stop
}

// try runs the CLI and gives all that it prints.
func (p *project) try(arguments ...string) (string, error) {
	p.t.Helper()
	command, stop := p.command(p.t.Context(), arguments...)
	defer stop()
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
func (p *project) variable(name string) string { return lookup(p.env, name) }

// lookup finds a variable in an environment, in which the last wins.
func lookup(env []string, name string) string {
	for _, assignment := range slices.Backward(env) {
		if value, found := strings.CutPrefix(assignment, name+"="); found {
			return value
		}
	}
	return ""
}
