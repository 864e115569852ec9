package provider_test

import (
	"testing"
)

// A feature is what some CLIs have and others lack. It is found out by trying: versions of Terraform and OpenTofu do not
// compare, and both add features between releases.
type feature struct {
	name   string
	syntax string   // what only a CLI that has it can read
	run    []string // or what only such a CLI can run
}

func query() feature {
	return feature{name: "terraform query", run: []string{"query", "-help"}}
}

func actions() feature {
	return feature{name: "action blocks", syntax: `action "rtc_telnyx_end_session" "it" {}`, run: []string{"get"}}
}

func importByIdentity() feature {
	return feature{name: "import by identity", syntax: "import {\n  to       = terraform_data.it\n  identity = { id = \"it\" }\n}\n" +
		"resource \"terraform_data\" \"it\" {}", run: []string{"get"}}
}

// writeOnly is what the stand-ins for other providers take a token by.
func writeOnly() feature {
	return feature{name: "write-only arguments", run: []string{"validate"},
		syntax: "resource \"vault_kv_secret_v2\" \"it\" {\n  mount        = \"secret\"\n  name         = \"it\"\n  data_json_wo = \"{}\"\n}"}
}

// needs skips a test that the CLI at hand cannot run, and says why.
func needs(t *testing.T, one feature) {
	t.Helper()
	lacks := shared("feature "+one.name, func() string {
		p := emptyProject(t, &world{}).withConsumers("")
		p.write("main.tf", one.syntax)
		if output, err := p.try(one.run...); err != nil {
			return "this CLI has no " + one.name + ":\n" + output
		}
		return ""
	})
	if lacks != "" {
		t.Skip(lacks)
	}
}
