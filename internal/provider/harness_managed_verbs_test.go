package provider_test

import (
	"context"
	"math/big"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The verbs of a CLI, on a managed resource.

// apply plans and does what is planned.
func (m *managedResource) apply(content object) diagnostics {
	m.t.Helper()
	return m.applyIn(m.t.Context(), content)
}

// applyIn is apply with a context that may end. Planning has its own.
//
//nolint:contextcheck // see above
func (m *managedResource) applyIn(ctx context.Context, content object) diagnostics {
	m.t.Helper()
	c, warnings := m.plan(content)
	if failed(warnings) {
		return warnings
	}
	if !m.state.IsNull() && (c.replace || m.tainted) {
		if warnings = append(warnings, m.destroy()...); !m.state.IsNull() {
			return warnings
		}
		var problems diagnostics
		if c, problems = m.plan(content); failed(problems) {
			return problems
		}
	}
	return append(warnings, m.carryOut(ctx, c)...)
}

func (m *managedResource) carryOut(ctx context.Context, c change) diagnostics {
	m.t.Helper()
	creates := m.state.IsNull()
	response, err := m.provider.ApplyResourceChange(ctx, &tfprotov6.ApplyResourceChangeRequest{
		TypeName: m.typeName, Config: m.wire(c.config), PriorState: m.wire(m.state), PlannedState: m.wire(c.planned),
		PlannedPrivate: c.private, PlannedIdentity: c.identity,
	})
	if err != nil {
		m.t.Fatal(err)
	}
	m.state, m.private, m.identity = m.unwire(response.NewState), response.Private, response.NewIdentity
	m.tainted = creates && failed(response.Diagnostics) && !m.state.IsNull()
	if !failed(response.Diagnostics) {
		m.checkConsistent(c.planned)
	}
	return response.Diagnostics
}

// checkConsistent holds a new state against its plan, as a CLI does.
func (m *managedResource) checkConsistent(planned tftypes.Value) {
	m.t.Helper()
	now := membersOf(m.state)
	for name, value := range membersOf(planned) {
		if !now[name].IsFullyKnown() || value.IsKnown() && !value.Equal(now[name]) {
			m.t.Errorf("%s is %s, planned was %s", name, now[name], value)
		}
	}
	if m.identity == nil && !m.state.IsNull() {
		m.t.Error("there is no identity")
	}
}

// refresh reads the object as each plan does.
func (m *managedResource) refresh() diagnostics {
	m.t.Helper()
	response, err := m.provider.ReadResource(m.t.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: m.typeName, CurrentState: m.wire(m.state), Private: m.private, CurrentIdentity: m.identity,
	})
	if err != nil {
		m.t.Fatal(err)
	}
	if response.NewIdentity == nil || response.NewIdentity.IdentityData == nil {
		m.t.Error("reading gives no identity")
	}
	m.state, m.identity = m.unwire(response.NewState), response.NewIdentity
	return response.Diagnostics
}

func (m *managedResource) destroy() diagnostics {
	m.t.Helper()
	none := tftypes.NewValue(m.schema.ValueType(), nil)
	return m.carryOut(m.t.Context(), change{config: none, planned: none, private: m.private, identity: m.identity})
}

// importAs takes an object into the state, by the string of an import ID, and reads it.
func (m *managedResource) importAs(id string) diagnostics {
	m.t.Helper()
	response, err := m.provider.ImportResourceState(m.t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: m.typeName, ID: id})
	if err != nil {
		m.t.Fatal(err)
	}
	if len(response.Diagnostics) > 0 {
		return response.Diagnostics
	}
	one := response.ImportedResources[0]
	m.state, m.private, m.identity = m.unwire(one.State), one.Private, one.Identity
	return m.refresh()
}

// get is an attribute of the state: a string, a bool, an int, or nil.
func (m *managedResource) get(name string) any {
	m.t.Helper()
	value := membersOf(m.state)[name]
	var (
		text   string
		truth  bool
		number big.Float
		set    []tftypes.Value
	)
	switch {
	case value.IsNull():
		return nil
	case value.As(&text) == nil:
		return text
	case value.As(&truth) == nil:
		return truth
	case value.As(&number) == nil:
		whole, _ := number.Int64()
		return int(whole)
	case value.As(&set) == nil: // of strings
		elements := make([]string, len(set))
		for i, one := range set {
			if err := one.As(&elements[i]); err != nil {
				m.t.Fatal(err)
			}
		}
		slices.Sort(elements)
		return elements
	}
	m.t.Fatalf("no attribute %s", name)
	return nil
}

func (m *managedResource) id() string {
	m.t.Helper()
	id, _ := m.get("id").(string)
	return id
}

// must is for what is to succeed without a word.
func must(t *testing.T, problems diagnostics) {
	t.Helper()
	if failed(problems) {
		t.Fatal(written(problems))
	}
}

func failed(problems diagnostics) bool {
	for _, one := range problems {
		if one.Severity == tfprotov6.DiagnosticSeverityError {
			return true
		}
	}
	return false
}

// identityValue is the identity, as an object.
func (m *managedResource) identityValue() tftypes.Value {
	m.t.Helper()
	schemas, err := m.provider.GetResourceIdentitySchemas(m.t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		m.t.Fatal(err)
	}
	value, err := m.identity.IdentityData.Unmarshal(schemas.IdentitySchemas[m.typeName].ValueType())
	if err != nil {
		m.t.Fatal(err)
	}
	return value
}

func attributePath(name string) *tftypes.AttributePath {
	return tftypes.NewAttributePath().WithAttributeName(name)
}

// valueFrom is an object like another one, with these members.
func valueFrom(like tftypes.Value, members map[string]tftypes.Value) tftypes.Value {
	return tftypes.NewValue(like.Type(), members)
}
