package provider_test

import (
	"context"
	"fmt"
	"net"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"terraform.local/rtc/terraform-provider-rtc/internal/provider"
)

// A session speaks to the provider as a CLI does, without one: diagnostics come as they were written, not as a
// terminal wraps them.
type session struct {
	t        *testing.T
	provider tfprotov6.ProviderServer
	schema   *tfprotov6.GetProviderSchemaResponse
}

// object is a block's content. A value may be unknown().
type object = map[string]any

const unknownMark = "(known after apply)"

// unknown stands for a string that is known only after apply.
func unknown() string { return unknownMark }

// lookAgainWithin is how long a create whose outcome is unclear looks again, where people wait for ten seconds.
const lookAgainWithin = 240 * time.Millisecond

// configured configures the provider with a provider block.
func (w *world) configured(t *testing.T, settings object) (*session, []*tfprotov6.Diagnostic) {
	t.Helper()
	d := w.unconfigured(t)
	config := d.value(d.schema.Provider, settings)
	validated, err := d.provider.ValidateProviderConfig(t.Context(), &tfprotov6.ValidateProviderConfigRequest{Config: config})
	if err != nil {
		t.Fatal(err)
	}
	if len(validated.Diagnostics) > 0 {
		return d, validated.Diagnostics
	}
	configured, err := d.provider.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: config})
	if err != nil {
		t.Fatal(err)
	}
	return d, configured.Diagnostics
}

// unconfigured is a provider that has its schema told, and nothing else yet.
func (w *world) unconfigured(t *testing.T) *session {
	t.Helper()
	d := &session{t: t, provider: providerserver.NewProtocol6(provider.NewLookingFor(w.getenv, lookAgainWithin)())()}
	var err error
	if d.schema, err = d.provider.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{}); err != nil {
		t.Fatal(err)
	}
	return d
}

// data reads a data source.
func (d *session) data(ctx context.Context, typeName string, content object) []*tfprotov6.Diagnostic {
	d.t.Helper()
	_, said := d.read(ctx, typeName, content)
	return said
}

// read is data, with what it returns.
func (d *session) read(ctx context.Context, typeName string, content object) (object, []*tfprotov6.Diagnostic) {
	d.t.Helper()
	schema := d.schema.DataSourceSchemas[typeName]
	config := d.value(schema, content)
	validated, err := d.provider.ValidateDataResourceConfig(ctx, &tfprotov6.ValidateDataResourceConfigRequest{TypeName: typeName, Config: config})
	if err != nil {
		d.t.Fatal(err)
	}
	if len(validated.Diagnostics) > 0 {
		return nil, validated.Diagnostics
	}
	read, err := d.provider.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{TypeName: typeName, Config: config})
	if err != nil {
		d.t.Fatal(err)
	}
	return d.result(read.State, schema, read.Diagnostics)
}

// ephemeral opens an ephemeral resource.
func (d *session) ephemeral(ctx context.Context, typeName string, content object) []*tfprotov6.Diagnostic {
	d.t.Helper()
	_, said := d.opened(ctx, typeName, content)
	return said
}

// opened is ephemeral, with what it returns.
func (d *session) opened(ctx context.Context, typeName string, content object) (object, []*tfprotov6.Diagnostic) {
	d.t.Helper()
	schema := d.schema.EphemeralResourceSchemas[typeName]
	config := d.value(schema, content)
	validated, err := d.provider.ValidateEphemeralResourceConfig(ctx, &tfprotov6.ValidateEphemeralResourceConfigRequest{TypeName: typeName, Config: config})
	if err != nil {
		d.t.Fatal(err)
	}
	if len(validated.Diagnostics) > 0 {
		return nil, validated.Diagnostics
	}
	opened, err := d.provider.OpenEphemeralResource(ctx, &tfprotov6.OpenEphemeralResourceRequest{TypeName: typeName, Config: config})
	if err != nil {
		d.t.Fatal(err)
	}
	return d.result(opened.Result, schema, opened.Diagnostics)
}

