package provider_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// What every type returns, all types of a kind in one configuration.
func TestTypesReturn(t *testing.T) {
	t.Parallel()
	for _, kind := range providerKinds() {
		if !kind.stored() {
			continue
		}
		t.Run(kind.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{MaxPerPage: 2})
			var blocks, echoed []string
			var checks []statecheck.StateCheck
			ofKind := slices.DeleteFunc(entered(t), func(one typeOfKind) bool { return one.kind.name != kind.name })
			for _, one := range ofKind {
				for i, use := range one.returns {
					address := fmt.Sprintf("%s.use_%d", one.name, i)
					blocks = append(blocks, fmt.Sprintf("%s %q \"use_%d\" {\n%s\n}\n", kind.name, one.name, i, asHCL(w.in(t, use.content))))
					echoed = append(echoed, fmt.Sprintf("%q = ephemeral.%s", address, address))
					checks = append(checks, use.checks(t, kind, address)...)
				}
			}
			if kind.name == "ephemeral" {
				blocks = append(blocks, echo("{\n"+strings.Join(echoed, "\n")+"\n}"))
			}
			if len(blocks) > 0 {
				w.holds(t, config(blocks...), checks...)
			}
		})
	}
}

// What every type returns of a kind whose results no CLI keeps.
func TestTypesReturnWithoutACLI(t *testing.T) {
	t.Parallel()
	for _, one := range entered(t) {
		if one.kind.stored() || one.kind.name == "function" { // which has tests of its own
			continue
		}
		t.Run(one.String(), func(t *testing.T) {
			t.Parallel()
			for i, use := range one.returns {
				w := newWorld(t, simulator.Options{MaxPerPage: 2})
				content := w.prepare(t, one, use.content)
				d, _ := w.configured(t, nil)
				got, said := d.returned(t.Context(), one, content, true)
				if failed(said) {
					t.Errorf("use %d: %s", i, written(said))
				}
				for attribute, want := range use.want {
					if err := want.CheckValue(got[attribute]); err != nil {
						t.Errorf("use %d: %s: %s", i, attribute, err)
					}
				}
			}
		})
	}
}

// checks are for where a CLI shows what the kind returns. Whoever adds a kind says so here.
func (use useCase) checks(t *testing.T, kind providerKind, address string) []statecheck.StateCheck {
	t.Helper()
	shown, at := address, func(attribute string) tfjsonpath.Path { return tfjsonpath.New(attribute) }
	switch kind.name {
	case "data":
		shown = "data." + address
	case "ephemeral":
		shown = "echo.it"
		at = func(attribute string) tfjsonpath.Path {
			return tfjsonpath.New("data").AtMapKey(address).AtMapKey(attribute)
		}
	case "resource":
	default:
		t.Fatalf("%s %s: say where a CLI shows what this kind returns", kind.name, address)
	}
	var checks []statecheck.StateCheck
	for attribute, want := range use.want {
		checks = append(checks, statecheck.ExpectKnownValue(shown, at(attribute), want))
	}
	return checks
}

// Every use of a type makes the requests it needs, no others, and all to operations that the simulator has.
func TestTypesRequest(t *testing.T) {
	t.Parallel()
	for _, one := range entered(t) {
		t.Run(one.String(), func(t *testing.T) {
			t.Parallel()
			for i, use := range one.returns {
				w := newWorld(t, simulator.Options{})
				content := w.prepare(t, one, use.content)
				before := len(w.Log())
				d, _ := w.configured(t, nil)
				if said := written(d.use(t.Context(), one, content)); said != "" {
					t.Errorf("use %d: %s", i, said)
				}
				var (
					got     calls
					queries []string
				)
				for _, call := range w.Log()[before:] {
					got = counted(got, call.Operation)
					queries = append(queries, call.Query)
				}
				if difference := cmp.Diff(use.calls, got); difference != "" {
					t.Errorf("use %d (-want +got):\n%s", i, difference)
				}
				if !strings.Contains(strings.Join(queries, " "), use.query) {
					t.Errorf("use %d: no query %s in %q", i, use.query, queries)
				}
			}
		})
	}
}

// counted counts one more call of an operation.
func counted(so calls, operation simulator.Operation) calls {
	if so == nil {
		so = calls{}
	}
	so[operation]++
	return so
}

// What is wrong in a configuration is refused before any request.
func TestTypesRefuse(t *testing.T) {
	t.Parallel()
	for _, one := range entered(t) {
		t.Run(one.String(), func(t *testing.T) {
			t.Parallel()
			for _, refused := range one.refusals() {
				w := newWorld(t, simulator.Options{})
				content := merged(w.prepare(t, one, one.returns[0].content), refused.change)
				d, _ := w.configured(t, nil)
				before := w.Calls(simulator.AnyOperation)
				if said := asText(written(d.use(t.Context(), one, content))); !strings.Contains(said, refused.says) {
					t.Errorf("%v: nothing says %q in: %s", refused.change, refused.says, said)
				}
				if made := w.Calls(simulator.AnyOperation) - before; made != 0 {
					t.Errorf("%v: %d requests", refused.change, made)
				}
			}
		})
	}
}

// A CLI shows at plan what is refused, at the block that it is about. It plans nothing while validation refuses
// something, so what it told of is taken out until it tells of nothing.
func TestBadInputIsRefusedAtPlan(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	blocks, want := refusedBlocks(t)
	at := regexp.MustCompile(`in ((?:data|ephemeral|resource) "\w+" "it_\d+")`)
	for told := true; told && len(blocks) > 0; {
		said := map[string]string{}
		for one := range strings.SplitSeq(complaint(t, w, slices.Collect(maps.Values(blocks))...), "Error: ") {
			if place := at.FindStringSubmatch(one); place != nil {
				said[place[1]] += one
			}
		}
		told = len(said) > 0
		for block, text := range said {
			if !strings.Contains(text, want[block]) {
				t.Errorf("%s: nothing says %q in: %s", block, want[block], text)
			}
			delete(blocks, block)
		}
	}
	for block := range blocks {
		t.Errorf("%s is not refused", block)
	}
	if made := w.Calls(simulator.AnyOperation); made != 0 {
		t.Errorf("%d requests", made)
	}
}

// refusedBlocks are blocks that a plan refuses, and what it has to say of each.
func refusedBlocks(t *testing.T) (blocks, says map[string]string) {
	t.Helper()
	blocks, says = map[string]string{}, map[string]string{}
	for _, one := range entered(t) {
		if !one.kind.stored() {
			continue
		}
		for i, refused := range one.refusals() {
			if value, set := refused.change["refresh_token"]; set && value == nil {
				continue // which a plan that mints nothing allows
			}
			block := fmt.Sprintf("%s %q \"it_%d\"", one.kind.name, one.name, i)
			blocks[block] = fmt.Sprintf("%s {\n%s\n}\n", block, asHCL(merged(one.returns[0].content, refused.change)))
			says[block] = refused.says
		}
	}
	return blocks, says
}
