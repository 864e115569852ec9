package provider_test

import (
	"context"
	"encoding/json"
	"math/big"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// use speaks to one type as its kind is spoken to, without a CLI. Whoever adds a kind teaches it here.
func (d *session) use(ctx context.Context, one typeOfKind, content object) diagnostics {
	d.t.Helper()
	_, said := d.returned(ctx, one, content, false)
	return said
}

// returned is use, with what it returns. Whole lists have each resource as well.
func (d *session) returned(ctx context.Context, one typeOfKind, content object, whole bool) (object, diagnostics) {
	d.t.Helper()
	switch one.kind.name {
	case "data":
		return d.read(ctx, one.name, content)
	case "ephemeral":
		return d.opened(ctx, one.name, content)
	case "resource":
		return nil, d.managed(one.name).applyIn(ctx, content)
	case "list":
		return d.list(ctx, one.name, content, whole, 100)
	case "action":
		return d.invoke(ctx, one.name, content)
	case "function":
		return nil, d.call(ctx, one.name, content)
	}
	d.t.Fatalf("%s: say in session.returned how a CLI uses this kind", one)
	return nil, nil
}

// list runs a query, as terraform query does.
func (d *session) list(ctx context.Context, typeName string, content object, whole bool, limit int64) (object, diagnostics) {
	d.t.Helper()
	server, ok := d.provider.(tfprotov6.ListResourceServer)
	if !ok {
		d.t.Fatal("the provider serves no list resources")
	}
	config := d.value(d.schema.ListResourceSchemas[typeName], content)
	validated, err := server.ValidateListResourceConfig(ctx, &tfprotov6.ValidateListResourceConfigRequest{TypeName: typeName, Config: config})
	if err != nil {
		d.t.Fatal(err)
	}
	if len(validated.Diagnostics) > 0 {
		return nil, validated.Diagnostics
	}
	identities, err := d.provider.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		d.t.Fatal(err)
	}
	stream, err := server.ListResource(ctx, &tfprotov6.ListResourceRequest{TypeName: typeName, Config: config, IncludeResource: whole, Limit: limit})
	if err != nil {
		d.t.Fatal(err)
	}
	var (
		said    diagnostics
		results = []any{}
		whose   = identities.IdentitySchemas[typeName].ValueType()
	)
	for one := range stream.Results {
		said = append(said, one.Diagnostics...)
		if failed(one.Diagnostics) {
			continue
		}
		result := object{"display_name": one.DisplayName, "identity": d.shown(one.Identity.IdentityData, whose), "resource": nil}
		if one.Resource != nil {
			result["resource"] = d.shown(one.Resource, d.schema.ResourceSchemas[typeName].ValueType())
		}
		results = append(results, result)
	}
	return object{"results": results}, said
}

// invoke runs an action, as "terraform apply -invoke" does.
func (d *session) invoke(ctx context.Context, typeName string, content object) (object, diagnostics) {
	d.t.Helper()
	server, ok := d.provider.(tfprotov6.ActionServer)
	if !ok {
		d.t.Fatal("the provider serves no actions")
	}
	config := d.value(d.schema.ActionSchemas[typeName].Schema, content)
	validated, err := server.ValidateActionConfig(ctx, &tfprotov6.ValidateActionConfigRequest{ActionType: typeName, Config: config})
	if err != nil {
		d.t.Fatal(err)
	}
	if len(validated.Diagnostics) > 0 {
		return nil, validated.Diagnostics
	}
	planned, err := server.PlanAction(ctx, &tfprotov6.PlanActionRequest{ActionType: typeName, Config: config})
	if err != nil {
		d.t.Fatal(err)
	}
	if len(planned.Diagnostics) > 0 {
		return nil, planned.Diagnostics
	}
	return d.invokeKnown(ctx, typeName, content)
}

// invokeKnown runs an action with values that no validator has seen, as those that are known only at apply.
func (d *session) invokeKnown(ctx context.Context, typeName string, content object) (object, diagnostics) {
	d.t.Helper()
	server, ok := d.provider.(tfprotov6.ActionServer)
	if !ok {
		d.t.Fatal("the provider serves no actions")
	}
	config := d.value(d.schema.ActionSchemas[typeName].Schema, content)
	stream, err := server.InvokeAction(ctx, &tfprotov6.InvokeActionRequest{ActionType: typeName, Config: config})
	if err != nil {
		d.t.Fatal(err)
	}
	var (
		said     diagnostics
		progress = []any{}
		ended    bool
	)
	for one := range stream.Events {
		switch event := one.Type.(type) {
		case tfprotov6.ProgressInvokeActionEventType:
			progress = append(progress, event.Message)
		case tfprotov6.CompletedInvokeActionEventType:
			said, ended = event.Diagnostics, true
		}
	}
	if !ended {
		d.t.Errorf("%s does not say that it is done", typeName)
	}
	return object{"progress": progress}, said
}

// shown is what came over the protocol, as a CLI prints it.
func (d *session) shown(value *tfprotov6.DynamicValue, of tftypes.Type) any {
	d.t.Helper()
	decoded, err := value.Unmarshal(of)
	if err != nil {
		d.t.Fatal(err)
	}
	return asJSON(decoded)
}

// asJSON is a value as a CLI prints it.
func asJSON(value tftypes.Value) any {
	var (
		text    string
		truth   bool
		number  big.Float
		items   []tftypes.Value
		members map[string]tftypes.Value
	)
	switch {
	case value.IsNull():
		return nil
	case value.As(&text) == nil:
		return text
	case value.As(&truth) == nil:
		return truth
	case value.As(&number) == nil:
		return json.Number(number.Text('f', -1))
	case value.As(&items) == nil:
		shown := []any{}
		for _, item := range items {
			shown = append(shown, asJSON(item))
		}
		return shown
	case value.As(&members) == nil:
		shown := object{}
		for name, member := range members {
			shown[name] = asJSON(member)
		}
		return shown
	}
	return "a value of another type"
}

// call calls a function of one argument.
func (d *session) call(ctx context.Context, name string, content object) []*tfprotov6.Diagnostic {
	d.t.Helper()
	var arguments []*tfprotov6.DynamicValue
	for _, parameter := range d.schema.Functions[name].Parameters {
		argument, err := tfprotov6.NewDynamicValue(parameter.Type, tftypes.NewValue(parameter.Type, content[parameter.Name]))
		if err != nil {
			d.t.Fatal(err)
		}
		arguments = append(arguments, &argument)
	}
	response, err := d.provider.CallFunction(ctx, &tfprotov6.CallFunctionRequest{Name: name, Arguments: arguments})
	if err != nil {
		d.t.Fatal(err)
	}
	if response.Error != nil {
		return []*tfprotov6.Diagnostic{{Severity: tfprotov6.DiagnosticSeverityError, Summary: response.Error.Text}}
	}
	return nil
}
