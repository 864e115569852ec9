// Package cli finds the program that runs configurations, Terraform or OpenTofu, and lets it use a provider built
// here. The demo and the tests need it; the released provider does not link it.
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

// Environment is this process's environment without what would steer the CLI: no variable of the user's chooses a
// configuration file, adds arguments, sets variables or turns on logs.
func Environment() map[string]string {
	env := map[string]string{}
	for _, assignment := range os.Environ() {
		name, value, _ := strings.Cut(assignment, "=")
		if name != "" && !strings.HasPrefix(name, "TF_") {
			env[name] = value
		}
	}
	env["CHECKPOINT_DISABLE"] = "1" // asks the network for newer versions
	return env
}
