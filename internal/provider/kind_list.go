package provider

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math/big"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	listschema "github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// A lister lists objects, managed or not.
type lister[M any] struct {
	summary    string     // Markdown, one paragraph
	attributes attributes // of the list block: scope and filters
	title      string     // the attribute that is shown as the name
	find       func(ctx context.Context, from *vendors, config tfsdk.Config, most int) ([]found[M], diag.Diagnostics)
}

// found is one object that was found.
type found[M any] struct {
	model M
	given rest.Given
}

// listedBy makes a lister. C is the model of the list block; most is how many are wanted, 0 for all.
func listedBy[C, M any](title, summary string, attributes attributes, find func(ctx context.Context, from *vendors, config *C, most int) ([]found[M], error)) lister[M] {
	return lister[M]{title: title, summary: summary, attributes: attributes,
		find: func(ctx context.Context, from *vendors, config tfsdk.Config, most int) ([]found[M], diag.Diagnostics) {
			var model C
			if diagnostics := config.Get(ctx, &model); diagnostics.HasError() {
				return nil, diagnostics
			}
			items, err := find(ctx, from, &model, most)
			if err != nil {
				return nil, diag.Diagnostics{diagnose(err)}
			}
			return items, nil
		}}
}

func (d managed[M]) asListResource() list.ListResource {
	return &managedList[M]{managedResource[M]{definition: d}}
}

// managedList has the resource's definition and the configured clients.
type managedList[M any] struct{ managedResource[M] }

// ListResourceConfigSchema describes the list block.
func (l *managedList[M]) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, response *list.ListResourceSchemaResponse) {
	same := map[string]listschema.Attribute{}
	for name, attribute := range l.definition.list.attributes {
		same[name] = attribute
	}
	response.Schema = listschema.Schema{MarkdownDescription: l.definition.list.summary, Attributes: same}
}

// List lists objects, up to the limit. An error must be a result: the framework loses other diagnostics.
func (l *managedList[M]) List(ctx context.Context, request list.ListRequest, stream *list.ListResultsStream) {
	items, diagnostics := l.definition.list.find(ctx, l.vendors, request.Config, int(request.Limit))
	if diagnostics.HasError() {
		stream.Results = list.ListResultsStreamDiagnostics(diagnostics)
		return
	}
	stream.Results = l.results(ctx, request, items)
}

func (l *managedList[M]) results(ctx context.Context, request list.ListRequest, items []found[M]) iter.Seq[list.ListResult] {
	return func(push func(list.ListResult) bool) {
		for _, one := range items {
			if !push(l.result(ctx, request, one)) {
				return
			}
		}
	}
}

func (l *managedList[M]) result(ctx context.Context, request list.ListRequest, one found[M]) list.ListResult {
	result := request.NewListResult(ctx)
	result.Diagnostics.Append(result.Resource.Set(ctx, &one.model)...)
	if result.Diagnostics.HasError() {
		return result
	}
	there := l.merge(ctx, objectOf(result.Resource.Raw), object{}, one.given)
	l.identify(ctx, there, result.Identity, &result.Diagnostics)
	if result.DisplayName = there.text(l.definition.list.title); result.DisplayName == "" {
		result.DisplayName = there.text("id")
	}
	if !request.IncludeResource {
		result.Resource = nil
		return result
	}
	result.Resource.Raw = tftypes.NewValue(result.Resource.Raw.Type(), map[string]tftypes.Value(there))
	if misfits := l.misfits(ctx, one.model, there); len(misfits) > 0 {
		unfit := l.unfitWarning(result.DisplayName, misfits)
		result.Diagnostics.AddWarning(unfit.summary, unfit.detail)
	}
	return result
}

// misfits are the attributes whose values a configuration must not have, so that the generated configuration is invalid.
func (l *managedList[M]) misfits(ctx context.Context, model M, there object) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(there)) {
		if l.isSettable(name) && !l.fits(ctx, name, there[name]) {
			names = append(names, name)
		}
	}
	if wrong, ok := errors.AsType[*inputError](l.rule(ctx, model)); ok {
		names = append(names, wrong.attribute)
	}
	return names
}

// unfit is for an object that no valid configuration describes.
func (l *managedList[M]) unfitWarning(title string, attributes []string) warning {
	name := l.definition.name
	return warning{fmt.Sprintf("%q does not meet the rules of rtc_%s", title, name),
		fmt.Sprintf("The configuration generated for it is invalid because of %s. Correct the value there before you apply; applying "+
			"then changes the %s.", strings.Join(attributes, " and "), thingOf(name))}
}

// rule is the error of the definition's check at plan, for an existing object.
func (l *managedList[M]) rule(ctx context.Context, model M) error {
	if l.definition.plan == nil {
		return nil
	}
	return l.definition.plan(ctx, &operation[M]{from: l.vendors, model: &model})
}

func (l *managedList[M]) fits(ctx context.Context, name string, value tftypes.Value) bool {
	attribute := l.definition.attributes[name]
	if value.IsNull() {
		return !attribute.IsRequired()
	}
	fits := true
	switch attribute := attribute.(type) {
	case resourceschema.StringAttribute:
		text, _ := plain(value).(string)
		for _, one := range attribute.Validators {
			var response validator.StringResponse
			one.ValidateString(ctx, validator.StringRequest{Path: path.Root(name), ConfigValue: types.StringValue(text)}, &response)
			fits = fits && !response.Diagnostics.HasError()
		}
	case resourceschema.Int64Attribute:
		number, _ := plain(value).(int64)
		for _, one := range attribute.Validators {
			var response validator.Int64Response
			one.ValidateInt64(ctx, validator.Int64Request{Path: path.Root(name), ConfigValue: types.Int64Value(number)}, &response)
			fits = fits && !response.Diagnostics.HasError()
		}
	case resourceschema.Float64Attribute:
		var number big.Float
		fits = value.As(&number) == nil
		seconds, _ := number.Float64()
		for _, one := range attribute.Validators {
			var response validator.Float64Response
			one.ValidateFloat64(ctx, validator.Float64Request{Path: path.Root(name), ConfigValue: types.Float64Value(seconds)}, &response)
			fits = fits && !response.Diagnostics.HasError()
		}
	}
	return fits
}
