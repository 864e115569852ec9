package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// A fraction is refused wherever a number must be whole, in our words and with the attribute's address. 1000 / 7 is one.
func TestFractionsAreRefused(t *testing.T) {
	t.Parallel()
	tried := map[string]bool{}
	for _, one := range entered(t) {
		for _, attribute := range one.schema.Block.Attributes {
			if attribute.Type == nil || !attribute.Type.Is(tftypes.Number) || !attribute.Required && !attribute.Optional || one.kind.name == "function" {
				continue
			}
			tried[one.kind.name] = true
			w := newWorld(t, simulator.Options{})
			d := w.newSession(t, nil)
			problems := d.use(t.Context(), one, merged(w.in(t, one.returns[0].content), object{attribute.Name: 1000.0 / 7}))
			if len(problems) != 1 || problems[0].Detail != attribute.Name+" must be a whole number." || !problems[0].Attribute.Equal(attributePath(attribute.Name)) {
				t.Errorf("%s, %s: %s", one, attribute.Name, written(problems))
			}
		}
	}
	if len(tried) < 3 {
		t.Errorf("only %v have numbers", tried)
	}
	for _, name := range []string{"max_retries", "max_in_flight"} {
		_, problems := newWorld(t, simulator.Options{}).configured(t, object{name: 1000.0 / 7})
		if len(problems) != 1 || problems[0].Detail != name+" must be a whole number." || !problems[0].Attribute.Equal(attributePath(name)) {
			t.Errorf("%s: %s", name, written(problems))
		}
	}
}
