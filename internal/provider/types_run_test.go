package provider_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// asText is what diagnostics say, in one line.
func asText(text string) string { return strings.Join(strings.Fields(text), " ") }

// eachType runs a test for every type of every kind that has an entry; TestTypesAreComplete names those that have none.
func eachType(t *testing.T, test func(*testing.T, typeOfKind)) {
	t.Helper()
	for _, one := range registered(t) {
		if len(one.returns) == 0 {
			continue
		}
		t.Run(one.String(), func(t *testing.T) {
			t.Parallel()
			test(t, one)
		})
	}
}

// What every type returns, all types of a kind in one configuration.
func TestTypesReturn(t *testing.T) {
	t.Parallel()
	for _, kind := range providerKinds() {
		t.Run(kind.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{MaxPerPage: 2})
			var blocks, echoed []string
			var checks []statecheck.StateCheck
			for _, one := range registered(t) {
				if one.kind.name != kind.name || kind.name == "function" {
					continue
				}
				for i, use := range one.returns {
					label := fmt.Sprintf("use_%d", i)
					blocks = append(blocks, fmt.Sprintf("%s %q %q {\n%s\n}\n", kind.name, one.name, label, asHCL(w.in(t, use.content))))
					address, path := one.name+"."+label, func(attribute string) tfjsonpath.Path { return tfjsonpath.New(attribute) }
					switch kind.name {
					case "data":
						address = "data." + address
					case "ephemeral":
						echoed = append(echoed, fmt.Sprintf("%q = ephemeral.%s", address, address))
						key := address
						address, path = "echo.it", func(attribute string) tfjsonpath.Path {
							return tfjsonpath.New("data").AtMapKey(key).AtMapKey(attribute)
						}
					case "resource":
					default:
						t.Fatalf("%s: say here how a configuration shows what this kind returns", one)
					}
					for attribute, want := range use.want {
						checks = append(checks, statecheck.ExpectKnownValue(address, path(attribute), want))
					}
				}
			}
			if len(echoed) > 0 {
				blocks = append(blocks, echo("{\n"+strings.Join(echoed, "\n")+"\n}"))
			}
			if len(blocks) > 0 {
				// A token that a data source mints is another one in every plan; nobody uses it here.
				w.test(t, resource.TestStep{Config: config(blocks...), ConfigStateChecks: checks})
			}
		})
	}
}

// Every use of a type makes the requests it needs, no others, and all to operations that the simulator has.
func TestTypesRequest(t *testing.T) {
	t.Parallel()
	eachType(t, func(t *testing.T, one typeOfKind) {
		for i, use := range one.returns {
			w := newWorld(t, simulator.Options{})
			content := w.in(t, use.content)
			d, _ := w.talk(t, nil)
			before, logged := w.AllCalls(), len(w.Log())
			if said := written(d.use(t.Context(), one, content)); said != "" {
				t.Errorf("use %d: %s", i, said)
			}
			got := w.AllCalls()
			for operation, n := range before {
				if got[operation] -= n; got[operation] == 0 {
					delete(got, operation)
				}
			}
			want := use.calls
			if want == nil {
				want = calls{}
			}
			if difference := cmp.Diff(want, got); difference != "" {
				t.Errorf("use %d (-want +got):\n%s", i, difference)
			}
			var queries []string
			for _, call := range w.Log()[logged:] {
				queries = append(queries, call.Query)
			}
			if !strings.Contains(strings.Join(queries, " "), use.query) {
				t.Errorf("use %d: no query %s in %q", i, use.query, queries)
			}
		}
	})
}

// What is wrong in a configuration is refused before any request.
func TestTypesRefuse(t *testing.T) {
	t.Parallel()
	eachType(t, func(t *testing.T, one typeOfKind) {
		for _, refused := range one.refusals() {
			w := newWorld(t, simulator.Options{})
			content := merged(w.in(t, one.returns[0].content), refused.change)
			d, _ := w.talk(t, nil)
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

// A CLI shows at plan what is refused, at the block that it is about.
func TestBadInputIsRefusedAtPlan(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	var blocks []string
	want := map[string]string{}
	for _, one := range registered(t) {
		if one.kind.name != "data" && one.kind.name != "ephemeral" && one.kind.name != "resource" || len(one.returns) == 0 {
			continue
		}
		for i, refused := range one.refusals() {
			if value, set := refused.change["refresh_token"]; set && value == nil {
				continue // which a plan that mints nothing allows
			}
			blocks = append(blocks, fmt.Sprintf("%s %q \"it_%d\" {\n%s\n}\n", one.kind.name, one.name, i, asHCL(merged(one.returns[0].content, refused.change))))
			want[fmt.Sprintf("in %s %q \"it_%d\"", one.kind.name, one.name, i)] = refused.says
		}
	}
	said := map[string]string{}
	at := regexp.MustCompile(`in (?:data|ephemeral|resource) "\w+" "it_\d+"`)
	for one := range strings.SplitSeq(complaint(t, w, blocks...), "Error: ") {
		said[at.FindString(one)] += one
	}
	for block, says := range want {
		if !strings.Contains(said[block], says) {
			t.Errorf("%s: nothing says %q in: %s", block, says, said[block])
		}
	}
	if made := w.Calls(simulator.AnyOperation); made != 0 {
		t.Errorf("%d requests", made)
	}
}

// A 404 to any request of any type is told with the IDs of that request, and with no word of other things.
func TestTypesFail(t *testing.T) {
	t.Parallel()
	things := map[string]string{"app_id": "app", "meeting_id": "meeting", "participant_id": "participant", "room_id": "room"}
	eachType(t, func(t *testing.T, one typeOfKind) {
		if one.kind.name == "function" {
			return // which requests nothing
		}
		for operation := range one.returns[0].calls {
			w := newWorld(t, simulator.Options{})
			content := w.in(t, one.returns[0].content)
			w.FailAlways(operation, simulator.Refusal(404))
			d, _ := w.talk(t, nil)
			said := written(d.use(t.Context(), one, content))
			_, advice, advised := strings.Cut(said, "What to do: ")
			if !advised || !strings.Contains(said, "answered 404 Not Found") {
				t.Errorf("%s: %s", operation, said)
			}
			for id, thing := range things {
				sent := strings.Contains(said, "\n  "+id+" = ")
				if mentioned := regexp.MustCompile(`\b` + thing + `\b`).MatchString(advice); mentioned != sent {
					t.Errorf("%s: %s sent is %t, and the advice speaks of a %s: %t\n%s", operation, id, sent, thing, mentioned, said)
				}
			}
		}
	})
}

// Blanks around an ID are no part of it, however they came there.
func TestTypesTrimIDs(t *testing.T) {
	t.Parallel()
	eachType(t, func(t *testing.T, one typeOfKind) {
		for i, use := range one.returns {
			w := newWorld(t, simulator.Options{})
			content := merged(w.in(t, use.content))
			for _, attribute := range one.schema.Block.Attributes {
				if attribute.Name == "account_id" {
					content["account_id"] = simulator.AccountID
				}
			}
			for name, value := range content {
				switch value := value.(type) {
				case string:
					if isID(name) || name == "id" {
						content[name] = " " + value + "\n"
					}
				case object:
					content[name] = object{"one": " " + value["one"].(string) + "\t"} //nolint:forcetypeassert // a map of IDs
				}
			}
			d, _ := w.talk(t, nil)
			if said := written(d.use(t.Context(), one, content)); said != "" {
				t.Errorf("use %d: %s", i, said)
			}
		}
	})
}
