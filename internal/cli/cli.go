// Package cli finds the program that runs configurations, Terraform or OpenTofu, and lets it use a provider built
// here. The demo and the tests need it; the released provider does not link it.
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

// The first versions that know ephemeral resources.
var oldest = map[string]*version.Version{
	"terraform": version.Must(version.NewVersion("1.10.0")),
	"tofu":      version.Must(version.NewVersion("1.11.0")),
}

// Override names a CLI to be used whatever is on PATH. It is terraform-plugin-testing's variable, so that all tests of
// a run use the same CLI.
const Override = "TF_ACC_TERRAFORM_PATH"

// Find gives the path of a CLI that knows ephemeral resources: the one that Override names, Terraform or OpenTofu on
// PATH, or else a Terraform that it installs into folder.
func Find(ctx context.Context, folder string) (string, error) {
	if named := os.Getenv(Override); named != "" {
		return named, check(ctx, named)
	}
	var unfit []error
	for _, name := range []string{"terraform", "tofu"} {
		found, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		if err := check(ctx, found); err != nil {
			unfit = append(unfit, err)
			continue
		}
		return found, nil
	}
	installed, err := install.NewInstaller().Ensure(ctx, []src.Source{
		&releases.LatestVersion{Product: product.Terraform, InstallDir: folder},
	})
	if err != nil {
		return "", errors.Join(append(unfit, fmt.Errorf(
			"there is no Terraform of at least %s and no OpenTofu of at least %s on PATH, and Terraform cannot be installed: %w",
			oldest["terraform"], oldest["tofu"], err))...)
	}
	return installed, nil
}

func check(ctx context.Context, path string) error {
	found, err := Version(ctx, path)
	if err != nil {
		return err
	}
	if found.LessThan(oldest[Product(path)]) {
		return fmt.Errorf("%s is version %s; ephemeral resources need at least %s", path, found, oldest[Product(path)])
	}
	return nil
}

// Version asks a CLI for its version.
func Version(ctx context.Context, path string) (*version.Version, error) {
	runner, err := tfexec.NewTerraform(os.TempDir(), path)
	if err != nil {
		return nil, err
	}
	if err := runner.SetEnv(map[string]string{"CHECKPOINT_DISABLE": "1", "PATH": os.Getenv("PATH")}); err != nil {
		return nil, err
	}
	found, _, err := runner.Version(ctx, true)
	return found, err
}

// Product tells OpenTofu, "tofu", from "terraform" by the name of its program.
func Product(path string) string {
	if strings.Contains(filepath.Base(path), "tofu") {
		return "tofu"
	}
	return "terraform"
}

// Address is the source address that examples give for the provider.
const Address = "terraform.local/rtc/rtc"

// WriteConfig writes a CLI configuration into folder that takes the provider from the program in programFolder,
// whatever the user's own configuration says, and returns its path.
func WriteConfig(folder, programFolder string) (string, error) {
	file := filepath.Join(folder, "cli.tfrc")
	text := fmt.Sprintf("provider_installation {\n  dev_overrides {\n    %q = %q\n  }\n  direct {}\n}\n",
		Address, filepath.ToSlash(programFolder))
	return file, os.WriteFile(file, []byte(text), 0o600)
}

// Build compiles the provider of the module that contains the working folder into folder.
func Build(ctx context.Context, folder string) error {
	build := exec.CommandContext(ctx, "go", "build", "-o", folder+string(filepath.Separator), "terraform.local/rtc/terraform-provider-rtc")
	if output, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("building the provider: %w\n%s", err, output)
	}
	return nil
}
