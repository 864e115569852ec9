package provider_test

import (
	"slices"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// The order in a set, and an element that the vendor names twice, mean nothing.
func TestManagedSetsHaveNoOrder(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		for name, value := range merged(k.most, k.least) {
			elements, is := value.([]string)
			if !is {
				continue
			}
			if len(elements) < 2 {
				t.Fatalf("%s needs two elements in kinds() to be written in another order", name)
			}
			w := newWorld(t, simulator.Options{})
			m := w.managedIn(t, k.typeName)
			content := altered(k.least, object{name: elements})
			must(t, m.apply(content))
			reversed := slices.Clone(elements)
			slices.Reverse(reversed)
			if m.changes(altered(content, object{name: reversed})) {
				t.Errorf("another order of %s is a change", name)
			}
			front := inMiddle(t, w)
			front.edit = func(_ sentRequest, data object) { data[name] = append(slices.Clone(reversed), reversed[0]) }
			next := w.managedIn(t, k.typeName)
			next.state, next.identity = m.state, m.identity
			next.settled(content)
		}
	})
}
