package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// A managed resource is one block, and what a CLI would keep of it. It does what a CLI does, in the same order, and
// holds what the provider answers against the same rules.
type managedResource struct {
	*session
	typeName string
	schema   *tfprotov6.Schema
	state    tftypes.Value // null while there is none
	identity *tfprotov6.ResourceIdentityData
	private  []byte
	tainted  bool
}

type diagnostics = []*tfprotov6.Diagnostic

func (d *session) managed(typeName string) *managedResource {
	d.t.Helper()
	schema := d.schema.ResourceSchemas[typeName]
	if schema == nil {
		d.t.Fatalf("there is no resource %s", typeName)
	}
	return &managedResource{session: d, typeName: typeName, schema: schema, state: tftypes.NewValue(schema.ValueType(), nil)}
}

// managedIn is a block of a provider of its own.
func (w *world) managedIn(t *testing.T, typeName string) *managedResource {
	t.Helper()
	return w.newSession(t, object{"max_retries": 0}).managed(typeName)
}

func (w *world) newSession(t *testing.T, settings object) *session {
	t.Helper()
	d, problems := w.configured(t, settings)
	if len(problems) > 0 {
		t.Fatal(written(problems))
	}
	return d
}

// again is the same block in the next run: a new provider, which remembers nothing.
func (m *managedResource) again(w *world) *managedResource {
	m.t.Helper()
	next := w.managedIn(m.t, m.typeName)
	next.resume(m)
	return next
}

// resume makes it the same block as one of an earlier run.
func (m *managedResource) resume(earlier *managedResource) {
	m.state, m.identity, m.private, m.tainted = earlier.state, earlier.identity, earlier.private, earlier.tainted
}

func (m *managedResource) wire(value tftypes.Value) *tfprotov6.DynamicValue {
	m.t.Helper()
	encoded, err := tfprotov6.NewDynamicValue(m.schema.ValueType(), value)
	if err != nil {
		m.t.Fatal(err)
	}
	return &encoded
}

func (m *managedResource) unwire(value *tfprotov6.DynamicValue) tftypes.Value {
	m.t.Helper()
	decoded, err := value.Unmarshal(m.schema.ValueType())
	if err != nil {
		m.t.Fatal(err)
	}
	return decoded
}

func membersOf(value tftypes.Value) map[string]tftypes.Value {
	var members map[string]tftypes.Value
	_ = value.As(&members) //nolint:errcheck // null has none
	return members
}

// proposed is what a CLI proposes: what is configured, and what the provider set before.
func (m *managedResource) proposed(config, prior tftypes.Value) tftypes.Value {
	values, before := membersOf(config), membersOf(prior)
	for _, attribute := range m.schema.Block.Attributes {
		if old, known := before[attribute.Name]; known && attribute.Computed && values[attribute.Name].IsNull() {
			values[attribute.Name] = old
		}
	}
	return tftypes.NewValue(config.Type(), values)
}

// A change is what a plan says.
type change struct {
	config, planned tftypes.Value
	private         []byte
	identity        *tfprotov6.ResourceIdentityData
	replace         bool
}

// validate is what terraform validate asks, which knows no state and no vendor.
func (m *managedResource) validate(content object) diagnostics {
	m.t.Helper()
	validated, err := m.provider.ValidateResourceConfig(m.t.Context(), &tfprotov6.ValidateResourceConfigRequest{
		TypeName: m.typeName, Config: m.wire(valueOf(m.schema.ValueType(), content)),
	})
	if err != nil {
		m.t.Fatal(err)
	}
	return validated.Diagnostics
}

// plan validates a configuration and plans it. What is to be replaced is planned once more, as new.
func (m *managedResource) plan(content object) (change, diagnostics) {
	m.t.Helper()
	c, problems := m.planFrom(content, *m)
	if c.replace && !failed(problems) {
		c, problems = m.planFrom(content, *m.managed(m.typeName))
		c.replace = true
	}
	return c, problems
}

func (m *managedResource) planFrom(content object, prior managedResource) (change, diagnostics) {
	m.t.Helper()
	c := change{config: valueOf(m.schema.ValueType(), content)}
	validated := m.validate(content)
	if failed(validated) {
		return c, validated
	}
	response, err := m.provider.PlanResourceChange(m.t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: m.typeName, Config: m.wire(c.config), PriorState: m.wire(prior.state), PriorPrivate: prior.private, PriorIdentity: prior.identity,
		ProposedNewState: m.wire(m.proposed(c.config, prior.state)),
	})
	if err != nil {
		m.t.Fatal(err)
	}
	if !failed(response.Diagnostics) {
		c.planned = m.unwire(response.PlannedState)
	}
	c.private, c.identity, c.replace = response.PlannedPrivate, response.PlannedIdentity, len(response.RequiresReplace) > 0
	return c, append(validated, response.Diagnostics...)
}

// changes says whether a plan would do something.
func (m *managedResource) changes(content object) bool {
	m.t.Helper()
	c, problems := m.plan(content)
	if len(problems) > 0 {
		m.t.Fatal(written(problems))
	}
	return c.replace || !c.planned.Equal(m.state)
}