// result is an object that came over the protocol, as a CLI prints it, if there is one.
func (d *session) result(value *tfprotov6.DynamicValue, schema *tfprotov6.Schema, said diagnostics) (object, diagnostics) {
	d.t.Helper()
	if failed(said) || value == nil {
		return nil, said
	}
	shown, _ := d.shown(value, schema.ValueType()).(object)
	return shown, said
}

func (d *session) value(schema *tfprotov6.Schema, content object) *tfprotov6.DynamicValue {
	d.t.Helper()
	value, err := tfprotov6.NewDynamicValue(schema.ValueType(), valueOf(schema.ValueType(), content))
	if err != nil {
		d.t.Fatal(err)
	}
	return &value
}

// valueOf makes a value of the type; attributes that are left out are null.
func valueOf(of tftypes.Type, content any) tftypes.Value {
	if keyed, isMap := of.(tftypes.Map); isMap && content != nil {
		values := map[string]tftypes.Value{}
		given, _ := content.(object)
		for key, one := range given {
			values[key] = valueOf(keyed.ElementType, one)
		}
		return tftypes.NewValue(of, values)
	}
	if texts := reflect.ValueOf(content); texts.Kind() == reflect.Slice { // a set, of strings or null
		elements := make([]tftypes.Value, texts.Len())
		for i := range elements {
			elements[i] = tftypes.NewValue(tftypes.String, texts.Index(i).Interface())
		}
		return tftypes.NewValue(of, elements)
	}
	attributes, isObject := of.(tftypes.Object)
	switch {
	case content == unknownMark:
		return tftypes.NewValue(of, tftypes.UnknownValue)
	case content == nil || !isObject:
		return tftypes.NewValue(of, content)
	}
	values := map[string]tftypes.Value{}
	given, _ := content.(object)
	for name, one := range attributes.AttributeTypes {
		values[name] = valueOf(one, given[name])
	}
	return tftypes.NewValue(of, values)
}

// written is what diagnostics say, as plain text.
func written(diagnostics []*tfprotov6.Diagnostic) string {
	var text strings.Builder
	for _, one := range diagnostics {
		severity := one.Severity.String() // ERROR, where the CLI prints Error
		fmt.Fprintf(&text, "%s%s: %s\n", severity[:1], strings.ToLower(severity[1:]), one.Summary)
		if one.Attribute != nil {
			fmt.Fprintf(&text, "at %s\n", one.Attribute)
		}
		fmt.Fprintf(&text, "\n%s\n", one.Detail)
	}
	return text.String()
}

// nowhere is a resolver that knows no name at all, so that tests ask no name server.
func nowhere() *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		go denyNames(theirs)
		return ours, nil
	}}
}

// denyNames answers each question as DNS over TCP does (RFC 1035, section 4.2.2): its length, then the message.
func denyNames(conn net.Conn) {
	buffer := make([]byte, 2+512)
	for {
		n, err := conn.Read(buffer)
		if err != nil || n < 2+12 {
			return
		}
		message := buffer[2:n]
		message[2], message[3] = message[2]|0x80, 0x80|3 // an answer, recursion available, no such name
		copy(message[6:12], make([]byte, 6))             // with no records
		if _, err := conn.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// schemas asks for everything that the provider has, as a CLI does first. The framework checks every schema and every
// function for what it cannot serve meanwhile.
func schemas(t *testing.T) *tfprotov6.GetProviderSchemaResponse {
	t.Helper()
	response, err := provider.NewServer("test", func(string) string { return "" }).
		GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for _, diagnostic := range response.Diagnostics {
		t.Errorf("%s: %s", diagnostic.Summary, diagnostic.Detail)
	}
	return response
}

// A use is a block that opens one ephemeral resource.
type use struct {
	typeName string
	content  object
}

func ofRoom() use { return use{roomType, goodRoom()} }

func ofParticipant() use { return use{participantType, goodParticipant()} }

// opens opens ephemeral resources under a provider block, and gives all that is said.
func (w *world) opens(t *testing.T, settings object, uses ...use) diagnostics {
	t.Helper()
	d, said := w.configured(t, settings)
	for _, one := range uses {
		if !failed(said) {
			said = append(said, d.ephemeral(t.Context(), one.typeName, one.content)...)
		}
	}
	return said
}
