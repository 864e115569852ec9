package provider_test

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Each managed resource has an entry in kinds(), and the entry has all that the tests of every managed resource go over: for one
// without an entry, they would test nothing. That there is nothing to name has to be said.
func TestKindsAreComplete(t *testing.T) {
	t.Parallel()
	known, resources := map[string]kind{}, schemas(t).ResourceSchemas
	for _, k := range kinds() {
		known[k.typeName] = k
		if resources[k.typeName] == nil {
			t.Errorf("kinds() has %s, which is no managed resource", k.typeName)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(resources)) {
		k, has := known[name]
		if !has {
			t.Errorf("%s: kinds() in harness_managed_kinds_test.go has no entry", name)
			k.typeName = name
		}
		for _, gap := range slices.Concat(k.emptyFields(), k.attributeGaps(resources[name])) {
			t.Errorf("%s: in its entry in kinds(), %s", name, gap)
		}
	}
}

// emptyFields names the fields that an entry leaves out. An empty map or list says that there is nothing.
func (k kind) emptyFields() []string {
	var gaps []string
	for field, value := range reflect.ValueOf(k).Fields() {
		if value.IsZero() {
			gaps = append(gaps, field.Name+" is missing")
		}
	}
	return gaps
}

// attributeGaps names the attributes that an entry leaves out, and those that the resource does not have.
func (k kind) attributeGaps(schema *tfprotov6.Schema) []string {
	var gaps []string
	attributes := map[string]bool{}
	for _, attribute := range schema.Block.Attributes {
		name, settable := attribute.Name, attribute.Required || attribute.Optional
		attributes[name] = true
		_, replaces := k.replacing[name]
		_, validated := k.refused[name]
		_, byDefault := k.defaults[name]
		_, changed := merged(k.most, k.named("x"))[name]
		flag := attribute.Type.Is(tftypes.Bool)
		for gap, is := range map[string]bool{
			"least": attribute.Required && k.least[name] == nil,
			"most, or replacing if its change replaces": settable && !changed && !replaces,
			"defaults": attribute.Optional && !byDefault,
			"refused":  settable && !flag && !validated,
			"theirs() in harness_managed_content_test.go": settable && !flag && !isID(name) && theirs()[name] == nil,
		} {
			if is {
				gaps = append(gaps, name+" is not in "+gap)
			}
		}
	}
	for _, table := range []any{k.least, k.defaults, k.most, k.sentOnce, k.refused, k.accepted, k.replacing, k.changed} {
		for _, key := range reflect.ValueOf(table).MapKeys() {
			if !attributes[key.String()] {
				gaps = append(gaps, key.String()+" is no attribute")
			}
		}
	}
	slices.Sort(gaps)
	return gaps
}

// What an entry leaves out is named, each by its name.
func TestGapsOfAKindAreNamed(t *testing.T) {
	t.Parallel()
	for _, k := range kinds() {
		schema := schemas(t).ResourceSchemas[k.typeName]
		for i := range reflect.TypeFor[kind]().NumField() {
			lacking := k
			reflect.NewAt(reflect.TypeFor[kind]().Field(i).Type, reflect.ValueOf(&lacking).Elem().Field(i).Addr().UnsafePointer()).Elem().SetZero()
			if len(lacking.emptyFields()) != 1 {
				t.Errorf("%s: that %s is missing is not noticed", k.typeName, reflect.TypeFor[kind]().Field(i).Name)
			}
		}
		for name := range k.refused {
			if name == "summarize_on_end" {
				continue // only of a flag with a rule of its own
			}
			lacking := k
			lacking.least, lacking.most, lacking.refused, lacking.replacing = altered(k.least, object{name: nil}), altered(k.most, object{name: nil}), nil, none()
			if gaps := lacking.attributeGaps(schema); !slices.Contains(gaps, name+" is not in refused") {
				t.Errorf("%s: %s is not missed, only %q", k.typeName, name, gaps)
			}
		}
	}
}
