package provider_test

import (
	"slices"
	"strings"
	"testing"
)

// Nothing half-done is registered: what a type of a kind lacks, of examples and tests, is named here. What its page lacks,
// internal/docs names.
func TestTypesAreComplete(t *testing.T) {
	t.Parallel()
	for _, one := range registered(t) {
		t.Run(one.String(), func(t *testing.T) {
			t.Parallel()
			example := content(t, "examples/"+one.examplePath())
			_, exampleKnown := one.examples[one.kind.name]
			local := one.kind.name == "function" // it requests nothing
			pinned := one.kind.name != "resource" || len(content(t, "internal/provider/testdata/managed/"+one.name+".json")) > 0
			for missing, is := range map[string]bool{
				"an entry in the table of types, for this kind":                                                   slices.Contains(one.kinds, one.kind.name),
				"what comes of its example (examples)":                                                            exampleKnown,
				"what it returns (returns, want)":                                                                 len(one.returns) > 0 && (local || len(one.returns[0].want) > 0),
				"the operations of the simulator that it reaches (calls)":                                         local || len(one.returns) > 0 && len(one.returns[0].calls) > 0,
				"what it refuses at plan (refuses), or why it does not":                                           len(one.refusals()) > 0 || one.any != "",
				"its plan and its state, which TestManagedPlansAndStatesArePinned writes with RTC_TEST_REWRITE=1": pinned,
				"what it says where nobody is (nobody)":                                                           one.kind.name != "action" || one.nobody != nil,
				"texts that are not empty (refuses)":                                                              !slices.ContainsFunc(one.refuses, func(r refusal) bool { return r.says == "" }),
				"its name in its example":                                                                         strings.Contains(example, one.name),
			} {
				if !is {
					t.Errorf("missing: %s", missing)
				}
			}
			for _, name := range one.kind.beside() {
				content(t, "examples/"+one.exampleFile(name))
			}
		})
	}
}

// What is shown exists: whoever takes a type away takes its examples along. internal/docs finds pages without an example.
func TestExamplesAreOfTypes(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, one := range registered(t) {
		known["examples/"+one.examplePath()], known[one.String()] = true, true
		for path := range one.exampleOutcomes() {
			known["examples/"+path] = true
		}
		for _, name := range one.kind.beside() {
			known["examples/"+one.exampleFile(name)] = true
		}
	}
	var found []string
	for _, ending := range []string{".tf", ".hcl", ".sh"} {
		for name := range readFiles(t, examplesFolder, ending) {
			found = append(found, "examples/"+name)
		}
	}
	for _, name := range found {
		ofKind := slices.ContainsFunc(providerKinds(), func(kind providerKind) bool {
			return strings.HasPrefix(name, "examples/"+kind.folder+"/")
		})
		if ofKind && !known[name] {
			t.Errorf("%s is of no type", name)
		}
	}
	for _, entry := range allTypes() {
		for _, kind := range entry.kinds {
			if !known[kind+" "+entry.name] {
				t.Errorf("%s %s is in the table of types and is not registered", kind, entry.name)
			}
		}
	}
}
