package provider_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// goldenCLI is the only CLI whose plans and states are compared: others write some of it in another form.
const goldenCLI = "terraform 1.11.4"

// What a plan and the state have of each managed resource's example is in testdata/managed, so that a change of either is
// seen in review: people have such plans and states.
func TestManagedPlansAndStatesArePinned(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	e := newExample(t, w, examplesOfKinds(t))
	if os.Getenv(versionVariable) != goldenCLI {
		t.Skip("plans and states of " + goldenCLI + " are pinned")
	}
	e.run("plan", "-out=saved.tfplan")
	planned := e.project.run("show", "-json", "saved.tfplan")
	e.run("apply", "saved.tfplan")
	stored := e.project.run("show", "-json")
	for _, k := range kinds() {
		pinnedIn(t, filepath.Join("testdata", "managed", k.typeName+".json"),
			masked(managedOf(t, k, planned, "resource_changes"), managedOf(t, k, stored, "values", "root_module", "resources")))
	}
}

// examplesOfKinds has the blocks of every managed resource's example, each once, so that one run is enough for all.
func examplesOfKinds(t *testing.T) string {
	t.Helper()
	var blocks []string
	for _, k := range kinds() {
		for block := range strings.SplitSeq(content(t, "examples/resources/"+k.typeName+"/resource.tf"), "\n\n") {
			if block = strings.TrimSpace(block); !slices.Contains(blocks, block) {
				blocks = append(blocks, block)
			}
		}
	}
	return strings.Join(blocks, "\n\n") + "\n"
}

// managedOf is what the output of "show -json" has of a managed resource, in the list at a path.
func managedOf(t *testing.T, k kind, output string, path ...string) []any {
	t.Helper()
	var at any
	if err := json.Unmarshal([]byte(output), &at); err != nil {
		t.Fatal(err)
	}
	for _, name := range path {
		members, _ := at.(object)
		at = members[name]
	}
	all, _ := at.([]any)
	all = slices.DeleteFunc(all, func(one any) bool {
		members, _ := one.(object)
		return members["type"] != k.typeName || members["mode"] != "managed"
	})
	if len(all) == 0 {
		t.Errorf("there is no %s in %v of\n%s", k.typeName, path, output)
	}
	return all
}

// masked is a plan and a state, with what differs in each run named for what it is.
func masked(plan, state []any) string {
	text, _ := json.MarshalIndent(object{"plan": plan, "state": state}, "", "  ") //nolint:errcheck // it was JSON before
	uuid := regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)
	seeded := []string{simulator.AppID, simulator.MeetingID}
	known := uuid.ReplaceAllStringFunc(string(text), func(id string) string {
		if slices.Contains(seeded, id) {
			return id
		}
		return "ID"
	})
	return regexp.MustCompile(`"\d{4}-\d\d-\d\dT[^"]*"`).ReplaceAllString(known, `"TIME"`) + "\n"
}
