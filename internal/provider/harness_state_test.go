package provider_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/echoprovider"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
)

const echoAddress = "terraform.local/rtc/echo"

// holds applies a configuration and holds the state that comes of it against checks. Then a plan has nothing to change,
// and what is managed can be destroyed.
func (w *world) holds(t *testing.T, configuration string, checks ...statecheck.StateCheck) {
	t.Helper()
	p := w.echoProject(t)
	p.write("main.tf", configuration)
	p.run("apply", "-auto-approve")
	p.check(checks...)
	p.unchanged()
	if p.state().manages() {
		p.run("destroy", "-auto-approve")
	}
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

// check holds the state against checks. Whether a value is sensitive, the CLI alone shows.
func (p *project) check(checks ...statecheck.StateCheck) {
	p.t.Helper()
	p.checkIn(p.state().asShown(), checks...)
}

// checkShown is check, in the words of the CLI.
func (p *project) checkShown(checks ...statecheck.StateCheck) {
	p.t.Helper()
	state := &tfjson.State{}
	state.UseJSONNumber(true)
	if err := state.UnmarshalJSON([]byte(p.run("show", "-json"))); err != nil {
		p.t.Fatal(err)
	}
	p.checkIn(state, checks...)
}

func (p *project) checkIn(state *tfjson.State, checks ...statecheck.StateCheck) {
	p.t.Helper()
	for _, one := range checks {
		var response statecheck.CheckStateResponse
		one.CheckState(p.t.Context(), statecheck.CheckStateRequest{State: state}, &response)
		if response.Error != nil {
			p.t.Error(response.Error)
		}
	}
}

// asShown is the state as "show" gives it, which costs a run of the CLI.
func (s stateFile) asShown() *tfjson.State {
	shown := &tfjson.State{Values: &tfjson.StateValues{Outputs: map[string]*tfjson.StateOutput{}, RootModule: &tfjson.StateModule{}}}
	for name, output := range s.Outputs {
		shown.Values.Outputs[name] = &tfjson.StateOutput{Value: output.Value}
	}
	for _, one := range s.Resources {
		values := map[string]any{}
		for name, value := range one.Instances[0].Attributes {
			if typed, is := value.(object); is && len(typed) == 2 && typed["type"] != nil { // of any type, as echo's data
				value = typed["value"]
			}
			values[name] = value
		}
		shown.Values.RootModule.Resources = append(shown.Values.RootModule.Resources, &tfjson.StateResource{
			Address: one.address(), Type: one.Type, Name: one.Name, AttributeValues: values,
		})
	}
	return shown
}

// unchanged checks that a plan has nothing to do.
func (p *project) unchanged() {
	p.t.Helper()
	if output, err := p.try("plan", "-detailed-exitcode", "-no-color"); err != nil {
		p.t.Errorf("there is drift: %v\n%s", err, output)
	}
}

const stateName = "terraform.tfstate"

// stateFile is what a state file has. Reading it costs no run of the CLI.
type stateFile struct {
	Resources []stateResource
	Outputs   map[string]struct{ Value any }
}

// stateResource is a resource or a data source in a state file.
type stateResource struct {
	Mode, Type, Name string
	Instances        []struct{ Attributes object }
}

func (r stateResource) address() string {
	if r.Mode == "data" {
		return "data." + r.Type + "." + r.Name
	}
	return r.Type + "." + r.Name
}

// manages tells whether there is anything to destroy: a data source is only forgotten.
func (s stateFile) manages() bool {
	return slices.ContainsFunc(s.Resources, func(one stateResource) bool { return one.Mode == "managed" })
}

func (p *project) state() stateFile {
	p.t.Helper()
	var state stateFile
	text, err := os.ReadFile(filepath.Join(p.folder, stateName))
	if errors.Is(err, fs.ErrNotExist) { // nothing was ever stored
		return state
	}
	if err == nil {
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.UseNumber()
		err = decoder.Decode(&state)
	}
	if err != nil {
		p.t.Fatal(err)
	}
	return state
}

// forget takes a resource out of the state, as "state rm" does.
func (p *project) forget(address string) {
	p.t.Helper()
	file := filepath.Join(p.folder, stateName)
	text, err := os.ReadFile(file) //nolint:gosec // of our own folder
	if err != nil {
		p.t.Fatal(err)
	}
	var state map[string]any
	if err := json.Unmarshal(text, &state); err != nil {
		p.t.Fatal(err)
	}
	resources, _ := state["resources"].([]any)
	for i, one := range p.state().Resources {
		if one.address() == address {
			state["resources"] = slices.Delete(resources, i, i+1)
		}
	}
	if text, err = json.Marshal(state); err == nil {
		err = os.WriteFile(file, text, 0o600)
	}
	if err != nil || p.stateOf(address) != nil {
		p.t.Fatalf("%s is still in the state: %v", address, err)
	}
}

// stateOf are the attributes of a resource or a data source in the state.
func (p *project) stateOf(address string) object {
	p.t.Helper()
	for _, one := range p.state().Resources {
		if one.address() == address {
			return one.Instances[0].Attributes
		}
	}
	return nil
}

func (p *project) idOf(address string) string {
	p.t.Helper()
	id, _ := p.stateOf(address)["id"].(string)
	if id == "" {
		p.t.Fatalf("%s is not in the state", address)
	}
	return id
}
