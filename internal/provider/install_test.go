package provider_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// What README promises: after "make install" a copied example needs nothing but init, without a registry and without
// a development override.
func TestInstalledProvider(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	home := t.TempDir()
	install := exec.CommandContext(t.Context(), "make", "install")
	install.Dir = filepath.Join("..", "..")
	install.Env = append(os.Environ(), "HOME="+home, "APPDATA="+home, "GOFLAGS="+goEnv(t, "GOFLAGS"),
		"GOCACHE="+goEnv(t, "GOCACHE"), "GOMODCACHE="+goEnv(t, "GOMODCACHE"), "GOPATH="+goEnv(t, "GOPATH"))
	if output, err := install.CombinedOutput(); err != nil {
		t.Fatalf("make install: %s\n%s", err, output)
	}

	example, err := os.ReadFile(filepath.Join("..", "..", "examples", "guides", "provisioner.tf"))
	if err != nil {
		t.Fatal(err)
	}
	p := newProject(t, w)
	p.program = true // which is installed
	p.write("main.tf", string(example))
	p.env = append(p.env, "HOME="+home, "APPDATA="+home, "TF_CLI_CONFIG_FILE="+os.DevNull, "TF_VAR_recorder_url="+w.JoinURL())
	p.run("init")
	p.run("apply", "-auto-approve")
	if minted := len(w.Tokens()); minted == 0 {
		t.Error("nothing was minted")
	}
	mirror := content(t, "examples/guides/installation/mirror.tfrc")
	p.write("mirror.tfrc", strings.ReplaceAll(mirror, "/home/you", filepath.ToSlash(home)))
	p.env = append(p.env, "TF_CLI_CONFIG_FILE=mirror.tfrc")
	p.run("init", "-upgrade")
	if output := p.run("version"); !strings.Contains(output, "provider terraform.local/rtc/rtc v0.0.1") {
		t.Errorf("another provider was used:\n%s", output)
	}
}

func goEnv(t *testing.T, name string) string {
	t.Helper()
	value, err := exec.CommandContext(t.Context(), "go", "env", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(value))
}
