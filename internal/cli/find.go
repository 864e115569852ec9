package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/hashicorp/go-version"
	install "github.com/hashicorp/hc-install"
	"github.com/hashicorp/hc-install/product"
	"github.com/hashicorp/hc-install/releases"
	"github.com/hashicorp/hc-install/src"
	"github.com/hashicorp/terraform-exec/tfexec"
)

// Override is the environment variable that names the CLI to use, whatever is on PATH. It is terraform-plugin-testing's
// variable, so that all tests of a run use the same CLI.
const Override = "TF_ACC_TERRAFORM_PATH"

// A CLI is a Terraform or OpenTofu that can be used.
type CLI struct {
	Path    string
	Version *version.Version
}

// Product is "terraform" or "tofu".
func (c CLI) Product() string { return Product(c.Path) }

func (c CLI) String() string { return fmt.Sprintf("%s %s", c.Product(), c.Version) }

// Find returns a CLI that supports ephemeral resources: the one that Override names, Terraform or OpenTofu on PATH, or else
// a Terraform that it installs into folder.
func Find(ctx context.Context, folder string) (CLI, error) {
	return FindOr(ctx, func() (string, error) { return Install(ctx, folder) })
}

// FindOr is Find with another way to install a CLI. It calls install at most once.
func FindOr(ctx context.Context, install func() (string, error)) (CLI, error) {
	if named := os.Getenv(Override); named != "" {
		found, err := usable(ctx, named)
		if err != nil {
			return CLI{}, fmt.Errorf("%w\nCorrect or unset the environment variable %s, which names it", err, Override)
		}
		return found, nil
	}
	var unfit []error
	for _, name := range []string{"terraform", "tofu"} {
		found, err := usable(ctx, name)
		if err == nil {
			return found, nil
		}
		if !errors.Is(err, exec.ErrNotFound) {
			unfit = append(unfit, err)
		}
	}
	installed, err := install()
	if err != nil {
		return CLI{}, &notFoundError{unfit: unfit, install: err}
	}
	return usable(ctx, installed)
}

// notFoundError is for users who have no CLI and cannot download one.
type notFoundError struct {
	unfit   []error // those on PATH
	install error
}

func (e *notFoundError) Error() string {
	lines := []string{fmt.Sprintf("neither Terraform %s nor OpenTofu %s, or newer, is on PATH", oldest("terraform"), oldest("tofu"))}
	for _, err := range e.unfit {
		lines = append(lines, "  "+err.Error())
	}
	lines = append(lines,
		"Installing Terraform for this run failed:",
		"  "+e.install.Error(),
		"Install one and put it on PATH, or set the environment variable "+Override+" to its path:",
		"  https://developer.hashicorp.com/terraform/install",
		"  https://opentofu.org/docs/intro/install/")
	return strings.Join(lines, "\n")
}

func (e *notFoundError) Unwrap() error { return errors.Join(append(e.unfit, e.install)...) }

// Install downloads the latest Terraform, checks its signature, and puts it into folder.
func Install(ctx context.Context, folder string) (string, error) {
	return install.NewInstaller().Ensure(ctx, []src.Source{
		&releases.LatestVersion{Product: product.Terraform, InstallDir: folder},
	})
}

// oldest is the first version of a product that supports ephemeral resources.
func oldest(product string) *version.Version {
	if product == "tofu" {
		return version.Must(version.NewVersion("1.11.0"))
	}
	return version.Must(version.NewVersion("1.10.0"))
}

// usable is a program that exists and is new enough, with its absolute path.
func usable(ctx context.Context, name string) (CLI, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return CLI{}, err
	}
	if path, err = filepath.Abs(path); err != nil {
		return CLI{}, err
	}
	found, err := versionOf(ctx, path)
	if err != nil {
		return CLI{}, fmt.Errorf("the version of %s cannot be read: %w", path, err)
	}
	if needed := oldest(Product(path)); found.LessThan(needed) {
		return CLI{}, fmt.Errorf("%s is version %s; ephemeral resources need at least %s", path, found, needed)
	}
	return CLI{path, found}, nil
}

func versionOf(ctx context.Context, path string) (*version.Version, error) {
	runner, err := tfexec.NewTerraform(os.TempDir(), path)
	if err != nil {
		return nil, err
	}
	if err := runner.SetEnv(Environment()); err != nil {
		return nil, err
	}
	found, _, err := runner.Version(ctx, true)
	return found, err
}
