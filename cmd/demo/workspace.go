package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/hashicorp/terraform-exec/tfexec"

	"terraform.local/rtc/terraform-provider-rtc/internal/cli"
)

// workspace is a temporary folder in which a run happens, so that the tree stays as it is. All that a run makes is in
// it, down to the temporary files of the programs it starts.
type workspace struct {
	folder         string
	example        string // a copy; state and plan come to lie beside it
	providerFolder string
	temp           string
	program        string // the CLI
	runner         *tfexec.Terraform
	said           bytes.Buffer // by plan and apply, on standard output
	complained     bytes.Buffer // and on standard error: a buffer each, since they are written at the same time
}

const planFile = "demo.tfplan"

func newWorkspace(example string) (w *workspace, err error) {
	folder, err := os.MkdirTemp("", "rtc-demo-")
	if err != nil {
		return nil, fmt.Errorf("a temporary folder for the run cannot be made: %w", err)
	}
	w = &workspace{
		folder:         folder,
		example:        filepath.Join(folder, "example"),
		providerFolder: filepath.Join(folder, "provider"),
		temp:           filepath.Join(folder, "tmp"),
	}
	err = os.CopyFS(w.example, os.DirFS(example))
	for _, inner := range []string{w.providerFolder, w.temp} {
		err = errors.Join(err, os.Mkdir(inner, 0o700))
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the example cannot be copied: %w", err), w.remove())
	}
	return w, nil
}

// errLeft must be heard whatever else went wrong.
var errLeft = errors.New("the run's folder cannot be removed")

func (w *workspace) remove() error {
	if err := os.RemoveAll(w.folder); err != nil {
		return fmt.Errorf("%w; state and plan in it hold tokens, so remove it by hand: %w", errLeft, err)
	}
	return nil
}

// findCLI says what it found.
func (w *workspace) findCLI(ctx context.Context, out io.Writer) (string, error) {
	program, err := cli.FindOr(ctx, func() (string, error) {
		say(out, "On PATH is no Terraform or OpenTofu that is new enough. Installing Terraform for this run alone ...\n")
		return cli.Install(ctx, w.folder)
	})
	if err != nil {
		return "", err
	}
	version, err := cli.Version(ctx, program)
	if err != nil {
		return "", err
	}
	w.program = program
	name := map[string]string{"terraform": "Terraform", "tofu": "OpenTofu"}[cli.Product(program)]
	return fmt.Sprintf("%s %s, %s", name, version, program), nil
}

func (w *workspace) build(ctx context.Context) error { return cli.Build(ctx, w.providerFolder) }

// configure makes the CLI use the provider in a folder and these vendors, whatever the user's environment holds.
func (w *workspace) configure(providerFolder string, v vendors) error {
	config, err := cli.WriteConfig(w.folder, providerFolder)
	if err != nil {
		return fmt.Errorf("the CLI cannot be told where the provider is: %w", err)
	}
	env := cli.Environment()
	env["TF_CLI_CONFIG_FILE"] = config
	for _, variable := range []string{"TMPDIR", "TMP", "TEMP"} {
		env[variable] = w.temp
	}
	v.environment(env)
	if w.runner, err = tfexec.NewTerraform(w.example, w.program); err != nil {
		return err
	}
	w.runner.SetStdout(&w.said)
	w.runner.SetStderr(&w.complained)
	// An interrupted CLI stops the provider first. It is killed, and the provider left alone, only if it hangs.
	return errors.Join(w.runner.SetEnv(env), w.runner.SetWaitDelay(20*time.Second))
}

func (w *workspace) plan(ctx context.Context, i ids) error {
	join, err := joinCommandLine()
	if err != nil {
		return err
	}
	_, err = w.runner.Plan(ctx, tfexec.Out(planFile),
		tfexec.Var("app_id="+i.app), tfexec.Var("meeting_id="+i.meeting), tfexec.Var("participant_id="+i.participant),
		tfexec.Var("room_id="+i.room), tfexec.Var("join="+join))
	return err
}

func (w *workspace) apply(ctx context.Context) error {
	return w.runner.Apply(ctx, tfexec.DirOrPlan(planFile))
}
