package provider_test

import (
	"fmt"
	"strings"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/echoprovider"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"terraform.local/rtc/terraform-provider-rtc/internal/cli"
)

const echoAddress = "terraform.local/rtc/echo"

// holds applies a configuration and holds the state that comes of it against checks. Then a plan has nothing to change,
// and everything can be destroyed.
func (w *world) holds(t *testing.T, configuration string, checks ...statecheck.StateCheck) {
	t.Helper()
	p := w.echoProject(t)
	p.write("main.tf", configuration)
	p.run("apply", "-auto-approve")
	p.check(checks...)
	p.unchanged()
	p.run("destroy", "-auto-approve")
}

// echoProject is an empty project that has the provider echo beside ours.
func (w *world) echoProject(t *testing.T) *project {
	t.Helper()
	p := emptyProject(t, w)
	p.beside[echoAddress] = func() tfprotov6.ProviderServer {
		server, err := echoprovider.NewProviderServer()()
		if err != nil {
			t.Error(err)
		}
		return server
	}
	return p
}

// check holds the state against checks.
func (p *project) check(checks ...statecheck.StateCheck) {
	p.t.Helper()
	state := &tfjson.State{}
	state.UseJSONNumber(true)
	if err := state.UnmarshalJSON([]byte(p.run("show", "-json"))); err != nil {
		p.t.Fatal(err)
	}
	for _, one := range checks {
		var response statecheck.CheckStateResponse
		one.CheckState(p.t.Context(), statecheck.CheckStateRequest{State: state}, &response)
		if response.Error != nil {
			p.t.Error(response.Error)
		}
	}
}

// config puts the requirements that every configuration has in front of one.
func config(blocks ...string) string {
	return `terraform {
  required_providers {
    rtc  = { source = "` + cli.Address + `" }
    echo = { source = "` + echoAddress + `" }
  }
}
` + strings.Join(blocks, "\n")
}

// block writes a data or ephemeral block named "it".
func block(kind, typeName, body string) string {
	return fmt.Sprintf("%s %q \"it\" {\n%s\n}\n", kind, typeName, body)
}

// echo is a configuration that shows an ephemeral value to the test, as echo.it.data. It is for a test's one step: an
// echo that exists keeps what it has.
func echo(value string) string {
	return fmt.Sprintf("provider \"echo\" {\n  data = %s\n}\nresource \"echo\" \"it\" {}\n", value)
}
