package provider

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// The machinery of managed resources handles attributes of every type, or says which it does not.
func TestEveryAttributeType(t *testing.T) {
	t.Parallel()
	for name, s := range samples() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s.checkFields(t)
			s.checkJSON(t, name != "Dynamic")
			s.checkPlan(t)
		})
	}
}

// checkFields checks what reflection does.
func (s sample) checkFields(t *testing.T) {
	t.Helper()
	ctx, changed := t.Context(), attributes{"a": s.attribute}.withRole(optionalComputed, "a")["a"]
	if !changed.IsOptional() || !changed.IsComputed() || changed.IsRequired() || s.attribute.IsOptional() {
		t.Errorf("wrong role: %+v", changed)
	}
	if changed = withFields(changed, map[string]any{"MarkdownDescription": "text"}); changed.GetMarkdownDescription() != "text" {
		t.Error("not described")
	}
	if value := defaultOf(ctx, changed); !value.Equal(s.value) {
		t.Errorf("default is %s, want %s", value, s.value)
	}
	without := reflect.New(reflect.TypeOf(changed)).Elem()
	without.Set(reflect.ValueOf(changed))
	without.FieldByName("Default").SetZero()
	bare, _ := reflect.TypeAssert[schema.Attribute](without)
	if value := defaultOf(ctx, bare); !value.IsNull() || !value.Type(ctx).Equal(bare.GetType()) {
		t.Errorf("without a default, it is %s", value)
	}
	if validate(ctx, "a", changed, s.value).HasError() || !validate(ctx, "a", changed, s.other).HasError() {
		t.Error("validators do not decide")
	}
}

// checkJSON checks what is sent, and what is read. Without a type, nothing is read.
func (s sample) checkJSON(t *testing.T, typed bool) {
	t.Helper()
	ctx, a := t.Context(), attributes{"a": s.attribute}
	if text, err := json.Marshal(jsonOf(ctx, s.value)); err != nil || string(text) != s.json {
		t.Errorf("%s is sent as %s, want %s: %v", s.value, text, s.json, err)
	}
	found, err := a.fromJSON(ctx, map[string]any{"a": json.RawMessage(s.json), "unknown": 1})
	if read := err == nil && len(found) == 1 && found["a"].Equal(s.value); read != typed {
		t.Errorf("%s is read as %s, want %s: %v", s.json, found, s.value, err)
	}
	if found, err := a.fromJSON(ctx, map[string]any{"a": nil}); err != nil || !found["a"].IsNull() {
		t.Errorf("null is read as %s: %v", found, err)
	}
}

// checkPlan checks what is the same, and what replaces an object.
func (s sample) checkPlan(t *testing.T) {
	t.Helper()
	if !isSame(s.value, s.value) || isSame(s.value, s.other) {
		t.Error("wrongly compared")
	}
	d := managed[struct{}, noFields]{attributes: attributes{"a": s.attribute}.withRole(optionalComputed, "a"), replace: []string{"a"}}
	for _, planned := range []attr.Value{s.value, s.other} {
		paths := d.planChange(values{"a": planned}, values{"a": planned}, values{"a": s.value})
		if replaces := len(paths) > 0; replaces == planned.Equal(s.value) {
			t.Errorf("%s after %s replaces: %t", planned, s.value, replaces)
		}
	}
}

type noFields struct{}

func (noFields) Has(string) bool { return false }

func TestSamplesAreOfEveryType(t *testing.T) {
	t.Parallel()
	folder, err := exec.CommandContext(t.Context(), "go", "list", "-f", "{{.Dir}}", "github.com/hashicorp/terraform-plugin-framework/resource/schema").Output()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(folder)), "*_attribute.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	declared := regexp.MustCompile(`(?m)^type (\w+)Attribute struct`)
	all := samples()
	for _, file := range files {
		text, err := os.ReadFile(file) //nolint:gosec // of the framework
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range declared.FindAllStringSubmatch(string(text), -1) {
			if _, known := all[found[1]]; !known {
				t.Errorf("the framework has a %sAttribute", found[1])
			}
		}
	}
}

// A type that requests cannot send fails when the provider starts. It is not sent as null.
func TestUnsupportedTypesFail(t *testing.T) {
	t.Parallel()
	for name, s := range samples() {
		d := managed[struct{}, noFields]{name: "thing", attributes: attributes{"a": s.attribute}.withRole(optional, "a")}
		_, diagnostics := d.schema(t.Context())
		if supported := !strings.HasSuffix(name, "Nested") && name != "Dynamic"; diagnostics.HasError() == supported {
			t.Errorf("%s: supported is %t, but %v", name, supported, diagnostics)
		}
		d.attributes = d.attributes.withRole(computed, "a")
		if _, diagnostics := d.schema(t.Context()); diagnostics.HasError() {
			t.Errorf("%s, computed: %v", name, diagnostics)
		}
	}
	for _, one := range managedResources() {
		var response resource.SchemaResponse
		one.asResource().Schema(t.Context(), resource.SchemaRequest{}, &response)
		if response.Diagnostics.HasError() {
			t.Error(response.Diagnostics)
		}
	}
}

// A vendor returns the elements of a set in any order.
func TestSetsHaveNoOrder(t *testing.T) {
	t.Parallel()
	d := managed[struct{}, noFields]{attributes: attributes{"a": samples()["Set"].attribute}.withRole(required, "a")}
	replaced := managed[struct{}, noFields]{attributes: d.attributes, replace: []string{"a"}}
	set := func(words ...string) values {
		return values{"a": types.SetValueMust(types.StringType, each(words, func(word string) attr.Value { return types.StringValue(word) }))}
	}
	one, other, longer := set("a", "b"), set("b", "a"), set("b", "a", "c")
	if fields := d.changedFields(t.Context(), other, one); len(fields) > 0 || len(replaced.planChange(other, other, one)) > 0 || len(d.notKept(other, one)) > 0 {
		t.Errorf("another order is a change: %v", fields)
	}
	if fields := d.changedFields(t.Context(), longer, one); len(fields) != 1 || len(replaced.planChange(longer, longer, one)) != 1 || len(d.notKept(longer, one)) != 1 {
		t.Errorf("another element is no change: %v", fields)
	}
}
