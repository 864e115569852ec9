package provider_test

import (
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// What does not exist is an error for every type, with each ID that its block takes, and nothing is created, ended or found.
// Above all, it is no empty list, whether or not the vendor answers 404 for empty lists, too.
func TestTypesWithAMistypedID(t *testing.T) {
	t.Parallel()
	for _, one := range entered(t) {
		t.Run(one.String(), func(t *testing.T) {
			t.Parallel()
			for _, use := range one.returns {
				for name, value := range use.content {
					if _, is := value.(string); is && isID(name) && name != "account_id" {
						one.refusesToFind(t, use, object{name: "0bad0000-0000-4000-8000-000000000000"})
					}
				}
			}
		})
	}
}

func (one typeOfKind) refusesToFind(t *testing.T, use useCase, mistyped object) {
	t.Helper()
	for _, lists := range []simulator.EmptyLists{simulator.NoEmptyListMissing, simulator.EmptyListsMissing} {
		w := newWorld(t, simulator.Options{Questions: simulator.Questions{EmptyLists: lists}})
		content := merged(w.prepare(t, one, use.content), mistyped)
		d, _ := w.configured(t, object{"max_retries": 0})
		got, said := d.returned(t.Context(), one, content, false)
		progress, _ := got["progress"].([]any)
		if !failed(said) || len(progress) > 0 || !strings.Contains(written(said), "What to do: ") {
			t.Errorf("with %v: %v\n%s", mistyped, got, written(said))
		}
	}
}

// A list is read no further than to the limit.
func TestListsStopAtTheLimit(t *testing.T) {
	t.Parallel()
	for _, one := range entered(t) {
		if one.kind.name != "list" {
			continue
		}
		t.Run(one.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{MaxPerPage: 1})
			d, _ := w.configured(t, nil)
			content := one.returns[0].content
			whole, said := d.list(t.Context(), one.name, content, false, 100)
			must(t, said)
			w.ResetCalls()
			first, said := d.list(t.Context(), one.name, content, false, 1)
			must(t, said)
			all, _ := whole["results"].([]any)
			limited, _ := first["results"].([]any)
			if calls := w.Calls(simulator.AnyOperation); len(all) < 2 || len(limited) != 1 || calls != 1 {
				t.Errorf("%d of %d, read with %d requests", len(limited), len(all), calls)
			}
		})
	}
}
