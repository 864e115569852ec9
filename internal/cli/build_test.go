package cli

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What is built runs, and a CLI that is told where it is uses it: without a network, and whatever the user's own
// configuration says.
func TestBuiltProviderIsUsed(t *testing.T) {
	t.Setenv("TF_CLI_CONFIG_FILE", "/nonexistent")
	t.Setenv("TF_CLI_ARGS", "-no-such-flag")
	folder := t.TempDir()
	if err := Build(t.Context(), folder); err != nil {
		t.Fatal(err)
	}
	config, err := WriteConfig(t.TempDir(), folder)
	if err != nil {
		t.Fatal(err)
	}
	found, err := Find(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	work := t.TempDir()
	text := "terraform {\n  required_providers {\n    rtc = { source = \"" + Address + "\" }\n  }\n}\nprovider \"rtc\" {}\n"
	if err := os.WriteFile(filepath.Join(work, "main.tf"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), found.Path, "providers", "schema", "-json")
	command.Dir = work
	for name, value := range Environment() {
		command.Env = append(command.Env, name+"="+value)
	}
	command.Env = append(command.Env, "TF_CLI_CONFIG_FILE="+config)
	output, err := command.CombinedOutput()
	if err != nil || !strings.Contains(string(output), "rtc_cloudflare_participant_token") {
		t.Errorf("%v\n%s", err, output)
	}
}

func TestInterruptedBuildLeavesNothingElsewhere(t *testing.T) {
	elsewhere := t.TempDir()
	t.Setenv("TMPDIR", elsewhere)
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	began := time.Now()
	if err := Build(ctx, t.TempDir()); err == nil || time.Since(began) > 5*time.Second {
		t.Errorf("ended after %s with %v", time.Since(began), err)
	}
	entries, err := os.ReadDir(elsewhere)
	if err != nil || len(entries) > 0 {
		t.Errorf("left: %v, %v", entries, err)
	}
}

func TestRoot(t *testing.T) {
	root, err := Root(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(root, "internal", "cli")); err != nil {
		t.Error(err)
	}
	t.Chdir(t.TempDir())
	if _, err := Root(t.Context()); err == nil || !strings.Contains(err.Error(), "run this inside it") {
		t.Errorf("elsewhere: %v", err)
	}
}

func TestEnvironmentSteersNothing(t *testing.T) {
	for _, name := range []string{"TF_LOG", "TF_VAR_x", "TF_CLI_ARGS_plan", "TF_ENCRYPTION", "TF_WORKSPACE"} {
		t.Setenv(name, "x")
	}
	t.Setenv("TFENV_ROOT", "kept")
	env := Environment()
	for name := range env {
		if strings.HasPrefix(name, "TF_") {
			t.Errorf("%s is in it", name)
		}
	}
	if env["TFENV_ROOT"] != "kept" || env["PATH"] == "" || env["CHECKPOINT_DISABLE"] == "" {
		t.Error("something is missing from it")
	}
}
