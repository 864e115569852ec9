package provider_test

import (
	"context"
	"fmt"
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
	kinds    []string // those that take the same blocks
	name     string
	returns  []useCase
	refuses  []refusal          // beside IDs of another form, which every type refuses
	any      string             // why nothing is refused
	examples map[string]outcome // by kind: what comes of its example
	finds    *finding           // a lookup of one thing
	alone    []string           // what the plural lacks
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
	add                 func(*world) // one more of the same name as the first use's
	saysSeveral         []string
}

func allTypes() []typeCase { return slices.Concat(tokenTypes(), lookupTypes(), functionTypes()) }

// A kind is what Terraform calls a sort of thing that a provider has, and where the documents have it.
type providerKind struct {
	name    string // as configurations write it
	folder  string // of its examples and pages
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

// page is where the documents describe it.
func (one typeOfKind) page() string {
	return "docs/" + one.kind.folder + "/" + strings.TrimPrefix(one.name, "rtc_") + ".md"
}

func (one typeOfKind) examplePath() string {
	return one.kind.folder + "/" + one.name + "/" + one.kind.example
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
		all = append(all,
			refusal{object{"id": nil, key: nil}, "No attribute specified when one (and only one) of [id," + key + "] is required"},
			refusal{object{"id": id, key: "x"}, "2 attributes specified when one (and only one) of [id," + key + "] is required"},
			refusal{object{"id": "stand-up", key: nil}, " id must be "},
			refusal{object{"id": nil, key: ""}, "Attribute " + key + " string length must be at least 1"})
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

// in makes a content one for this world.
func (w *world) in(t *testing.T, content object) object {
	t.Helper()
	if content["refresh_token"] == aRefreshToken {
		d, _ := w.talk(t, nil)
		d.data(t.Context(), roomType, goodRoom())
		for _, issued := range w.Tokens() {
			if issued.Refresh {
				return merged(content, object{"refresh_token": issued.Token})
			}
		}
		t.Fatal("no refresh token was minted")
	}
	return content
}

// asHCL writes a block's content.
func asHCL(content object) string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(content)) {
		value := "null"
		switch one := content[name].(type) {
		case nil:
		case object:
			value = "{\n" + asHCL(one) + "\n}"
		case string:
			value = fmt.Sprintf("%q", one)
		default:
			value = fmt.Sprint(one)
		}
		lines = append(lines, "  "+name+" = "+value)
	}
	return strings.Join(lines, "\n")
}

// use speaks to one type as its kind is spoken to, without a CLI. Whoever adds a kind teaches it here.
func (d *session) use(ctx context.Context, one typeOfKind, content object) []*tfprotov6.Diagnostic {
	d.t.Helper()
	switch one.kind.name {
	case "data":
		return d.data(ctx, one.name, content)
	case "ephemeral":
		return d.ephemeral(ctx, one.name, content)
	case "function":
		return d.call(ctx, one.name, content)
	}
	d.t.Fatalf("%s: say in session.use how a CLI uses this kind", one)
	return nil
}

// call calls a function of one argument.
func (d *session) call(ctx context.Context, name string, content object) []*tfprotov6.Diagnostic {
	d.t.Helper()
	var arguments []*tfprotov6.DynamicValue
	for _, parameter := range d.schema.Functions[name].Parameters {
		argument, err := tfprotov6.NewDynamicValue(parameter.Type, tftypes.NewValue(parameter.Type, content[parameter.Name]))
		if err != nil {
			d.t.Fatal(err)
		}
		arguments = append(arguments, &argument)
	}
	response, err := d.provider.CallFunction(ctx, &tfprotov6.CallFunctionRequest{Name: name, Arguments: arguments})
	if err != nil {
		d.t.Fatal(err)
	}
	if response.Error != nil {
		return []*tfprotov6.Diagnostic{{Severity: tfprotov6.DiagnosticSeverityError, Summary: response.Error.Text}}
	}
	return nil
}
