package provider_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// A typeCase is all that the tests have to be told of a type. What is new gets an entry, and the tests of all types
// follow: what it returns (TestTypesReturn), requests (TestTypesRequest), refuses (TestTypesRefuse), how it fails
// (TestTypesFail), whether it finds one thing (TestLookupsThatFindNoneOrSeveral), and its examples (TestExamples).
// TestTypesAreComplete names what is missing.
type typeCase struct {
	kinds     []string // those that take the same blocks
	name      string
	returns   []useCase
	refuses   []refusal                // beside IDs of another form, which every type refuses
	any       string                   // why nothing is refused
	examples  map[string]outcome       // by kind, or by the name of a further file: what comes of its example
	finds     *finding                 // a lookup of one thing
	alone     []string                 // what the plural lacks
	given     func(*testing.T, *world) // what has to be there first
	tolerates []simulator.Operation    // a 404 to these means that there was nothing to do
	nobody    *useCase                 // an action where nobody is: a success that says so
}

// A useCase is a block, and what comes of it.
type useCase struct {
	content object
	want    shape
	calls   map[simulator.Operation]int
	query   string // of one of the calls
}

// A refusal is a change of the first use that the plan refuses.
type refusal struct {
	change object
	says   string
}

// A finding is what a lookup of one thing says when it does not find one.
type finding struct {
	key, none, saysNone string
	unheard             string       // what nothing is near to; "": a word
	secret              bool         // errors do not show its values
	add                 func(*world) // one more of the same name as the first use's
	saysSeveral         []string
}

func allTypes() []typeCase {
	return slices.Concat(tokenTypes(), lookupTypes(), functionTypes(), resourceTypes(), listTypes(), actionTypes())
}

// beside are further files of an example: how to import what it creates.
func (k providerKind) beside() []string {
	if k.name == "resource" {
		return []string{"import.sh", "import-by-string-id.tf", "import-by-identity.tf"}
	}
	return nil
}

// stored says whether a CLI keeps what a use of this kind returns, or can be made to show it.
func (k providerKind) stored() bool {
	return slices.Contains([]string{"data", "ephemeral", "resource"}, k.name)
}

// A kind is what Terraform calls a sort of thing that a provider has, and where the documents have it.
type providerKind struct {
	name    string // as configurations write it
	folder  string // of its examples
	example string // its file
	schemas func(*tfprotov6.GetProviderSchemaResponse) map[string]*tfprotov6.Schema
}

func providerKinds() []providerKind {
	return []providerKind{
		{"data", "data-sources", "data-source.tf", func(all *tfprotov6.GetProviderSchemaResponse) map[string]*tfprotov6.Schema {
			return all.DataSourceSchemas
		}},
		{"ephemeral", "ephemeral-resources", "ephemeral-resource.tf", func(all *tfprotov6.GetProviderSchemaResponse) map[string]*tfprotov6.Schema {
			return all.EphemeralResourceSchemas
		}},
		{"resource", "resources", "resource.tf", func(all *tfprotov6.GetProviderSchemaResponse) map[string]*tfprotov6.Schema {
			return all.ResourceSchemas
		}},
		{"list", "list-resources", "list-resource.tfquery.hcl", func(all *tfprotov6.GetProviderSchemaResponse) map[string]*tfprotov6.Schema {
			return all.ListResourceSchemas
		}},
		{"action", "actions", "action.tf", func(all *tfprotov6.GetProviderSchemaResponse) map[string]*tfprotov6.Schema {
			actions := map[string]*tfprotov6.Schema{}
			for name, action := range all.ActionSchemas {
				actions[name] = action.Schema
			}
			return actions
		}},
		{"function", "functions", "function.tf", func(all *tfprotov6.GetProviderSchemaResponse) map[string]*tfprotov6.Schema {
			functions := map[string]*tfprotov6.Schema{}
			for name, function := range all.Functions {
				block := &tfprotov6.SchemaBlock{}
				for _, parameter := range function.Parameters {
					block.Attributes = append(block.Attributes, &tfprotov6.SchemaAttribute{Name: parameter.Name, Type: parameter.Type})
				}
				functions[name] = &tfprotov6.Schema{Block: block}
			}
			return functions
		}},
	}
}

