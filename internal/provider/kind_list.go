package provider

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	listschema "github.com/hashicorp/terraform-plugin-framework/list/schema"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

func (d *managed[M, T]) asListResource() list.ListResource {
	return &managedList[M, T]{managedResource[M, T]{managed: d}}
}

// managedList has the resource's definition and the configured clients.
type managedList[M any, T vendorObject] struct{ managedResource[M, T] }

func (l *managedList[M, T]) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, response *list.ListResourceSchemaResponse) {
	same := map[string]listschema.Attribute{}
	for name, attribute := range l.list.attributes {
		same[name] = attribute
	}
	response.Schema = listschema.Schema{MarkdownDescription: l.list.summary, Attributes: same}
}

// List lists objects, up to the limit. An error must be a result: the framework loses other diagnostics.
func (l *managedList[M, T]) List(ctx context.Context, request list.ListRequest, stream *list.ListResultsStream) {
	read := func(into any) error {
		if _, diagnostics := readInto(ctx, request.Config, into); diagnostics.HasError() {
			return errors.New(diagnostics[0].Summary() + ": " + diagnostics[0].Detail())
		}
		return nil
	}
	common, found, err := l.list.find(ctx, l.vendors, read, int(request.Limit))
	if err != nil {
		stream.Results = list.ListResultsStreamDiagnostics(diag.Diagnostics{diagnose(err)})
		return
	}
	stream.Results = func(push func(list.ListResult) bool) {
		for _, object := range found {
			if !push(l.result(ctx, request, common, object)) {
				return
			}
		}
	}
}

func (l *managedList[M, T]) result(ctx context.Context, request list.ListRequest, common M, object T) list.ListResult {
	result := request.NewListResult(ctx)
	there, err := l.state(ctx, common, object, nil)
	if err != nil {
		result.Diagnostics.Append(diagnose(err))
		return result
	}
	result.Diagnostics.Append(l.identify(ctx, there, result.Identity)...)
	// A title may have line breaks, which forge results, and escape sequences.
	if result.DisplayName = strings.TrimSpace(rest.OneLine(there.text(l.list.title))); result.DisplayName == "" {
		result.DisplayName = there.text("id")
	}
	if !request.IncludeResource {
		result.Resource = nil
		return result
	}
	whole, diagnostics := l.attributes.object(ctx, there)
	result.Diagnostics.Append(diagnostics...)
	result.Diagnostics.Append(result.Resource.Set(ctx, whole)...)
	if misfits := l.misfits(ctx, there); len(misfits) > 0 {
		result.Diagnostics.AddWarning(fmt.Sprintf("%q does not meet the rules of rtc_%s", result.DisplayName, l.name),
			fmt.Sprintf("The configuration generated for it is invalid because of %s. Correct the value there before you apply; applying "+
				"then changes the %s.", strings.Join(misfits, " and "), thingOf(l.name)))
	}
	return result
}

// misfits are the attributes whose values a configuration must not have, so that the generated configuration is invalid.
func (l *managedList[M, T]) misfits(ctx context.Context, there values) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(there)) {
		if l.isSettable(name) && !l.isValid(ctx, name, there) {
			names = append(names, name)
		}
	}
	if model := new(M); l.validate != nil && !there.into(ctx, model).HasError() {
		if wrong, ok := errors.AsType[*inputError](l.validate(model)); ok {
			names = append(names, wrong.attribute)
		}
	}
	return names
}

func (l *managedList[M, T]) isValid(ctx context.Context, name string, there values) bool {
	attribute := l.attributes[name]
	if there[name].IsNull() {
		return !attribute.IsRequired()
	}
	return !validate(ctx, name, attribute, there[name]).HasError()
}
