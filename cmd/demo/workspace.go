package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/terraform-exec/tfexec"

	"terraform.local/rtc/terraform-provider-rtc/internal/cli"
)

// workspace is a temporary folder in which a run happens, so that the tree stays as it is. All that a run makes is in
// it, down to the temporary files of the programs it starts.
type workspace struct {
	folder           string
	program          string // the CLI
	runner           *tfexec.Terraform
	said, complained bytes.Buffer // by the CLI, on standard output and error: a buffer each, since it writes both at once
}

// in is a folder of the workspace: "example" is a copy of the configuration, beside which state and plans come to lie.
func (w *workspace) in(name string) string { return filepath.Join(w.folder, name) }

func newWorkspace(example string) (*workspace, error) {
	folder, err := os.MkdirTemp("", "rtc-demo-")
	w := &workspace{folder: folder}
	if err != nil {
		return nil, fmt.Errorf("cannot create a temporary folder for the run: %w", err)
	}
	err = errors.Join(os.CopyFS(w.in("example"), os.DirFS(example)), os.Mkdir(w.in("provider"), 0o700), os.Mkdir(w.in("tmp"), 0o700))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("cannot copy the example: %w", err), w.remove())
	}
	return w, nil
}

// errLeft must be heard whatever else went wrong.
var errLeft = errors.New("cannot remove the run's folder")

func (w *workspace) remove() error {
	if err := os.RemoveAll(w.folder); err != nil {
		return fmt.Errorf("%w; state and plan in it hold tokens, so remove it by hand: %w", errLeft, err)
	}
	return nil
}

// findCLI finds a CLI, or installs Terraform for this run alone, and says which.
func (w *workspace) findCLI(ctx context.Context, out io.Writer) error {
	found, err := cli.Find(ctx, w.folder)
	if err == nil {
		w.program = found.Path
		say(out, "CLI       %s, %s\n", found, found.Path)
	}
	return err
}

// configure makes the CLI use the provider in a folder and the vendors of an environment, whatever the user's holds.
func (w *workspace) configure(providerFolder, appID string, environment []string) error {
	config, err := cli.WriteConfig(w.folder, providerFolder)
	join, joinErr := joinCommandLine()
	variables := "app_id = " + strconv.Quote(appID) + "\njoin   = " + strconv.Quote(join) + "\n"
	err = errors.Join(err, joinErr, os.WriteFile(filepath.Join(w.in("example"), "demo.auto.tfvars"), []byte(variables), 0o600))
	if err != nil {
		return fmt.Errorf("cannot configure the CLI: %w", err)
	}
	env := cli.Environment()
	for _, each := range append(environment, "TF_CLI_CONFIG_FILE="+config, "TMPDIR="+w.in("tmp"), "TMP="+w.in("tmp"), "TEMP="+w.in("tmp")) {
		name, value, _ := strings.Cut(each, "=")
		env[name] = value
	}
	if w.runner, err = tfexec.NewTerraform(w.in("example"), w.program); err != nil {
		return err
	}
	w.runner.SetStdout(&w.said)
	w.runner.SetStderr(&w.complained)
	// An interrupted CLI stops the provider first. It is killed, and the provider left alone, only if it hangs.
	return errors.Join(w.runner.SetEnv(env), w.runner.SetWaitDelay(20*time.Second))
}

func (d *demo) plan(file string, options ...tfexec.PlanOption) part {
	return func(ctx context.Context) error {
		if _, err := d.runner.Plan(ctx, append(options, tfexec.Out(file))...); err != nil {
			return err
		}
		return d.shown(file+", as JSON", func() error { _, err := d.runner.ShowPlanFile(ctx, file); return err })
	}
}

func (w *workspace) apply(file string) part {
	return func(ctx context.Context) error { return w.runner.Apply(ctx, tfexec.DirOrPlan(file)) }
}

func (w *workspace) destroy(ctx context.Context) error { return w.runner.Destroy(ctx) }