// A typeOfKind is one type as one of its kinds.
type typeOfKind struct {
	typeCase
	kind   providerKind
	schema *tfprotov6.Schema
}

func (one typeOfKind) String() string { return one.kind.name + " " + one.name }

func (one typeOfKind) examplePath() string { return one.exampleFile(one.kind.example) }

func (one typeOfKind) exampleFile(name string) string {
	return one.kind.folder + "/" + one.name + "/" + name
}

// exampleOutcomes are those of its examples, by their paths.
func (one typeOfKind) exampleOutcomes() map[string]outcome {
	all := map[string]outcome{}
	for of, outcome := range one.examples {
		switch {
		case of == one.kind.name:
			all[one.examplePath()] = outcome
		case strings.Contains(of, "."):
			all[one.exampleFile(of)] = outcome
		}
	}
	return all
}

// registered is every type of every kind that the provider has, with its entry, if it has one.
func registered(t *testing.T) []typeOfKind {
	t.Helper()
	response, entries := schemas(t), allTypes()
	var all []typeOfKind
	for _, kind := range providerKinds() {
		known := kind.schemas(response)
		for _, name := range slices.Sorted(maps.Keys(known)) {
			one := typeOfKind{typeCase: typeCase{name: name}, kind: kind, schema: known[name]}
			for _, entry := range entries {
				if entry.name == name && slices.Contains(entry.kinds, kind.name) {
					one.typeCase = entry
				}
			}
			all = append(all, one)
		}
	}
	return all
}

// entered are those of them that have an entry. TestTypesAreComplete names the others.
func entered(t *testing.T) []typeOfKind {
	t.Helper()
	return slices.DeleteFunc(registered(t), func(one typeOfKind) bool { return len(one.returns) == 0 })
}

// attributes are the names of what a block may hold.
func (one typeOfKind) attributes() []string {
	names := make([]string, 0, len(one.schema.Block.Attributes))
	for _, attribute := range one.schema.Block.Attributes {
		names = append(names, attribute.Name)
	}
	return names
}

// isID tells the attributes that take a vendor's ID.
func isID(name string) bool {
	return name == "id" || strings.HasSuffix(name, "_id") && name != "custom_participant_id"
}

// refusals are those of the table and those that follow from the schema.
func (one typeOfKind) refusals() []refusal {
	all := slices.Clone(one.refuses)
	for _, attribute := range one.schema.Block.Attributes {
		if attribute.Type != nil && attribute.Type.Is(tftypes.String) && isID(attribute.Name) && attribute.Name != "id" && (attribute.Required || attribute.Optional) {
			all = append(all, refusal{object{attribute.Name: "../stand-up"}, " " + attribute.Name + " must be "})
		}
	}
	if one.finds != nil {
		id, key := "00000000-0000-4000-8000-000000000000", one.finds.key
		empty := "Attribute " + key + " string length must be at least 1"
		if key == "url" {
			empty = " url must be "
		}
		all = append(all,
			refusal{object{"id": nil, key: nil}, "No attribute specified when one (and only one) of [id," + key + "] is required"},
			refusal{object{"id": id, key: "x"}, "2 attributes specified when one (and only one) of [id," + key + "] is required"},
			refusal{object{"id": "stand-up", key: nil}, " id must be "},
			refusal{object{"id": nil, key: ""}, empty})
	}
	return all
}

// merged puts objects together. Of one name the last wins.
func merged(objects ...object) object {
	all := object{}
	for _, one := range objects {
		maps.Copy(all, one)
	}
	return all
}

// aRefreshToken stands for a refresh token that the world has just minted.
const aRefreshToken = "a refresh token"

// prepare makes the world one for a use of a type, and the content one for this world.
func (w *world) prepare(t *testing.T, one typeOfKind, content object) object {
	t.Helper()
	if one.given != nil {
		one.given(t, w)
	}
	return w.in(t, content)
}

func (w *world) in(t *testing.T, content object) object {
	t.Helper()
	if content["refresh_token"] == aRefreshToken {
		return merged(content, object{"refresh_token": w.refreshToken(t)})
	}
	return content
}
