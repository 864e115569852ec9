// Package cli finds Terraform or OpenTofu, and makes it use a provider built from this module. The demo and the tests use
// it. The released provider does not link it.
package cli

import (
	"os"
	"path/filepath"
	"strings"
)

// Product tells OpenTofu, "tofu", from "terraform" by the name of its program.
func Product(path string) string {
	if strings.Contains(filepath.Base(path), "tofu") {
		return "tofu"
	}
	return "terraform"
}

// Environment is this process's environment without the variables that configure the CLI: its configuration file,
// arguments, input variables and logs.
func Environment() map[string]string {
	env := map[string]string{}
	for _, assignment := range os.Environ() {
		name, value, _ := strings.Cut(assignment, "=")
		if name != "" && !strings.HasPrefix(name, "TF_") {
			env[name] = value
		}
	}
	env["CHECKPOINT_DISABLE"] = "1" // it checks for newer versions on the network
	return env
}
