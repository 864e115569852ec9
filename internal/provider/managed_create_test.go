package provider_test

import (
	"maps"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// A block with the least gets the vendor's defaults, one with the most gets what it says, and both stay as they are.
func TestManagedCreate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		for name, content := range map[string]object{"least": k.least, "most": altered(k.least, k.most)} {
			w := newWorld(t, simulator.Options{})
			sent := inMiddle(t, w)
			m := w.managedIn(t, k.typeName)
			must(t, m.apply(content))
			want := altered(k.body(altered(k.defaults, content)), object{"status": nil}) // which a create does not have
			checkBodies(t, name, sent.bodies("POST"), want)
			if len(k.sentOnce) > 0 && name == "most" {
				checkBodies(t, name, sent.bodies("PATCH"), k.sentOnce)
			} else {
				checkBodies(t, name, sent.bodies("PATCH"))
			}
			all := maps.Clone(k.defaults)
			maps.Copy(all, content)
			m.holds(all)
			if at, _ := m.get("created_at").(string); at == "" || m.id() == "" {
				t.Errorf("id %q, created_at %q", m.id(), at)
			}
			m.again(w).settled(content)
		}
	})
}
