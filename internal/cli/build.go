package cli

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// Address is the source address that examples give for the provider.
const Address = "terraform.local/rtc/rtc"

// module is also the path of the provider's main package.
const module = "terraform.local/rtc/terraform-provider-rtc"

// WriteConfig writes a CLI configuration into folder and returns its path. With it, the CLI uses the provider in
// programFolder, whatever the user's own configuration says.
func WriteConfig(folder, programFolder string) (string, error) {
	file := filepath.Join(folder, "cli.tfrc")
	text := fmt.Sprintf("provider_installation {\n  dev_overrides {\n    %q = %q\n  }\n  direct {}\n}\n",
		Address, filepath.ToSlash(programFolder))
	return file, os.WriteFile(file, []byte(text), 0o600)
}

// Build compiles the provider of the module that contains the working folder into folder.
func Build(ctx context.Context, folder string) error {
	// A folder that Git does not trust, or Git missing, must not fail a build that nobody asks for its revision.
	_, err := goTool(ctx, folder, "build", "-buildvcs=false", "-o", folder+string(filepath.Separator), module)
	if err != nil {
		return fmt.Errorf("the provider could not be built: %w", err)
	}
	return nil
}

// Root is the folder of the module that contains the working folder.
func Root(ctx context.Context) (string, error) {
	folder, err := goTool(ctx, "", "list", "-f", "{{.Dir}}", module)
	if err != nil {
		return "", fmt.Errorf("the project's folder was not found; run this inside it: %w", err)
	}
	return folder, nil
}

// goTool runs the go command, with its temporary files in scratch: an interrupted one does not always clear up.
func goTool(ctx context.Context, scratch string, arguments ...string) (string, error) {
	command := exec.CommandContext(ctx, "go", arguments...)
	command.Env = command.Environ()
	if scratch != "" {
		for _, variable := range []string{"GOTMPDIR", "TMPDIR", "TMP", "TEMP"} { // the linker knows no GOTMPDIR
			command.Env = append(command.Env, variable+"="+scratch)
		}
	}
	if runtime.GOOS != "windows" { // which knows no such signal
		command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	}
	command.WaitDelay = 10 * time.Second
	var complaint strings.Builder
	command.Stderr = &complaint
	output, err := command.Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w\n%s", strings.Join(arguments, " "), err, strings.TrimSpace(complaint.String()))
	}
	return strings.TrimSpace(string(output)), nil
}
